"""The tree that writers read: sections → clauses → HTML. Nothing past it knows facts or library."""

import datetime
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from markupsafe import Markup

from policygen.engine.language.paper import Paper
from policygen.engine.library.cited import Cite, said


class Clause(NamedTuple):
    """A passage as it stands in the policy, and its receipt. A tuple: a policy is made of a hundred."""

    id: str
    html: Markup
    callout: bool
    because: tuple[str, ...]
    satisfies: tuple[str, ...]
    reviewed: datetime.date | None
    """None for the owner's own words: nobody has checked them."""
    unsure: str | None
    own: bool = False
    """Whether the text is the owner's, in this language."""
    first_layer: bool = False
    """Whether it stands in the first layer of pages alone."""


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    clauses: tuple[Clause, ...]

    @property
    def whole(self) -> "Section":
        """Without what stands in the first layer of pages alone."""
        clauses = tuple([clause for clause in self.clauses if not clause.first_layer])
        return self if len(clauses) == len(self.clauses) else Section(self.id, self.title, clauses)


@dataclass(frozen=True, slots=True)
class Covered:
    """One requirement that applies, and the clauses of this document that meet it."""

    requirement: str
    law: str
    citation: str
    level: str
    clauses: tuple[str, ...]
    not_checked: bool = False
    """Met by nothing but clauses that the owner has reworded, in whatever language."""
    lacking: tuple[str, ...] = field(default=(), compare=False)
    """What the clauses do not show of what the requirement's evidence is: placeholders, words."""

    @property
    def met(self) -> bool:
        return bool(self.clauses) and not self.lacking


@dataclass(frozen=True, slots=True)
class Finding:
    """A contradiction, gap or risk; `question` names the wizard's question that mends it."""

    id: str
    severity: str
    message: str
    question: str
    citation: str


@dataclass(frozen=True, slots=True)
class Article:
    """Where a law asks for something. `law` is its name, empty where the citation names it. `cites`: the
    same place by place, each with the way to its official text."""

    law: str
    cites: tuple[Cite, ...]

    @property
    def citation(self) -> str:
        return said(self.cites)

    @property
    def text(self) -> str:
        return f"{self.law}, {self.citation}" if self.law else self.citation


@dataclass(frozen=True, slots=True)
class Receipt:
    """Why a clause stands in the policy, for the owner: answers, articles, and who looked at it when."""

    because: tuple[str, ...]
    articles: tuple[Article, ...]
    reviewed: datetime.date | None
    reviewed_text: str
    """The day in words; that nobody has checked it, where these are the owner's own words."""
    unsure: str | None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer says in the owner's words, and the wizard's question behind it."""

    label: str
    question: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence about why something was left out; `answers` follow after a colon."""

    lead: str
    answers: tuple[Answer, ...] = ()

    @property
    def text(self) -> str:
        if not self.answers:
            return self.lead
        return f"{self.lead}: {'; '.join(answer.label for answer in self.answers)}."


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A clause or a law that does not apply. A clause is titled by the section it would stand in."""

    kind: Literal["clause", "law"]
    id: str
    title: str
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """What the owner has to do beside the policy; `where`: page, process or both; `links`: one of these has
    to stand on the site."""

    requirement: str
    law: str
    article: Article
    level: str
    where: tuple[str, ...]
    asks: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the owner is told beside the policy; `receipts` by the id of the clause."""

    receipts: Mapping[str, Receipt]
    left_out: tuple[LeftOut, ...]
    checklist: tuple[Duty, ...]


class Asked(ABC):
    """What stands beside the policy. Each is made when somebody asks: most readers never do."""

    @abstractmethod
    def coverage(self) -> tuple[Covered, ...]: ...
    @abstractmethod
    def findings(self) -> tuple[Finding, ...]:
        """Raises ComposeError where the sentence of a finding is defective."""

    @abstractmethod
    def explanation(self) -> Explanation: ...
    @abstractmethod
    def typed(self) -> tuple[str, ...]: ...
    @abstractmethod
    def answers(self) -> bytes: ...


@dataclass(frozen=True, eq=False)
class Document:
    """A policy in one language. Equal to another one where all that they say is, asked for or not."""

    language: str
    title: str
    shop: str
    effective: datetime.date
    effective_text: str
    library_release: int
    sections: tuple[Section, ...]
    strings: Mapping[str, str]
    asked: Asked = field(repr=False)
    locale: str = ""
    """The language with the country whose spelling it has, as in BCP 47; empty where nothing tells."""
    paper: Paper = "A4"
    """On which its readers print."""
    first: Section | None = None
    """What a page opens with, in place of the section of the same id: that section, with sentences that stand
    in no other format. None where the library knows no layers."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Document) and self._said == other._said

    __hash__ = None  # type: ignore[assignment]

    @property
    def _said(self) -> tuple[object, ...]:
        own = (self.language, self.title, self.shop, self.effective, self.effective_text)
        more = (self.library_release, self.sections, self.first, self.strings)
        return (*own, *more, self.coverage, self.findings, self.typed)

    @cached_property
    def coverage(self) -> tuple[Covered, ...]:
        return self.asked.coverage()

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Raises ComposeError where the sentence of a finding is defective."""
        return self.asked.findings()

    @cached_property
    def typed(self) -> tuple[str, ...]:
        """What the owner typed in this language alone: an address may be written otherwise in another."""
        return self.asked.typed()

    def explain(self) -> Explanation:
        return self.asked.explanation()

    def answers(self) -> bytes:
        """The facts file that it was made from (docs/facts.md), for the owner alone: it holds more than the
        policy says, both languages and what was answered with no."""
        return self.asked.answers()

    @property
    def layers(self) -> tuple[Section, ...]:
        """The sections as a page has them: the first layer, and the whole behind it."""
        if self.first is None:
            return self.sections
        return (self.first, *(s for s in self.sections if s.id != self.first.id))

    @property
    def on_pages(self) -> tuple[Clause, ...]:
        """With those of the first layer."""
        return tuple(clause for section in self.layers for clause in section.clauses)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Of the whole."""
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
        """As far as one language shows it; what several say together, the gate knows (gate.py)."""
        return not (self.unmet or self.errors)
