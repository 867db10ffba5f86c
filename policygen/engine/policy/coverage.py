"""Which requirements apply to a shop, and which clauses of its policy meet each."""

from collections.abc import Iterable

from policygen.engine.library.model import Clause, Library
from policygen.engine.library.schema import Requirement
from policygen.engine.policy.document import Covered


def coverage(
    library: Library,
    true: frozenset[str],
    clauses: Iterable[Clause],
    own: frozenset[str] = frozenset(),
) -> tuple[Covered, ...]:
    """One entry per requirement that applies and that the policy's text has to meet.

    `own`: ids of the clauses that the owner has reworded.
    """
    meeting: dict[str, list[str]] = {}
    for clause in clauses:
        for requirement in clause.satisfies:
            meeting.setdefault(requirement, []).append(clause.id)
    return tuple(
        Covered(
            *(r.id, r.law, r.citation, r.level, tuple(meeting.get(r.id, ()))),
            not_checked=r.id in meeting and own.issuperset(meeting[r.id]),
        )
        for r in library.requirements
        if "policy" in r.where and r.when.holds(true)
    )


def duties(library: Library, true: frozenset[str]) -> tuple[Requirement, ...]:
    """What applies and belongs on the page or in the process, not only in the text."""
    return tuple(
        r
        for r in library.requirements
        if (set(r.where) - {"policy"}) and r.level != "may" and r.when.holds(true)
    )
