"""The coverage matrix of a library: each requirement with the clauses that meet it, and what is wrong."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from policygen.engine.library.model import Clause, Library
from policygen.engine.library.schema import Requirement, When

State = Literal["gap", "untranslated", "stale", "unsure", "elsewhere", "fine"]
STATES: tuple[State, ...] = ("gap", "untranslated", "stale", "unsure", "elsewhere", "fine")
"""The gravest first. gap: no clause meets it. untranslated: a clause lacks a language. stale: a review is
older than a year. elsewhere: it belongs on a page or into the process, not into the text."""
_LEVELS = ("must", "should", "may")


@dataclass(frozen=True)
class Meeting:
    """A clause that meets a requirement."""

    id: str
    languages: tuple[str, ...]
    missing: tuple[str, ...]
    reviewed: datetime.date
    stale: bool
    unsure: bool


@dataclass(frozen=True)
class Row:
    requirement: Requirement
    clauses: tuple[Meeting, ...]
    states: frozenset[State]

    @property
    def gravest(self) -> State:
        return next(state for state in STATES if state in self.states)


def matrix(library: Library, today: datetime.date) -> tuple[Row, ...]:
    """What is wrong on top, a legal duty before the rest; then in the order of the library."""
    meeting: dict[str, list[Meeting]] = {}
    for clause in library.clauses:
        for slug in clause.satisfies:
            meeting.setdefault(slug, []).append(_meeting(clause, library, today))
    rows = [_row(r, tuple(meeting.get(r.id, ()))) for r in library.requirements]
    return tuple(sorted(rows, key=_gravity))


def _meeting(clause: Clause, library: Library, today: datetime.date) -> Meeting:
    return Meeting(
        id=clause.id,
        languages=tuple(code for code in library.languages if code in clause.texts),
        missing=tuple(code for code in library.languages if code not in clause.texts),
        reviewed=clause.reviewed,
        stale=is_stale(clause.reviewed, today),
        unsure=bool(clause.unsure or clause.to_check),
    )


def is_stale(reviewed: datetime.date, today: datetime.date) -> bool:
    """Whether more than twelve months have passed."""
    return (reviewed.year + 1, reviewed.month, reviewed.day) < (today.year, today.month, today.day)


def _row(requirement: Requirement, clauses: tuple[Meeting, ...]) -> Row:
    in_text = "policy" in requirement.where
    states: dict[State, bool] = {
        "gap": in_text and not clauses,
        "untranslated": any(clause.missing for clause in clauses),
        "stale": any(clause.stale for clause in clauses),
        "unsure": requirement.unsure is not None or any(clause.unsure for clause in clauses),
        "elsewhere": not in_text,
    }
    found = frozenset(state for state, holds in states.items() if holds)
    return Row(requirement, clauses, found or frozenset({"fine"}))


def _gravity(row: Row) -> tuple[int, int]:
    return STATES.index(row.gravest), _LEVELS.index(row.requirement.level)


def count(rows: Iterable[Row]) -> dict[State, int]:
    """How many rows are in each state; a row can be in several."""
    counts = dict.fromkeys(STATES, 0)
    for row in rows:
        for state in row.states:
            counts[state] += 1
    return counts


# -- where something is used -------------------------------------------------------------------------

Kind = Literal["tool", "purpose", "requirement"]


@dataclass(frozen=True)
class Uses:
    """Ids of what names a tool, a purpose or a requirement."""

    clauses: tuple[str, ...]
    requirements: tuple[str, ...]
    findings: tuple[str, ...]
    promises: tuple[str, ...]
    retention: tuple[str, ...]


def names_of(kind: Kind, slug: str) -> frozenset[str]:
    """The conditions that speak of it; none speaks of a requirement."""
    families = {"tool": ("tool", "source"), "purpose": ("purpose", "consent"), "requirement": ()}
    return frozenset(f"{family}:{slug}" for family in families[kind])


def uses(library: Library, kind: Kind, slug: str) -> Uses:
    """A requirement is used by the clauses that satisfy it; the others by what their conditions name."""
    names = names_of(kind, slug)

    def named(when: When) -> bool:
        return not names.isdisjoint(when.names)

    met = kind == "requirement"
    return Uses(
        clauses=tuple(
            c.id for c in library.clauses if named(c.when) or (met and slug in c.satisfies)
        ),
        requirements=tuple(r.id for r in library.requirements if named(r.when)),
        findings=tuple(f.rule.id for f in library.findings if named(f.rule.when)),
        promises=tuple(
            p.source.id
            for p in library.promises
            if named(p.source.when) or (met and slug in p.source.requirements)
        ),
        retention=tuple(
            rule.id for rule in library.retention if kind == "purpose" and slug in rule.purposes
        ),
    )


def known(library: Library, kind: Kind) -> frozenset[str]:
    if kind == "tool":
        return frozenset(library.tools)
    if kind == "purpose":
        return frozenset(library.vocabulary["purposes"])
    return frozenset(library.requirements_by_id)
