"""Every policy, of any shop, in both languages: complete, equal in both, whole, and silent where it has
nothing to say. `make fuzz` looks at thousands of shops.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from markupsafe import Markup

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.conditions.deriving import conditions
from policygen.engine.conditions.world import World
from policygen.engine.facts.model import Facts
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Covered, Document
from policygen.engine.policy.spelling import day
from tests.cast import LANGUAGES
from tests.properties import backed
from tests.properties.must_not import said, suspects, when
from tests.properties.shops import OWN_TOOLS, TYPED, any_shop, shop_in_order

LIBRARY = shipped_library()
WORLD = World(LIBRARY)

NO_ADDRESS_OR_NAME = (
    "!has:address; form:sole_trader !has:legal-name; form:individual !has:legal-name"
)
NO_CHILDREN = "!about:children !about:students"
SALE_UNKNOWN = "!sells:yes !sells:no; shares:yes !ads:any; conflict:no-sharing-with-ads"
UNMET = {
    "GDPR-13-1a": (NO_ADDRESS_OR_NAME, "nobody knows who is responsible and where"),
    "UA-12-who": (NO_ADDRESS_OR_NAME, "likewise"),
    "UA-ECOM-7": (
        "!has:address; !has:registration; !has:legal-name",
        "a seller's details are not given",
    ),
    "UA-7": (
        "collects:any-criminal; conflict:special-without-consent; conflict:consent-not-asked",
        "a purpose uses special data without consent; or as GDPR-10",
    ),
    "GDPR-9": (
        "conflict:special-without-consent; conflict:consent-not-asked",
        "a purpose uses special data without consent",
    ),
    "GDPR-13-1d": ("conflict:interest-missing", "which interest was not said"),
    "EPRIV-5-3-withdraw": ("!cookies:settings-link", "visitors can't change their mind"),
    "COPPA-312.4d1": (
        "!has:phone; !has:address",
        "the operator's telephone or address is not given",
    ),
    "COPPA-312.4d2a": (
        f"{NO_CHILDREN}; !yes:children_public !no:children_public !children:public",
        "what is collected from children, or whether they can make it public, was not said",
    ),
    "COPPA-312.4d2b": (NO_CHILDREN, "likewise"),
    "GDPR-13-1f": (
        "storage:stated !transfers:restricted",
        "data is stored abroad, but no service there is named",
    ),
    "UK-13-1f": ("storage:stated !transfers:restricted", "likewise"),
    "COPPA-312.5": ("!parental-consent:any", "how a parent agrees was not said"),
    "COPPA-312.4d2c": (
        f"{NO_CHILDREN}; conflict:children-without-period",
        "likewise, or how long it is kept",
    ),
    "CCPA-7011e1D": (
        f"{SALE_UNKNOWN}; !yes:twelve_months",
        "whether data is sold, with whom it is shared, or how that was a year ago, was not said",
    ),
    "CCPA-7011e1E": (SALE_UNKNOWN, "likewise"),
    "CCPA-7011e1F": (SALE_UNKNOWN, "likewise"),
    "CCPA-7011e1G": (SALE_UNKNOWN, "likewise"),
    "CCPA-7011e2-optout": (SALE_UNKNOWN, "likewise"),
    "CCPA-7011e3F": ("!gpc:honoured", "the site does not honour the signal, or nobody knows"),
    "US-ST-uoom": ("!gpc:honoured", "likewise"),
    "GDPR-10": ("", "the law that allows asking for criminal records is not in the answers"),
    "CCPA-7011e2-admt": ("", "how to opt out of automated decisions is not in the answers"),
    "UA-29": ("transfers:ua-unsettled", "nothing that was answered allows data to go to a country"),
    "US-CT-2026": ("!yes:llm_training !no:llm_training", "training of models was not answered"),
}
"""Duties that may stay unmet, so that the policy can't be published: when, and why. "" is always."""
NEVER_ANSWERED = {"GDPR-10", "CCPA-7011e2-admt", "UA-7"}
"""Those that no answer can meet; a shop in order has no others."""

LOOKED_AT = settings.default.max_examples
FEW = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # shrinking such shops takes minutes
    max_examples=max(100 if os.environ.get("POLICYGEN_TESTS") == "all" else 40, LOOKED_AT),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


class Policy:
    """One shop with its policy in both languages, and the plain text of each clause."""

    def __init__(self, facts: Facts):
        self.facts = facts
        self.true = conditions(facts, LIBRARY)
        self.catalogue = Catalogue(facts, LIBRARY)
        self.documents = {language: compose(LIBRARY, facts, language) for language in LANGUAGES}
        self.texts = {
            language: {c.id: _plain(c.html) for c in document.on_pages}
            for language, document in self.documents.items()
        }

    def each(self) -> Iterator[tuple[str, Document, dict[str, str]]]:
        for language in LANGUAGES:
            yield language, self.documents[language], self.texts[language]


_BREAK = re.compile(r"</(?:p|li|tr|h3)>|<br>")
_CELL = re.compile(r"</t[hd]><t[hd]")
_TAG = re.compile(r"<[^>]*>")


def _plain(html: str) -> str:
    """Lines of text; cells parted by a bar. Faster than a parser, on HTML that is our own."""
    text = _TAG.sub("", _CELL.sub(" | <td", _BREAK.sub("\n", html)))
    return str(Markup(text).unescape()).strip()


def unmet(policy: Policy) -> Iterator[str]:
    for covered in policy.documents["en"].unmet:
        if covered.requirement not in UNMET:
            yield f"{covered.requirement} is not met"
            continue
        reasons = when(UNMET[covered.requirement][0])
        if reasons and not any(reason.holds(policy.true) for reason in reasons):
            yield f"{covered.requirement} is not met without reason"


def _counted(document: Document) -> list[Covered]:
    """What is lacking is told in words of the language."""
    return [replace(one, lacking=("",) * len(one.lacking)) for one in document.coverage]


def unequal(policy: Policy) -> Iterator[str]:
    en, uk = (policy.documents[language] for language in LANGUAGES)
    if [(s.id, [c.id for c in s.clauses]) for s in en.layers] != [
        (s.id, [c.id for c in s.clauses]) for s in uk.layers
    ]:
        yield "other sections or clauses"
    if _counted(en) != _counted(uk) or [f.id for f in en.findings] != [f.id for f in uk.findings]:
        yield "other coverage or findings"
    names = set(_names(policy))
    country = policy.facts.business.country
    dates = [day(policy.facts.effective, language, country) for language in LANGUAGES]
    for mine, other in zip(en.on_pages, uk.on_pages, strict=True):
        if backed.same_links(mine.html) != backed.same_links(other.html):
            yield f"{mine.id}: other links or addresses"
        here, there = policy.texts["en"][mine.id], policy.texts["uk"][mine.id]
        if Counter(_DIGITS.findall(here)) != Counter(_DIGITS.findall(there)):
            yield f"{mine.id}: other numbers"
        named_here, named_there = (
            backed.without_companies(text, language, policy.catalogue.used)
            for language, text in (("en", here), ("uk", there))
        )
        for forms_en, forms_uk in names:
            if backed.times(forms_en, named_here) != backed.times(forms_uk, named_there):
                yield f"{mine.id}: {forms_en[0]} not as often as {forms_uk[0]}"
        if here.count(dates[0]) != there.count(dates[1]):
            yield f"{mine.id}: other date"
        if (
            backed.periods(here, "en") != backed.periods(there, "uk")
            and mine.id not in WORDED_PERIODS
        ):
            yield f"{mine.id}: other periods"


_DIGITS = re.compile(r"\d+")
WORDED_PERIODS = {"rights-time"}
"""Clauses that put a period in words, which are read in English only."""


def _names(policy: Policy) -> Iterator[tuple[backed.Forms, backed.Forms]]:
    """By language, in each form in which they may stand."""
    for value in TYPED.values():
        en, uk = (value["en"], value["uk"]) if isinstance(value, dict) else (value, value)
        yield (en,), (uk,)
    for tool in policy.catalogue.used:
        yield backed.forms(tool, "en"), backed.forms(tool, "uk")


_LEFT_OVER = re.compile(
    r"\{\{|\}\}|undefined|\bNone\b(?! of)|<td[^>]*></td>|<th[^>]*></th>|<li>\s*</li>|<tbody></tbody>|<p>\s*</p>|href=\"\"|<strong>\s*</strong>"
)
_RAGGED = re.compile(r": *[.;]|, *[.,;]|\(\s*\)|\s[,.;](?:\s|$)|\.\.(?!\.)|,,|:\s*$")


def ragged(policy: Policy) -> Iterator[str]:
    for language, document, texts in policy.each():
        sections = {f"#{section.id}" for section in document.layers}
        if not all(section.clauses and section.title for section in document.layers):
            yield "an empty section"
        for clause in document.on_pages:
            text = texts[clause.id]
            if not re.search(r"\w", text):
                yield f"{clause.id} ({language}) is empty"
            found = _LEFT_OVER.search(clause.html) or _RAGGED.search(text)
            if found and clause.id not in OPEN_ENDED:
                yield f"{clause.id} ({language}): left over {found[0]!r} in {text[:200]!r}"
            for target in backed.links([clause.html]):
                if target.startswith("#") and target not in sections:
                    yield f"{clause.id} ({language}): no section {target}"
        for finding in document.findings:
            if (
                not finding.message
                or _LEFT_OVER.search(finding.message)
                or _RAGGED.search(finding.message)
            ):
                yield f"finding {finding.id} ({language}): {finding.message}"


OPEN_ENDED = {"glance-intro"} | {
    clause.id for clause in LIBRARY.clauses if clause.id.startswith("basis-intro")
}
"""Clauses that end with a colon, since the next ones are the list."""


def not_to_be_said(policy: Policy) -> Iterator[str]:
    for language, _, texts in policy.each():
        for rule in suspects("\n".join(texts.values()), language, policy.true):
            for clause, text in texts.items():
                yield from (
                    f"{clause} ({language}): {statement}"
                    for statement in said(text, language, rule)
                )


def unbacked(policy: Policy) -> Iterator[str]:
    facts, catalogue = policy.facts, policy.catalogue
    answered = backed.answered_periods(facts, catalogue)
    addresses = set(_addresses(policy))
    used = {tool.slug for tool in catalogue.used}
    own = [str(tool["name"]) for tool in OWN_TOOLS if tool["slug"] not in used]
    for language, document, texts in policy.each():
        for clause, text in texts.items():
            for tool in chain(
                backed.foreign_tools(text, language, catalogue),
                (name for name in own if name in text),
            ):
                yield f"{clause} ({language}): names {tool}"
            for purpose in backed.foreign_purposes(text, language, facts) - SAME_WORDS.get(
                clause, set()
            ):
                yield f"{clause} ({language}): speaks of {purpose}"
            for period in (
                backed.periods(text, language) - answered - backed.FIXED_PERIODS.get(clause, set())
            ):
                yield f"{clause} ({language}): period {period}"
        for target in backed.links(clause.html for clause in document.on_pages):
            if not target.startswith("#") and target not in addresses:
                yield f"({language}) leads to {target}"


SAME_WORDS = {"cookies-table": {"site_operation"}}
"""Clauses in whose tables a purpose's label means something else: a cookie's purpose."""


def _addresses(policy: Policy) -> Iterator[str]:
    business = policy.facts.business
    yield from backed.written_links()
    yield f"mailto:{business.contact.email}"
    for person in (
        business.dpo,
        business.eu_representative,
        business.uk_representative,
        business.joint_controller,
        business.security_contact,
    ):
        if person and person.email:
            yield f"mailto:{person.email}"
    if business.contact.phone:
        yield "tel:" + re.sub(r"[^+\d]", "", business.contact.phone)
    yield from filter(None, (business.website, business.contact.form_url))
    for tool in policy.catalogue.used:
        yield from filter(None, (tool.policy_in(language) for language in LANGUAGES))


_ROW, _PART = re.compile(r"<tr>(.*?)</tr>", re.DOTALL), re.compile(r"<t[dh].*?</t[dh]>", re.DOTALL)
_BETWEEN = re.compile(r", (?![^(]*\))")
"""Services of a list: Freshworks (Freshchat, Freshdesk) is one."""
MOST_NAMED = 2
"""A service with more purposes is told by what it is (placeholders/tables.py)."""


def _rows(html: str) -> list[list[str]]:
    return [[_plain(cell) for cell in _PART.findall(row)] for row in _ROW.findall(html)[1:]]


def at_odds(policy: Policy) -> Iterator[str]:
    """The table of services names the very purposes that name the service in theirs, as long as they are few."""
    for language, document, _texts in policy.each():
        html = {clause.id: clause.html for clause in document.on_pages}
        named: dict[str, set[str]] = {}
        for purpose, _data, _basis, services, _kept in _rows(html["purposes-table"]):
            for service in _BETWEEN.split(services):  # only the first has its capital
                named.setdefault(service.casefold(), set()).add(
                    purpose.partition(" (")[0].casefold()
                )
        for service, use, *_rest in _rows(html.get("sharing-tools", "")):
            purposes = named.get(service.split("\n")[0].casefold(), set())
            told = use.casefold()
            if len(purposes) <= MOST_NAMED and not all(label in told for label in purposes):
                yield f"{service} ({language}) lacks one of {purposes}"
            if not purposes and any(told.startswith(label) for label in PURPOSES[language]):
                yield f"{service} ({language}) has a purpose that does not name it: {use}"


PURPOSES = {
    language: {term.label[language].casefold() for term in LIBRARY.vocabulary["purposes"].values()}
    for language in LANGUAGES
}

CHECKS = (unmet, unequal, ragged, not_to_be_said, unbacked, at_odds)


def problems(policy: Policy) -> list[str]:
    return sorted({f"{check.__name__}: {problem}" for check in CHECKS for problem in check(policy)})


@given(any_shop())
@FEW
def test_any_policy_is_complete_equal_whole_and_true(facts: Facts) -> None:
    policy = Policy(facts)
    assert problems(policy) == []
    assert WORLD.broken(policy.true) == []


@pytest.mark.hypothesis  # for `make fuzz`: the property stands inside the test
def test_a_shop_in_order_lacks_nothing_that_answers_can_give() -> None:
    seen: Counter[str] = Counter()

    @given(shop_in_order())
    @FEW
    def look(facts: Facts) -> None:
        policy = Policy(facts)
        document = policy.documents["en"]
        assert problems(policy) == []
        assert {covered.requirement for covered in document.unmet} <= NEVER_ANSWERED
        seen["publishable" if document.publishable else "not"] += 1

    look()
    assert seen["publishable"] > seen["not"]


def test_the_allow_list_names_what_exists() -> None:
    musts = {r.id for r in LIBRARY.requirements if r.level == "must" and "policy" in r.where}
    assert set(UNMET) <= musts
    assert set(UNMET) >= NEVER_ANSWERED
    assert set(backed.FIXED_PERIODS) | WORDED_PERIODS | OPEN_ENDED <= set(LIBRARY.clauses_by_id)
