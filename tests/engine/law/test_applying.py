from typing import Any

import pytest

from policygen.engine.conditions.deriving import conditions
from policygen.engine.conditions.families import BY_NAME
from policygen.engine.conditions.family import Stage
from policygen.engine.facts.model import Facts
from policygen.engine.law import applying as engine
from policygen.engine.law.applying import FAMILIES, grounds, markets, sells_to
from policygen.engine.library.countries import EEA, US_STATES, region_of
from policygen.engine.loading.load import shipped_library
from tests.cases import cases
from tests.cast import GONE, example, silver_willow


def laws(facts: Facts) -> tuple[str, ...]:
    return engine.laws(facts, shipped_library())


US_ALL = ("caloppa", "delaware", "us_states", "coppa")


FROM_PLACES: list[tuple[str, list[str], tuple[str, ...]]] = [
    ("UA", ["UA"], ("ua_pdp", "ua_ecommerce")),
    ("UA", ["EU"], ("gdpr", "ua_pdp")),
    ("UA", ["DE"], ("gdpr", "ua_pdp")),
    ("UA", ["NO"], ("gdpr", "ua_pdp")),
    ("UA", ["GB"], ("uk_gdpr", "ua_pdp")),
    ("UA", ["UA", "EU", "GB", "US"], ("gdpr", "uk_gdpr", "ua_pdp", "ua_ecommerce", *US_ALL)),
    ("UA", ["WORLD"], ("gdpr", "uk_gdpr", "ua_pdp", *US_ALL)),
    ("PL", ["UA"], ("gdpr", "ua_ecommerce")),
    ("GB", ["GB"], ("uk_gdpr",)),
    ("GB", ["JP"], ("uk_gdpr",)),
    ("US", ["US"], US_ALL),
    ("US", ["US-CA"], ("caloppa", "coppa")),
    ("US", ["US-DE"], ("delaware", "us_states", "coppa")),
    ("US", ["US-TX"], ("us_states", "coppa")),
    ("US", ["US-CA", "US-TX"], ("caloppa", "us_states", "coppa")),
    ("CH", ["CH"], ("swiss",)),
    ("CA", ["CA"], ("canada",)),
    ("BR", ["BR"], ("brazil",)),
    ("AU", ["AU"], ()),
    ("JP", ["JP"], ()),
]
NAMED = {"australia", *(law for *_places, laws in FROM_PLACES for law in laws)}


@cases(("country", "where", "applying"), FROM_PLACES)
def test_laws_follow_from_places(country: str, where: list[str], applying: tuple[str, ...]) -> None:
    """Of the laws that are named here; a library may know more."""
    facts = silver_willow({"business.country": country, "customers.where": where})
    assert tuple(law for law in laws(facts) if law in NAMED) == applying


@cases(
    ("name", "applying"),
    [
        ("klumandel", ("ua_pdp", "ua_ecommerce")),
        ("handcraft-courses", ("gdpr", "uk_gdpr", *US_ALL)),
        ("classerium", ("gdpr", "uk_gdpr", "ccpa", *US_ALL)),
        ("jane-ellen", ("gdpr", "ccpa", *US_ALL)),
        ("subscription-platform", ("gdpr", "uk_gdpr", *US_ALL)),
    ],
)
def test_laws_of_the_examples(name: str, applying: tuple[str, ...]) -> None:
    assert laws(example(name)) == applying


def test_the_owner_may_choose() -> None:
    assert laws(silver_willow({"laws": ["australia", "gdpr"]})) == ("australia", "gdpr")
    assert laws(silver_willow({"laws": []})) == ()
    assert (
        laws(silver_willow({"laws": "auto"})) == laws(silver_willow()) == ("ua_pdp", "ua_ecommerce")
    )


@pytest.mark.parametrize("threshold", ["revenue", "consumers_100k", "half_revenue_from_selling"])
def test_any_threshold_brings_in_the_ccpa(threshold: str) -> None:
    def ccpa(where: str, answer: object) -> bool:
        places = {"customers.where": [where], f"customers.ccpa_thresholds.{threshold}": answer}
        return "ccpa" in laws(silver_willow(places))

    assert [ccpa("US-CA", answer) for answer in (True, False, "unknown")] == [True, False, False]
    assert [ccpa(where, True) for where in ("US", "WORLD", "US-TX", "UA")] == [
        True,
        True,
        False,
        False,
    ]


def test_data_stored_in_ukraine() -> None:
    abroad = {"business.country": "PL", "customers.where": ["PL"]}
    assert laws(silver_willow(abroad)) == ("gdpr",)
    assert laws(silver_willow({**abroad, "storage.where": ["UA"]})) == ("gdpr", "ua_pdp")


@cases(
    ("where", "found"),
    [
        (["UA"], {"ukraine"}),
        (["EU"], {"eea"}),
        (["FR", "GB"], {"eea", "uk"}),
        (["US"], {"us", "california", "other-us-states", "all-us-states"}),
        (["US-CA"], {"us", "california"}),
        (["US-NY"], {"us", "other-us-states"}),
        (["US-PR"], {"us", "other-us-states"}),
        (["CH", "CA", "BR", "AU"], {"switzerland", "canada", "brazil", "australia"}),
        (["WORLD"], {"world", "eea", "uk", "us", "california", "other-us-states", "all-us-states"}),
        (
            ["WORLD", "UA"],
            {
                "world",
                "eea",
                "uk",
                "us",
                "california",
                "other-us-states",
                "all-us-states",
                "ukraine",
            },
        ),
        (["JP"], set()),
    ],
)
def test_markets(where: list[str], found: set[str]) -> None:
    assert markets(silver_willow({"customers.where": where})) == found


@cases(
    ("country", "place"),
    [
        ("UA", "ua"),
        ("GB", "uk"),
        ("US", "us"),
        ("CH", "elsewhere"),
        *((c, "eea") for c in sorted(EEA)),
    ],
)
def test_established(country: str, place: str) -> None:
    assert region_of(country) == place


@cases(
    ("where", "found"),
    [
        (("UA", "JP"), {"UA", "JP"}),
        (("EU",), set()),
        (("US-DE",), {"US", "US-DE"}),
        (("CA-QC",), {"CA", "CA-QC"}),
        (("US",), {"US", *US_STATES}),
        (("WORLD",), {"GB", "US", *US_STATES}),
    ],
)
def test_places_that_a_shop_sells_to(where: tuple[str, ...], found: set[str]) -> None:
    assert sells_to(where) == found


def test_laws_depend_on_what_is_known_before_them() -> None:
    """The names by which laws apply are those of conditions, and no family of them waits for a law."""
    assert {BY_NAME[family].stage for family in FAMILIES} == {Stage.PLACE}
    for name in ("classerium", "klumandel", "jane-ellen"):
        facts = example(name)
        true = conditions(facts, shipped_library())
        of_laws = {n for n in true if n.partition(":")[0] in FAMILIES} - {"storage:by-tools"}
        assert set(grounds(facts, shipped_library())) == of_laws


def test_the_eea() -> None:
    assert len(EEA) == 30
    assert {"NO", "IS", "LI"} < EEA
    assert EEA.isdisjoint({"GB", "CH", "UA", "EU"})


def test_no_answer_about_thresholds_is_no_threshold() -> None:
    changes: dict[str, Any] = {"customers.where": ["US"], "customers.minimum_age": GONE}
    assert laws(silver_willow(changes)) == ("ua_pdp", *US_ALL)
