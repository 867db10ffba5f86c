"""“Neither sold nor shared in the last 12 months” is held against the policies of those months."""

from datetime import date
from typing import Any

import pytest

from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import make_facts
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.looking_back import year_before
from tests.cases import cases
from tests.cast import changed

LIBRARY = shipped_library()
CALIFORNIA: dict[str, Any] = {
    "customers.where": ["US-CA"],
    "customers.ccpa_thresholds": {"revenue": True},
    "answers.twelve_months": True,
}
PIXEL = {"activities.0.tools": ["own_server", "meta_pixel"]}


def facts(day: str, changes: dict[str, Any] | None = None) -> Facts:
    return make_facts(changed({**CALIFORNIA, "effective": day, **(changes or {})}), LIBRARY)


def said(now: Facts, *earlier: Facts, language: str = "en") -> list[str]:
    document = compose(LIBRARY, now, language, earlier)
    return [f.message for f in document.findings if f.id == "twelve-months-contradicted"]


def test_it_works() -> None:
    now, then = facts("2026-11-22"), facts("2026-05-03", PIXEL)
    (message,) = said(now, then)
    assert "your policy of 3 May 2026 says that you did one of these" in message
    assert "що діяла з 3 травня 2026 року" in said(now, then, language="uk")[0]
    assert not compose(LIBRARY, now, "en", [then]).publishable


@cases(
    ("earlier", "days"),
    [
        ([], 0),
        ([("2026-05-03", {})], 0),
        ([("2026-05-03", {"sells_data": True})], 1),
        ([("2026-05-03", {"shares_for_ads": True})], 1),
        ([("2024-01-01", PIXEL)], 1),  # it held until today
        ([("2024-01-01", PIXEL), ("2025-11-22", {})], 0),  # over a year ago to the day
        ([("2024-01-01", PIXEL), ("2025-11-23", {})], 1),
        ([("2026-01-01", PIXEL), ("2026-05-03", PIXEL)], 1),  # told once, of the latest
        ([("2026-11-20", PIXEL), ("2026-05-03", {})], 0),  # another took its place before its day
        ([("2026-05-03", PIXEL), ("2026-05-03", {})], 1),  # it held for hours
    ],
)
def test_what_counts(earlier: list[tuple[str, dict[str, Any]]], days: int) -> None:
    found = said(facts("2026-11-22"), *(facts(day, changes) for day, changes in earlier))
    assert len(found) == days
    if days:
        assert ("3 May 2026" in found[0]) == (earlier[-1][0] == "2026-05-03")


@pytest.mark.parametrize(
    "changes", [{"answers.twelve_months": False}, {"customers.where": ["UA"], "customers.ccpa_thresholds": {}}]
)  # fmt: skip
def test_who_says_nothing_of_the_past_is_told_nothing(changes: dict[str, Any]) -> None:
    assert said(facts("2026-11-22", changes), facts("2026-05-03", PIXEL)) == []


def test_the_text_does_not_rest_on_it() -> None:
    now = facts("2026-11-22")
    with_it, without = (compose(LIBRARY, now, "en", e) for e in ([facts("2026-05-03", PIXEL)], []))
    assert [c.html for c in with_it.clauses] == [c.html for c in without.clauses]


@pytest.mark.parametrize(
    ("day", "before"), [("2026-03-01", "2025-03-01"), ("2028-02-29", "2027-02-28")]
)
def test_a_year_before(day: str, before: str) -> None:
    assert year_before(date.fromisoformat(day)) == date.fromisoformat(before)
