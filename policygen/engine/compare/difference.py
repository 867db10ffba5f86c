"""What is different between two states of one policy: passages, laws, findings, coverage.

The two documents may come of other answers (the owner's "what if"), or of another state of the library
(an editor's draft). Nothing here knows which.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from markupsafe import Markup

from policygen.engine.compare.order import in_order
from policygen.engine.compare.redline import redline
from policygen.engine.policy.document import Clause, Covered, Document, Finding, Section

Status = Literal["same", "added", "removed", "changed"]
STATUSES: tuple[Status, ...] = ("same", "added", "removed", "changed")


@dataclass(frozen=True)
class ClauseDifference:
    """One passage; `before` is None where it was added, `after` where it was removed."""

    id: str
    before: Clause | None
    after: Clause | None

    @property
    def status(self) -> Status:
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        same = (self.before.html, self.before.callout) == (self.after.html, self.after.callout)
        return "same" if same else "changed"

    @property
    def clause(self) -> Clause:
        """As it stands now, or as it stood."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - one of the two is always there
        return found

    @cached_property
    def redline(self) -> Markup:
        """Safe HTML: both states in one, with <del> and <ins>. Made when it is first asked for."""
        before = self.before.html if self.before else ""
        after = self.after.html if self.after else ""
        return redline(before, after)


@dataclass(frozen=True)
class SectionDifference:
    id: str
    before: Section | None
    after: Section | None
    clauses: tuple[ClauseDifference, ...]
    """In the order of reading; a removed one stands where it stood."""

    @property
    def title(self) -> str:
        return self.after.title if self.after else self.before.title if self.before else ""

    @property
    def status(self) -> Status:
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        same = self.before.title == self.after.title and not self.changes
        return "same" if same else "changed"

    @property
    def changes(self) -> tuple[ClauseDifference, ...]:
        return tuple(clause for clause in self.clauses if clause.status != "same")


@dataclass(frozen=True)
class Law:
    id: str
    title: str


@dataclass(frozen=True)
class LawCoverage:
    """Of one law: how many of its requirements apply and how many are met; "may" does not count."""

    law: str
    before: tuple[int, int]
    """Met, and how many apply."""
    after: tuple[int, int]

    @property
    def changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Difference:
    before: Document
    after: Document
    sections: tuple[SectionDifference, ...]

    @cached_property
    def clauses(self) -> tuple[ClauseDifference, ...]:
        return tuple(clause for section in self.sections for clause in section.clauses)

    @cached_property
    def changes(self) -> tuple[ClauseDifference, ...]:
        return tuple(clause for section in self.sections for clause in section.changes)

    @cached_property
    def counts(self) -> Mapping[Status, int]:
        """How many passages are of each status."""
        found = dict.fromkeys(STATUSES, 0)
        for clause in self.clauses:
            found[clause.status] += 1
        return found

    @property
    def empty(self) -> bool:
        """Whether the two read the same, and say the same of findings and coverage."""
        return (
            all(section.status == "same" for section in self.sections)
            and not (self.findings_gained or self.findings_lost)
            and not any(law.changed for law in self.coverage)
        )

    @cached_property
    def laws_gained(self) -> tuple[Law, ...]:
        """Laws that begin to apply. Asks both documents for their explanation."""
        return _laws_missing(self.before, but_in=self.after)

    @cached_property
    def laws_lost(self) -> tuple[Law, ...]:
        return _laws_missing(self.after, but_in=self.before)

    @cached_property
    def findings_gained(self) -> tuple[Finding, ...]:
        return _new(self.before.findings, self.after.findings)

    @cached_property
    def findings_lost(self) -> tuple[Finding, ...]:
        return _new(self.after.findings, self.before.findings)

    @cached_property
    def coverage(self) -> tuple[LawCoverage, ...]:
        """Every law of either state."""
        before, after = _counted(self.before.coverage), _counted(self.after.coverage)
        return tuple(
            LawCoverage(law, before.get(law, (0, 0)), after.get(law, (0, 0)))
            for law in dict.fromkeys([*after, *before])
        )


def difference(before: Document, after: Document) -> Difference:
    """Both in one language, else ValueError. Redlines and laws are found when they are asked for."""
    if before.language != after.language:
        raise ValueError(f"{before.language} can't be compared with {after.language}")
    old = {section.id: section for section in before.layers}
    new = {section.id: section for section in after.layers}
    return Difference(
        before,
        after,
        tuple(_section(id_, old.get(id_), new.get(id_)) for id_ in in_order([*old], [*new])),
    )


def _section(id_: str, before: Section | None, after: Section | None) -> SectionDifference:
    old = {clause.id: clause for clause in before.clauses} if before else {}
    new = {clause.id: clause for clause in after.clauses} if after else {}
    clauses = (ClauseDifference(c, old.get(c), new.get(c)) for c in in_order([*old], [*new]))
    return SectionDifference(id_, before, after, tuple(clauses))


def _laws_missing(document: Document, but_in: Document) -> tuple[Law, ...]:
    there = _laws_left_out(but_in)
    return tuple(
        Law(id_, title) for id_, title in _laws_left_out(document).items() if id_ not in there
    )


def _laws_left_out(document: Document) -> dict[str, str]:
    return {left.id: left.title for left in document.explain().left_out if left.kind == "law"}


def _new(before: Iterable[Finding], after: Iterable[Finding]) -> tuple[Finding, ...]:
    known = {finding.id for finding in before}
    return tuple(finding for finding in after if finding.id not in known)


def _counted(coverage: Iterable[Covered]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for covered in coverage:
        if covered.level != "may":
            met, total = found.get(covered.law, (0, 0))
            found[covered.law] = (met + covered.met, total + 1)
    return found
