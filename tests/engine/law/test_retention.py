"""How long shops keep records, against what laws and custom say."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from policygen.engine.facts.fields import countries
from policygen.engine.facts.model import Facts
from policygen.engine.language.duration import Duration
from policygen.engine.law.retention import (
    explained,
    in_finding,
    suggestion,
    too_long,
    too_short,
    without_reason,
)
from policygen.engine.library.countries import EEA
from policygen.engine.loading.load import shipped_library
from tests.cases import cases
from tests.cast import LANGUAGES, composed, example, silver_willow
from tests.engine.facts.any_facts import any_facts
from tests.paths import SHOPS

LIBRARY = shipped_library()
RULES = {rule.id: rule for rule in LIBRARY.retention}


def kept(purpose: str, keep: dict[str, Any], **more: Any) -> Facts:
    return silver_willow({"activities.0.purpose": purpose, "activities.0.keep": keep, **more})


def years(number: int, after: str = "order", *why: str) -> dict[str, Any]:
    return {"for": f"P{number}Y", "after": after, "why": list(why)}


def short(facts: Facts) -> list[str]:
    return [rule.id for _, rule in too_short(facts, LIBRARY)]


def long(facts: Facts) -> list[str]:
    return [rule.id for _, rule in too_long(facts, LIBRARY)]


def test_it_works() -> None:
    facts = kept("legal_records", years(1, "tax_return"))
    ((activity, rule),) = too_short(facts, LIBRARY)
    assert (activity, rule.id) == (facts.activities[0], "ua-tax")
    assert in_finding((activity, rule), LIBRARY, "en") == (
        "“We keep records for tax and accounting”: at least 1095 days after you file the tax return"
        " (Art. 44.3 of the Tax Code of Ukraine)"
    )
    assert in_finding((activity, rule), LIBRARY, "uk") == (
        "«Ми ведемо податковий і бухгалтерський облік»: щонайменше 1095 днів після подання податкової звітності"
        " (п. 44.3 ст. 44 Податкового кодексу України)"
    )


@cases(
    ("country", "purpose", "rule"),
    [
        ("UA", "orders", "ua-tax"),
        ("UA", "legal_records", "ua-tax"),
        ("UA", "delivery", "ua-claims"),
        ("UA", "support", "support"),
        ("UA", "aml_checks", "ua-aml"),
        ("DE", "legal_records", "de-vouchers"),
        ("FR", "analytics", "fr-analytics"),
        ("DE", "analytics", "analytics"),
        ("GR", "legal_records", "orders"),
        ("GB", "legal_records", "gb-tax"),
        ("US", "legal_records", "us-tax"),
        ("US-CA", "legal_records", "us-ca-sales-tax"),
        ("US-CA", "aml_checks", "us-aml"),
        ("US-TX", "legal_records", "us-tax"),
        ("JP", "aml_checks", "aml"),
        ("", "accounts", "account"),
        ("UA", "advertising", None),
    ],
)
def test_suggestion(country: str, purpose: str, rule: str | None) -> None:
    found = suggestion(LIBRARY, country, purpose)
    assert (found.id if found else None) == rule


def test_the_legal_form_matters_in_britain() -> None:
    rule = suggestion(LIBRARY, "GB", "legal_records", "sole_trader")
    assert rule is RULES["gb-tax-sole-trader"]


@pytest.mark.parametrize(
    ("place", "rule", "english", "ukrainian"),
    [
        (
            "GB",
            "gb-claims",
            "United Kingdom, time to bring a claim: 6 years (Limitation Act 1980, s. 5)."
            " In Scotland 5\u00a0years.",
            "Велика Британія, строк позовної давності: 6 років (Limitation Act 1980, ст. 5)."
            " У\u00a0Шотландії 5\u00a0років.",
        ),
        (
            "UA",
            "ua-aml",
            "Ukraine, checks against money laundering: at least 5 years after the order"
            " (Arts. 6, 8, 20 of Law of Ukraine No. 361-IX)."
            " Only for dealers in precious metals and stones who take cash of UAH 400,000 or more.",
            "Україна, документи фінансового моніторингу: щонайменше 5 років після замовлення"
            " (ст. 6, 8, 20 Закону України № 361-IX). Лише для торговців дорогоцінними металами й\u00a0камінням,"
            " які приймають готівкою 400\u00a0000\u00a0грн і\u00a0більше.",
        ),
        (
            "PL",
            "recordings",
            "Usual for recordings of lessons: 90 days after the course ends."
            " Hardly ever longer than 3 years. Or as long as the course can be watched.",
            "Звичайний строк, записи занять: 90 днів після завершення курсу."
            " Більше ніж 3 роки потрібно рідко. Або доки курс можна переглядати.",
        ),
    ],
)
def test_explained(place: str, rule: str, english: str, ukrainian: str) -> None:
    assert explained(RULES[rule], LIBRARY, place, "en") == english
    assert explained(RULES[rule], LIBRARY, place, "uk") == ukrainian


@cases(
    ("purpose", "keep", "rules"),
    [
        ("legal_records", years(3, "tax_return"), []),
        ("legal_records", {"for": "P1095D", "after": "tax_year_end"}, []),
        ("legal_records", {"for": "P36M", "after": "financial_year_end"}, []),
        ("legal_records", years(4), []),
        ("legal_records", years(3), ["ua-tax"]),
        ("legal_records", years(2, "tax_return"), ["ua-tax"]),
        ("legal_records", {"until": "deletion_request"}, ["ua-tax"]),
        ("legal_records", {"until": "account_closed"}, ["ua-tax"]),
        ("legal_records", {"until": "purpose_done"}, []),
        ("legal_records", {"criteria": "needed_for_claims"}, []),
        ("orders", years(1), []),
        ("orders", years(1, "order", "claims"), []),
        ("orders", years(1, "order", "tax"), ["ua-tax"]),
        ("delivery", years(1, "order", "tax"), []),
        ("aml_checks", years(4), ["ua-aml"]),
        ("aml_checks", years(5), []),
    ],
)
def test_too_short(purpose: str, keep: dict[str, Any], rules: list[str]) -> None:
    assert short(kept(purpose, keep)) == rules


@cases(
    ("country", "form", "keep", "rules"),
    [
        ("GB", "company", years(6, "financial_year_end"), []),
        ("GB", "company", years(6), ["gb-tax"]),
        ("GB", "company", years(7), []),
        ("GB", "sole_trader", years(5, "tax_return"), []),
        ("US", "company", years(7), []),
        ("US", "company", years(3), ["us-tax"]),
        ("GR", "company", years(1), []),
        ("DE", "company", years(10), []),
        ("DE", "company", years(8), ["de-vouchers"]),
    ],
)
def test_tax_records_abroad(
    country: str, form: str, keep: dict[str, Any], rules: list[str]
) -> None:
    facts = kept("legal_records", keep, **{"business.country": country, "business.form": form})
    assert short(facts) == rules


def test_a_state_has_rules_of_its_own() -> None:
    california = {"business.country": "US", "business.region": "US-CA"}
    assert short(kept("rights_requests", years(1), **california)) == ["us-ca-requests"]
    texas = {"business.country": "US", "business.region": "US-TX"}
    assert short(kept("rights_requests", years(1), **texas)) == []
    elsewhere = {"business.country": "UA", "business.region": "US-CA"}
    assert short(kept("rights_requests", years(1), **elsewhere)) == []


def test_orders_may_go_earlier_where_tax_records_stay() -> None:
    orders = {
        "purpose": "orders",
        "data": ["name"],
        "basis": "contract",
        "keep": years(1, "order", "tax"),
    }
    records = {"purpose": "legal_records", "data": ["name"], "basis": "legal_obligation"}
    enough = [orders, {**records, "keep": years(3, "tax_return")}]
    assert short(silver_willow({"activities": enough})) == []
    neither = [orders, {**records, "keep": years(1, "tax_return")}]
    assert short(silver_willow({"activities": neither})) == ["ua-tax", "ua-tax"]


@cases(
    ("purpose", "keep", "rules"),
    [
        ("security", {"for": "P12M", "after": "collection"}, []),
        ("security", {"for": "P365D", "after": "collection"}, []),
        ("security", {"for": "P13M", "after": "collection"}, ["logs"]),
        ("orders", years(7), []),
        ("orders", years(10), []),
        ("orders", years(12), ["orders"]),
        ("support", years(9, "last_contact"), ["support"]),
        ("support", {"criteria": "needed_for_service"}, []),
        ("advertising", years(90), []),
        ("analytics", years(2, "collection"), []),
    ],
)
def test_too_long(purpose: str, keep: dict[str, Any], rules: list[str]) -> None:
    assert long(kept(purpose, keep)) == rules


def test_a_duty_is_never_too_long() -> None:
    for country in ("CH", "FR", "IT", "CZ", "DE"):
        facts = kept(
            "legal_records", years(10, "financial_year_end"), **{"business.country": country}
        )
        assert (short(facts), long(facts)) == ([], [])


def test_a_duty_that_is_longer_than_the_custom_is_the_limit() -> None:
    rules = [
        rule.model_copy(update={"minimum": Duration.parse("P15Y")})
        if rule.id == "de-vouchers"
        else rule
        for rule in LIBRARY.retention
    ]
    library = replace(LIBRARY, retention=tuple(rules))
    found = {}
    for number in (15, 18):
        facts = kept("legal_records", years(number), **{"business.country": "DE"})
        found[number] = [rule.id for _, rule in too_long(facts, library)]
    assert found == {15: [], 18: ["orders"]}


def test_without_reason() -> None:
    assert without_reason(kept("orders", years(5))) == ()
    assert len(without_reason(kept("orders", years(6)))) == 1
    assert without_reason(kept("orders", years(6, "order", "claims"))) == ()
    assert (
        without_reason(
            kept("legal_records", years(6), **{"activities.0.basis": "legal_obligation"})
        )
        == ()
    )


@cases("name", SHOPS)
def test_the_examples_keep_nothing_too_long(name: str) -> None:
    assert long(example(name)) == []
    assert composed(name, "en").errors == ()


def test_seven_years_in_the_usa_are_custom() -> None:
    for name in ("handcraft-courses", "jane-ellen", "classerium"):
        assert short(example(name)) == []


@cases("rule", LIBRARY.retention)
def test_rules_hold_together(rule: Any) -> None:
    assert set(rule.purposes) <= set(LIBRARY.vocabulary["purposes"])
    assert rule.after is None or rule.after in LIBRARY.vocabulary["keep_anchors"]
    assert rule.reason is None or rule.reason in LIBRARY.vocabulary["keep_reasons"]
    assert set(rule.forms) <= set(LIBRARY.vocabulary["forms"])
    assert {code[:2] for code in rule.countries} <= countries() | {"EU"}
    assert rule.minimum is None or rule.kind == "law"
    assert rule.citation or rule.kind != "law"
    assert rule.minimum or rule.customary or rule.maximum or rule.note
    assert rule.checked.year >= 2026
    for language in LANGUAGES:
        text = explained(rule, LIBRARY, (*rule.countries, "UA")[0], language)
        assert text
        assert "{" not in text


def test_ids_are_unique_and_the_union_is_covered() -> None:
    assert len(RULES) == len(LIBRARY.retention) == 54
    assert suggestion(LIBRARY, "GR", "support") is RULES["support"]
    assert {code for rule in LIBRARY.retention for code in rule.countries} >= {
        "UA",
        "GB",
        "US",
        "EU",
    }
    assert "PL" in EEA


@given(any_facts())
def test_any_shop(facts: Facts) -> None:
    for found in (too_short(facts, LIBRARY), too_long(facts, LIBRARY)):
        for one in found:
            assert all(in_finding(one, LIBRARY, language) for language in LANGUAGES)
    short_ones = {id(activity) for activity, _ in too_short(facts, LIBRARY)}
    assert short_ones.isdisjoint(id(activity) for activity, _ in too_long(facts, LIBRARY))
