from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from policygen.engine.library.model import Library
from policygen.engine.library.schema import Fixture
from policygen.engine.loading.load import shipped_library
from policygen.engine.placeholders.known import NAMES
from policygen.engine.policy import fixtures
from policygen.engine.policy.fixtures import Failure, Unusable
from policygen.engine.templates import compile_text
from tests.cases import cases

SHIPPED_LIBRARY = shipped_library()
EN = "We do not sell your data."
UK = "Ми не продаємо ваших даних."


def with_fixture(clause_id: str, **fixture: Any) -> Library:
    """The shipped library with nothing but this fixture, beside this clause."""
    return _library(clause_id, fixtures=(Fixture(**fixture),))


def _library(clause_id: str, **other: Any) -> Library:
    clauses = tuple(
        replace(c, **other) if c.id == clause_id else replace(c, fixtures=())
        for c in SHIPPED_LIBRARY.clauses
    )
    return replace(SHIPPED_LIBRARY, clauses=clauses)


def run(clause_id: str, **fixture: Any) -> list[Failure]:
    return fixtures.run(with_fixture(clause_id, **fixture))


def test_it_works() -> None:
    assert run("sharing-no-sale", shop="jewelry", contains={"en": EN, "uk": UK}) == []
    assert run("sharing-no-sale", shop="jewelry") == []
    change = {"sells_data": True}
    assert run("sharing-no-sale", shop="jewelry", change=change, appears=False) == []


def test_the_shipped_library_does_what_its_fixtures_say() -> None:
    assert fixtures.run(SHIPPED_LIBRARY) == []
    assert fixtures.count(SHIPPED_LIBRARY) >= 50


def test_the_shipped_fixtures_speak_both_languages() -> None:
    lopsided = [
        clause.id
        for clause in SHIPPED_LIBRARY.clauses
        for fixture in clause.fixtures
        for words in (fixture.contains, fixture.never)
        if words and set(words) != {"en", "uk"}
    ]
    assert lopsided == []


def test_a_missing_sentence() -> None:
    failures = run("sharing-no-sale", shop="jewelry", contains={"uk": ["Ми не", "Ми продаємо"]})
    assert failures == [Failure("sharing-no-sale", 1, "uk", "missing", "Ми продаємо", UK)]


def test_a_forbidden_sentence_is_found_in_any_clause() -> None:
    failures = run("changes-date", shop="jewelry", never={"en": "not sell your"})
    found = [failure.found for failure in failures]
    assert EN in found
    assert {(f.clause, f.number, f.language, f.kind, f.expected) for f in failures} == {
        ("changes-date", 1, "en", "forbidden", "not sell your")
    }


def test_a_clause_that_is_absent() -> None:
    failures = run("sharing-sale", shop="jewelry", contains={"en": "money"})
    assert failures == [Failure("sharing-sale", 1, "", "absent")]


def test_a_clause_that_should_be_absent() -> None:
    failures = run("sharing-no-sale", shop="jewelry", appears=False)
    assert failures == [Failure("sharing-no-sale", 1, "", "present", "", EN)]


def test_white_space_makes_no_difference() -> None:
    assert run("sharing-no-sale", shop="jewelry", contains={"en": "We do\n not  sell"}) == []


def test_only_the_clauses_asked_for() -> None:
    library = with_fixture("sharing-sale", shop="jewelry")
    assert fixtures.run(library, ["sharing-no-sale"]) == []
    assert [f.clause for f in fixtures.run(library, ["sharing-sale"])] == ["sharing-sale"]
    assert fixtures.count(library) == 1


def test_fixtures_are_counted_from_one() -> None:
    good, bad = Fixture(shop="jewelry"), Fixture(shop="jewelry", appears=False)
    failures = fixtures.run(_library("sharing-no-sale", fixtures=(good, bad)))
    assert [failure.number for failure in failures] == [2]


@cases(
    ("fixture", "why"),
    [
        ({"shop": "none"}, "there is no fixtures/none.yaml"),
        ({"shop": "jewelry", "change": {"offers.9": "x"}}, "there is no answer «offers.9»"),
        ({"shop": "jewelry", "change": {"offers.first": "x"}}, "there is no answer «offers.first»"),
        ({"shop": "jewelry", "change": {"effective.x": 1}}, "there is no answer «effective.x»"),
        ({"shop": "jewelry", "change": {"offers": ["x"]}}, "offers[0]: unknown_slug"),
        ({"shop": "jewelry", "change": {"business.name": None}}, "business.name: missing"),
    ],
)
def test_a_shop_that_can_not_be_used(fixture: dict[str, Any], why: str) -> None:
    assert run("sharing-sale", **fixture) == [
        Failure("sharing-sale", 1, "", "shop", fixture["shop"], why)
    ]


def test_a_policy_that_can_not_be_composed() -> None:
    texts = {x: compile_text("{{ shop.phone }}", NAMES) for x in ("en", "uk")}
    library = _library("sharing-no-sale", texts=texts, fixtures=(Fixture(shop="jewelry"),))
    (failure,) = fixtures.run(library)
    assert (failure.kind, failure.found[:27]) == ("defect", "clause sharing-no-sale (en)")


def test_changes_leave_the_shop_as_it_is() -> None:
    fixture = Fixture(shop="jewelry", change={"offers.0": "courses", "cookies.gpc": "honoured"})
    changed = fixtures.shop(SHIPPED_LIBRARY, fixture)
    assert (changed["offers"], changed["cookies"]) == (["courses"], {"gpc": "honoured"})
    assert SHIPPED_LIBRARY.fixture_shops["jewelry"]["offers"] == ["jewelry"]
    with pytest.raises(Unusable, match=r"^there is no answer «offers\.0\.x»$"):
        fixtures.shop(SHIPPED_LIBRARY, Fixture(shop="jewelry", change={"offers.0.x": 1}))


@cases(
    "fixture",
    [
        {},
        {"shop": "../etc"},
        {"shop": "jewelry", "contain": {"en": "x"}},
        {"shop": "jewelry", "appears": False, "contains": {"en": "x"}},
        {"shop": "jewelry", "contains": {"en": ""}},
    ],
)
def test_what_is_no_fixture(fixture: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Fixture(**fixture)
