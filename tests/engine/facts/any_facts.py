"""Any shop that the format allows, for property tests."""

from functools import lru_cache
from typing import Any

from hypothesis import strategies as st

from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import make_facts
from policygen.engine.facts.values import FIRST_DAY, LAST_DAY
from policygen.engine.loading.load import shipped_library

LIBRARY = shipped_library()
SLUGS = LIBRARY.slugs()
DURATIONS = ["P30D", "P1Y", "P14M", "P3Y", "P1Y6M", "PT72H"]
PLACES = [
    "UA",
    "EU",
    "DE",
    "NO",
    "GB",
    "US",
    "US-CA",
    "US-DE",
    "US-TX",
    "CH",
    "CA",
    "BR",
    "AU",
    "JP",
    "WORLD",
]

answer = st.sampled_from([True, False, "unknown"])
typed = st.text("aбїґ<>&{}*_|'’\"\\`[](){}%#\u05d0\u202e 9-", min_size=1).filter(
    lambda text: bool(text.replace("\u202e", "").strip())
)


def words(kind: str, most: int = 4, least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(
        st.sampled_from(sorted(SLUGS[kind])), min_size=least, max_size=most, unique=True
    )


def word(kind: str) -> st.SearchStrategy[str]:
    return st.sampled_from(sorted(SLUGS[kind]))


def some(**answers: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A mapping in which any of the answers may be missing."""
    return st.fixed_dictionaries({}, optional=answers)


text = typed | st.fixed_dictionaries({"en": typed, "uk": typed})
person = st.fixed_dictionaries(
    {"email": st.just("r@rep.example")}, optional={"name": text, "address": text}
)
keep = st.one_of(
    st.fixed_dictionaries(
        {"for": st.sampled_from(DURATIONS), "after": word("keep_anchors")},
        optional={"why": words("keep_reasons", 2)},
    ),
    st.fixed_dictionaries({"until": word("keep_until")}),
    st.fixed_dictionaries({"criteria": word("keep_criteria")}),
)


def left_free(activity: dict[str, Any]) -> dict[str, Any]:
    """The number of data that may be left out, replaced by these."""
    if "optional" not in activity:
        return activity
    return {**activity, "optional": activity["data"][: activity["optional"]]}


activity = st.fixed_dictionaries(
    {
        "purpose": word("purposes"),
        "data": words("data", 4, 1),
        "basis": word("bases"),
        "keep": keep,
    },
    optional={
        "about": word("about") | words("about", 3, 1),
        "source": st.lists(st.sampled_from(sorted(SLUGS["sources"] | SLUGS["tools"])), max_size=3),
        "interest": word("interests"),
        "mandatory": answer,
        "optional": st.integers(0, 2),
        "tools": words("tools", 3),
    },
).map(left_free)
own_cookie = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["cart_id", "theme", "*_ref"]),
        "purpose": word("cookie_purposes") | word("local_storage"),
        "lasts": st.sampled_from(["session", "persistent", *DURATIONS]),
    },
    optional={"kind": st.sampled_from(["cookie", "local_storage"])},
)
business = st.fixed_dictionaries(
    {
        "name": text,
        "form": word("forms"),
        "country": st.sampled_from(["UA", "DE", "NO", "IE", "GB", "US", "CH", "JP"]),
        "contact": st.fixed_dictionaries(
            {"email": st.just("hi@shop.example")},
            optional={
                "phone": typed | st.just("+1 800 555 12 34"),
                "form_url": st.just("https://shop.example/form"),
                "account": answer,
                "chat": answer,
                "toll_free": answer,
            },
        ),
    },
    optional={
        "legal_name": text,
        "region": st.sampled_from(["US-CA", "UA-30"]),
        "registration": typed,
        "address": text,
        "website": st.just("https://shop.example"),
        "security_contact": st.fixed_dictionaries({"email": st.just("s@shop.example")}, optional={"subject": typed}),
        "replies_within": st.fixed_dictionaries({"days": st.integers(1, 90), "working": st.booleans()}),
        "dpo": person,
        "eu_representative": person,
        "uk_representative": person,
        "joint_controller": person,
        "other_sites": typed,
    },
)  # fmt: skip


@lru_cache
def any_data() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "facts": st.just(1),
            "languages": st.just(["en", "uk"]),
            "effective": st.dates(FIRST_DAY, LAST_DAY).map(str),
            "business": business,
            "offers": words("offers", 3, 1),
            "customers": st.fixed_dictionaries(
                {"where": st.lists(st.sampled_from(PLACES), min_size=1, max_size=4)},
                optional={
                    "minimum_age": st.integers(0, 21),
                    "maximum_age": st.integers(0, 21),
                    "children": word("children"),
                    "parental_consent": words("parental_consent", 2),
                    "ccpa_thresholds": some(revenue=answer, consumers_100k=answer),
                },
            ),
            "activities": st.lists(activity, min_size=1, max_size=4),
        },
        optional={
            "laws": st.just("auto") | words("laws"),
            "cookies": some(
                banner=answer,
                settings_link=answer,
                choice_kept=st.sampled_from(DURATIONS),
                local_storage=words("local_storage", 2),
                own=st.lists(own_cookie, max_size=2, unique_by=lambda cookie: cookie["name"]),
                gpc=st.sampled_from(["honoured", "ignored", "unknown"]),
                dnt=st.sampled_from(["honoured", "ignored", "unknown"]),
            ),
            "not_collected": words("data", 3),
            "sells_data": answer,
            "shares_for_ads": answer,
            "automated_decisions": st.just("none") | st.fixed_dictionaries({"logic": text, "effect": text}),
            "storage": some(where=st.lists(st.sampled_from(PLACES), max_size=2), by=words("tools", 2), backups_kept=st.sampled_from(DURATIONS)),
            "transfers": st.just("auto") | some(scc=answer, on_request=answer),
            "security": words("security"),
            "breach_notice": some(authority_hours=st.integers(1, 72), people=answer),
            "rights": some(how=words("rights_channels"), verify=words("verification"), fee=answer, agent=answer),
            "disclosures": words("disclosures"),
            "changes": some(
                notice=words("notices", 2),
                in_advance=answer,
                archive=st.sampled_from(["public", "on_request", "none"]),
            ),
            "links_out": words("links_out", 2),
            "optional_sections": words("optional_sections", 2),
            "answers": some(**dict.fromkeys(SLUGS["answers"], answer)),
        },
    )  # fmt: skip


def any_facts() -> st.SearchStrategy[Facts]:
    return any_data().map(lambda data: make_facts(data, LIBRARY))
