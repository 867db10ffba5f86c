"""The tree that writers read: sections → clauses → HTML. Nothing past it knows facts or library."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Clause:
    """A passage as it stands in the policy, and its receipt."""

    id: str
    html: Markup
    callout: bool
    because: tuple[str, ...]
    satisfies: tuple[str, ...]
    reviewed: datetime.date
    unsure: str | None


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """One requirement that applies, and the clauses of this document that meet it."""

    requirement: str
    law: str
    citation: str
    level: str
    clauses: tuple[str, ...]

    @property
    def met(self) -> bool:
        return bool(self.clauses)


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction, gap or risk; `question` names the wizard's question that mends it."""

    id: str
    severity: str
    message: str
    question: str
    citation: str


@dataclass(frozen=True, slots=True)
class Document:
    language: str
    title: str
    shop: str
    effective: datetime.date
    effective_text: str
    library_release: int
    sections: tuple[Section, ...]
    coverage: tuple[Covered, ...]
    findings: tuple[Finding, ...]
    strings: Mapping[str, str]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(clause for section in self.sections for clause in section.clauses)

    @property
    def unmet(self) -> tuple[Covered, ...]:
        """Legal duties that no clause meets: while there are any, the policy may not be published."""
        return tuple(c for c in self.coverage if c.level == "must" and not c.met)

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity == "error")

    @property
    def publishable(self) -> bool:
        return not (self.unmet or self.errors)
