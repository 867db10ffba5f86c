"""What a policy says where nothing was answered, although it would not say so after one of the answers."""

from collections.abc import Iterator
from typing import Any

from policygen.engine.facts.reading import FactsError, make_facts
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from tests.cast import GONE, changed

LIBRARY = shipped_library()
YES_NO = (True, False)
SIGNALS = ("honoured", "ignored")

ANSWERS: dict[str, tuple[Any, ...]] = {
    **{f"business.contact.{key}": YES_NO for key in ("account", "chat", "toll_free")},
    **{
        f"customers.ccpa_thresholds.{key}": YES_NO
        for key in ("revenue", "consumers_100k", "half_revenue_from_selling")
    },
    "customers.children": ("none", "mixed", "directed"),
    "customers.minimum_age": (14, 16, 18),
    "cookies.banner": YES_NO,
    "cookies.settings_link": YES_NO,
    "cookies.gpc": SIGNALS,
    "cookies.dnt": SIGNALS,
    "sells_data": YES_NO,
    "shares_for_ads": YES_NO,
    "transfers.scc": YES_NO,
    "transfers.on_request": YES_NO,
    "breach_notice.people": YES_NO,
    "rights.fee": YES_NO,
    "rights.agent": YES_NO,
    "changes.in_advance": YES_NO,
    "changes.archive": ("public", "on_request", "none"),
    "automated_decisions": ("none", {"logic": "Brillig", "effect": "Mimsy"}),
    "activities.0.mandatory": YES_NO,
    **{f"answers.{name}": YES_NO for name in LIBRARY.answers},
}
"""Where it stands → the answers that say something; left out, or "unknown", nothing is said."""

LAW = "the law says so whatever the shop answers"
GIVEN = "rests on another answer, which is given"
YOUNG = tuple(
    f"california-ccpa-{of}" for of in ("categories", "sensitive-necessary", "sensitive-none")
)
"""Clauses that tell of data of people whom the shop knows to be under 16."""
NEEDED = ("collect-mandatory", "collect-mandatory-consent", "collect-optional-data")
"""Clauses that list the purposes for which people have to give data."""
GLANCE_COOKIES = (
    *("glance-cookies", "glance-cookies-none", "glance-cookies-none-of-site"),
    "glance-cookies-unasked",
)
"""What the first layer says of cookies: it leads to what is known to be set."""
EXPLAINED: dict[str, dict[str, str]] = {
    "activities.0.mandatory": {
        **dict.fromkeys(NEEDED, "lists the purposes that were answered yes, and nothing of others"),
        "collect-mandatory-when-asked": "says that some data may be needed, of a contract or a law",
    },
    "business.contact.account": {
        **dict.fromkeys(
            (*("cookies-none", "cookies-none-of-site"), *GLANCE_COOKIES),
            "says what is known to be set",
        ),
        "cookies-table": "lists no session of an account that nobody named",
    },
    "changes.in_advance": {"changes-notice": "says how, and not when"},
    **{
        f"customers.ccpa_thresholds.{key}": {
            "contact-reply-alone": GIVEN,
            "california-ccpa-followed": GIVEN,
        }
        for key in ("revenue", "consumers_100k", "half_revenue_from_selling")
    },
    "answers.platform_statistics": {
        "children-coppa-cookies": "rests on a platform that can set them; the table says “if switched on”",
    },
    "answers.sender_on_site": dict.fromkeys(
        (
            *("cookies-agreed", "cookies-essential-only", "cookies-essential-fraud"),
            *("cookies-known-on", "cookies-not-across-sites"),
            *("cookies-table", "glance-no-tracking"),
            *GLANCE_COOKIES,
        ),
        "follows from what the service is used for where it is left out",
    ),
    "answers.own_site": dict.fromkeys(
        LIBRARY.clauses_by_id,
        "whoever leaves it out is taken to have a site, and the question says so",
    ),
    "answers.camera_sign": {"collect-cameras": "says nothing of a sign"},
    "answers.criminal_checks": {
        "collect-criminal-unanswered": "says what is collected, and nothing of a law",
    },
    "cookies.banner": {
        **dict.fromkeys(
            ("glance-ads", "sharing-ads"), "says that services get data, and promises no question"
        ),
        **dict.fromkeys(
            ("cookies-table", "cookies-none", "cookies-none-of-site"),
            "knows of no memory of a choice that nobody is said to ask for",
        ),
        "glance-cookies-unasked": "leads to what is set, and promises no question",
        "purposes-table": "names no consent before somebody asks for it",
    },
    "customers.children": {
        "california-ccpa-minors-16": GIVEN,
        "california-ccpa-minors-adults": "says what the shop knows, and nobody told it of children",
        "children-adults-only": GIVEN,
        "children-minimum-age": GIVEN,
        "children-teens": GIVEN,
        **dict.fromkeys(YOUNG, "names no data of people of whose age nobody told"),
    },
    "customers.minimum_age": {
        "children-directed": "follows from the answer about children; two ages make it exacter",
        "california-ccpa-minors-adults": "says what the shop knows, and nobody told it of an age",
        **dict.fromkeys(YOUNG, "names no data of people of whose age nobody told"),
    },
    "rights.fee": {"rights-free": LAW},
    "sells_data": {
        "california-ccpa-categories": "without the answer the policy may not be published",
        "sharing-ads-only": "says which tools there are, and nothing of a sale",
        "us-nevada": LAW,
        "us-states-refuse": LAW,
    },
    "automated_decisions": {"us-states-profiling": LAW},
    "shares_for_ads": {
        **dict.fromkeys(
            (
                *("california-ccpa-categories", "california-ccpa-minors-none"),
                *("california-ccpa-minors-opt-in", "california-ccpa-not-sold"),
                *(
                    "california-ccpa-optout",
                    "california-ccpa-optout-pages",
                    "california-ccpa-shared",
                    "glance-no-sale",
                ),
                *("california-ccpa-rights-sold", "california-ccpa-not-sold-now"),
                *("marketing-messages-kept", "sharing-no-sale", "us-states-nothing-to-refuse"),
                *("us-states-opt-out", "us-states-opt-out-pages", "us-states-opt-out-sale"),
            ),
            "follows from the tools where it is left out (docs/facts.md)",
        ),
        "us-states-refuse": LAW,
    },
    "transfers.scc": {
        "transfers-table": "clauses are no ground before somebody says that they were agreed",
    },
}
"""Path → clause → why it may say so all the same."""
UNSAID = {
    "answers.keepsake_rest": "no example makes keepsakes; the fixture of its clause has it",
    "answers.criminal_checks": "no example asks for criminal records; tests/library/test_law_review.py has it",
    "answers.twelve_months": "the examples under California’s act share data; likewise",
    "business.contact.toll_free": "said beside a telephone number, which no example marks so",
    "rights.agent": LAW,
    "transfers.on_request": "said with clauses that no example has agreed by itself",
    "transfers.scc": "the tools of the examples have grounds of their own",
}
"""The answers on which no sentence of the examples rests, and why."""


def said_on_silence(data: dict[str, Any], path: str) -> Iterator[str]:
    """The clauses of a shop that say without an answer what they say with one, and not with another."""
    silent = said(data, path, GONE)
    answered = [words for value in ANSWERS[path] if (words := said(data, path, value)) is not None]
    for clause, html in (silent or {}).items():
        alike = [words.get(clause) == html for words in answered]
        if any(alike) and not all(alike):
            yield clause


def said(data: dict[str, Any], path: str, value: Any) -> dict[str, str] | None:
    """By clause, in English. None where the shop cannot have the answer."""
    if data.get("transfers") == "auto":
        data = {**data, "transfers": {}}
    try:
        other = changed({path: value}, changed({path: None}, data))
        facts = make_facts(other, LIBRARY)
    except FactsError:
        return None
    return {clause.id: str(clause.html) for clause in compose(LIBRARY, facts, "en").on_pages}
