"""What a family of conditions declares: its words, the rules among its names, and how they are derived.

    SELLS = Family("sells", (Words("yes no", "sells_data", "data is sold for money"),), _sells,
                   at_most_one=("yes no",))

declares ``sells:yes`` and ``sells:no``. All that is told of names – which there are, which labels they need,
what goes together, the question behind them, the table in docs/library.md – follows from such declarations,
which stand in one list (families/__init__.py).
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import Protocol

from policygen.engine.conditions.shop import Shop
from policygen.engine.facts.fields import countries
from policygen.engine.library.countries import PROVINCES, US_STATES
from policygen.engine.library.schema import Term, Texts, Tool


class Stage(IntEnum):
    """When a family is derived: it may look at the names of the stages before its own (`Shop.names`)."""

    PLACE = 1
    """Where the shop is and what it is: all that decides which laws apply."""
    LAWS = 2
    ANSWERS = 3
    CONFLICTS = 4
    """What contradicts itself."""


class Source(Protocol):
    """What the words of names come from: a Library, or the entries of one that does not load."""

    @property
    def languages(self) -> Texts: ...
    @property
    def vocabulary(self) -> Mapping[str, Mapping[str, Term]]: ...
    @property
    def tools(self) -> Mapping[str, Tool]: ...
    @property
    def answers(self) -> Collection[str]: ...
    @property
    def ccpa_letters(self) -> Mapping[str, frozenset[str]]: ...
    @property
    def applicable_laws(self) -> Iterable[str]: ...
    @property
    def days(self) -> Collection[str]: ...


def slugs(kind: str, source: Source) -> Iterable[str]:
    """Every word of a kind: of a vocabulary, or of what is listed elsewhere."""
    if kind == "countries":
        return countries()
    if kind == "places":
        return countries() | US_STATES | PROVINCES
    if kind == "answers":
        return source.answers
    if kind == "laws":
        return source.applicable_laws
    if kind == "languages":
        return source.languages
    if kind == "days":
        return source.days
    return source.tools if kind == "tools" else source.vocabulary[kind]


@dataclass(frozen=True)
class Words:
    """Words that the program knows, of one question of the facts file. `when`: what makes them true."""

    words: str
    question: str
    when: str = ""


@dataclass(frozen=True)
class EveryOf:
    """Every slug of a kind: a vocabulary, ``tools``, ``laws``, ``countries``, ``places``, ``languages``,
    ``answers`` or ``days``. In the question ``{}`` is the slug.
    """

    kind: str
    question: str
    when: str = ""


Derive = Callable[[Shop], Iterable[str]]
Rules = Mapping[str, str]


@dataclass(frozen=True)
class Family:
    """One family. In the rules stand words of this family or names of others; ``*`` is every slug of its
    kinds, and ``{}`` on the right the word on the left.
    """

    name: str
    words: tuple[Words | EveryOf, ...]
    derive: Derive
    """The names that are true for a shop; none of another family."""
    stage: Stage = Stage.ANSWERS
    exactly_one: tuple[str, ...] = ()
    at_most_one: tuple[str, ...] = ()
    at_least_one: tuple[str, ...] = ()
    implies: Rules = field(default_factory=dict)
    """Words → names that hold with each of them. That a law applies says nothing of the markets: its owner
    may choose the laws (`laws` of the facts file)."""
    needs_one: Rules = field(default_factory=dict)
    """Words → names of which at least one holds with each of them."""
    same_as: Rules = field(default_factory=dict)
    """A word → names: it holds where one of them does, and nowhere else."""
    excludes: Rules = field(default_factory=dict)
    """Words → names that hold with none of them."""
    implied: Callable[[Source], Iterator[tuple[str, frozenset[str]]]] | None = None
    """A name → names that hold with it, where that stands in the library itself."""

    @cached_property
    def fixed(self) -> dict[str, Words]:
        return {
            w: group
            for group in self.words
            if isinstance(group, Words)
            for w in group.words.split()
        }

    @cached_property
    def kinds(self) -> tuple[EveryOf, ...]:
        return tuple(group for group in self.words if isinstance(group, EveryOf))

    def question(self, word: str) -> str:
        """The question of the facts file that ``family:word`` comes from."""
        question = (self.fixed.get(word) or self.kinds[0]).question
        return question.replace("{}", word).removesuffix(".")

    def slugs(self, source: Source) -> list[str]:
        return [slug for group in self.kinds for slug in slugs(group.kind, source)]

    def names(self, source: Source) -> frozenset[str]:
        """Every name that this family can have."""
        return frozenset(f"{self.name}:{word}" for word in (*self.fixed, *self.slugs(source)))

    def group(self, text: str, source: Source) -> frozenset[str]:
        """Words of this family and names of others → names."""
        return frozenset(self._named(word) for word in self.spelt_out(text, source))

    def spelt_out(self, text: str, source: Source) -> list[str]:
        return [
            w for word in text.split() for w in (self.slugs(source) if word == "*" else (word,))
        ]

    def rules(self, rules: Rules, source: Source) -> Iterator[tuple[str, frozenset[str]]]:
        """``{"*": "tools:any"}`` → each name of this family with the names on the right."""
        for left, right in rules.items():
            for word in self.spelt_out(left, source):
                yield self._named(word), self.group(right.replace("{}", word), source)

    def _named(self, word: str) -> str:
        return word if ":" in word else f"{self.name}:{word}"


def each(family: str, words: Iterable[str]) -> list[str]:
    """``security``, [https] → security:https."""
    prefix = f"{family}:"
    return [prefix + word for word in words]


def yes_no(answer: object, yes: str, no: str) -> tuple[str, ...]:
    """The name of an answer; "unknown" and no answer have none."""
    return (yes,) if answer is True else (no,) if answer is False else ()
