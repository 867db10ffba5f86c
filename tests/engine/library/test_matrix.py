import datetime
from dataclasses import replace

import pytest

from policygen.engine.library.library_files import read_files
from policygen.engine.library.matrix import (
    STATES,
    Meeting,
    Row,
    Uses,
    count,
    is_stale,
    known,
    matrix,
    names_of,
    uses,
)
from policygen.engine.library.model import SHIPPED, Library
from policygen.engine.loading.checking import warnings
from policygen.engine.loading.load import shipped_library
from tests.cases import cases

LIBRARY = shipped_library()
TODAY = datetime.date(2026, 11, 22)


@pytest.fixture(scope="module")
def unsatisfied() -> set[str]:
    return {f.entry for f in warnings(read_files(SHIPPED)) if f.code == "unsatisfied"}


def row(rows: tuple[Row, ...], requirement: str) -> Row:
    return next(row for row in rows if row.requirement.id == requirement)


def with_clause(clause_id: str, **other: object) -> Library:
    clauses = tuple(replace(c, **other) if c.id == clause_id else c for c in LIBRARY.clauses)
    return replace(LIBRARY, clauses=clauses)


def test_it_works(unsatisfied: set[str]) -> None:
    rows = matrix(LIBRARY, TODAY)
    assert sorted(r.requirement.id for r in rows) == sorted(r.id for r in LIBRARY.requirements)
    gaps = {r.requirement.id for r in rows if "gap" in r.states}
    assert gaps == unsatisfied
    reviewed = LIBRARY.clauses_by_id["sharing-joint"].reviewed
    assert row(rows, "GDPR-26-2").clauses == (
        Meeting("sharing-joint", ("en", "uk"), (), reviewed, False, False),
    )


def test_what_is_wrong_stands_on_top() -> None:
    rows = matrix(LIBRARY, TODAY)
    order = [STATES.index(row.gravest) for row in rows]
    assert order == sorted(order)
    levels = [r.requirement.level for r in rows if r.gravest == rows[0].gravest]
    assert levels == sorted(levels, key=("must", "should", "may").index)


def test_a_clause_less_is_a_gap() -> None:
    library = replace(
        LIBRARY, clauses=tuple(c for c in LIBRARY.clauses if "GDPR-26-2" not in c.satisfies)
    )
    found = row(matrix(library, TODAY), "GDPR-26-2")
    assert (found.clauses, found.states, found.gravest) == ((), {"gap"}, "gap")


def test_an_old_review() -> None:
    library = with_clause("sharing-joint", reviewed=datetime.date(2025, 11, 21))
    assert row(matrix(library, TODAY), "GDPR-26-2").states == {"stale"}
    assert row(matrix(library, datetime.date(2026, 11, 21)), "GDPR-26-2").states == {"fine"}


def test_a_text_missing() -> None:
    clause = LIBRARY.clauses_by_id["sharing-joint"]
    library = with_clause("sharing-joint", texts={"en": clause.texts["en"]})
    found = row(matrix(library, TODAY), "GDPR-26-2")
    assert (found.states, found.clauses[0].missing) == ({"untranslated"}, ("uk",))


def test_an_unsure_clause() -> None:
    library = with_clause("sharing-joint", unsure={"en": "?", "uk": "?"})
    assert row(matrix(library, TODAY), "GDPR-26-2").states == {"unsure"}


def test_what_belongs_elsewhere_is_no_gap() -> None:
    rows = matrix(LIBRARY, TODAY)
    elsewhere = {r.requirement.id for r in rows if "elsewhere" in r.states}
    assert elsewhere == {r.id for r in LIBRARY.requirements if "policy" not in r.where}


@cases(
    ("reviewed", "today", "stale"),
    [
        ("2025-11-22", "2026-11-22", False),
        ("2025-11-22", "2026-11-23", True),
        ("2024-02-29", "2025-02-28", False),
        ("2024-02-29", "2025-03-01", True),
        ("2026-11-22", "2026-11-22", False),
    ],
)
def test_twelve_months(reviewed: str, today: str, stale: bool) -> None:
    day = datetime.date.fromisoformat
    assert is_stale(day(reviewed), day(today)) is stale


def test_counts(unsatisfied: set[str]) -> None:
    rows = matrix(LIBRARY, TODAY)
    counts = count(rows)
    assert list(counts) == list(STATES)
    assert counts["gap"] == len(unsatisfied)
    assert count(()) == dict.fromkeys(STATES, 0)


def test_where_a_tool_is_used() -> None:
    assert uses(LIBRARY, "tool", "meta_pixel").clauses == ("sharing-joint-meta",)
    assert uses(LIBRARY, "tool", "nothing") == Uses((), (), (), (), ())
    assert names_of("tool", "ups") == {"tool:ups", "source:ups"}


def test_where_a_purpose_is_used() -> None:
    found = uses(LIBRARY, "purpose", "reviews")
    assert "sharing-reviews" in found.clauses
    tax = uses(LIBRARY, "purpose", "legal_records").retention
    assert tax == tuple(r.id for r in LIBRARY.retention if "legal_records" in r.purposes)


def test_where_a_requirement_is_used() -> None:
    found = uses(LIBRARY, "requirement", "GDPR-26-2")
    assert (found.clauses, found.requirements, found.findings) == (("sharing-joint",), (), ())


def test_what_is_known() -> None:
    assert known(LIBRARY, "tool") == set(LIBRARY.tools)
    assert known(LIBRARY, "purpose") == set(LIBRARY.vocabulary["purposes"])
    assert known(LIBRARY, "requirement") == {r.id for r in LIBRARY.requirements}
