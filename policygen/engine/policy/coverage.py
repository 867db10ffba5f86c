"""Which requirements apply to a shop, and which clauses of its policy meet each."""

from collections.abc import Iterable

from policygen.engine.library.model import Clause, Library
from policygen.engine.library.schema import Requirement
from policygen.engine.policy.document import Covered
from policygen.engine.policy.evidence import Shown


def coverage(
    library: Library,
    true: frozenset[str],
    clauses: Iterable[Clause],
    own: frozenset[str] = frozenset(),
    shown: Shown | None = None,
) -> tuple[Covered, ...]:
    """One entry per requirement that applies and that the policy's text has to meet.

    `own`: ids of the clauses that the owner has reworded. `shown`: what the clauses show of this shop;
    without it nobody looks for the requirements' evidence.
    """
    meeting: dict[str, list[Clause]] = {}
    for clause in clauses:
        for requirement in clause.satisfies:
            meeting.setdefault(requirement, []).append(clause)
    return tuple(
        _covered(r, meeting.get(r.id, []), own, shown)
        for r in library.requirements
        if "policy" in r.where and r.when.holds(true)
    )


def _covered(
    requirement: Requirement, clauses: list[Clause], own: frozenset[str], shown: Shown | None
) -> Covered:
    ids = tuple(clause.id for clause in clauses)
    return Covered(
        *(requirement.id, requirement.law, requirement.citation, requirement.level, ids),
        not_checked=bool(ids) and own.issuperset(ids),
        lacking=shown.lacking(requirement.evidence, clauses) if shown and clauses else (),
    )


def duties(library: Library, true: frozenset[str]) -> tuple[Requirement, ...]:
    """What applies and belongs on the page or in the process, not only in the text."""
    return tuple(
        r
        for r in library.requirements
        if (set(r.where) - {"policy"}) and r.level != "may" and r.when.holds(true)
    )
