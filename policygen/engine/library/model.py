"""A release of the clause library: one frozen object, built from files, its texts compiled once."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from policygen.engine.language import phrases
from policygen.engine.language.phrases import Nouns, language_name
from policygen.engine.library.faults import Fault
from policygen.engine.library.laws import Law, Value
from policygen.engine.library.questions import Preset, Question, answer_names
from policygen.engine.library.schema import (
    ConditionLabel,
    FindingRule,
    Fixture,
    PromiseSource,
    Requirement,
    RetentionRule,
    Section,
    Term,
    Texts,
    Tool,
    When,
)
from policygen.engine.places import PACKAGE
from policygen.engine.templates import Text

T = TypeVar("T")

SHIPPED = PACKAGE / "library"

OPTIONAL_SECTIONS = frozenset({"governing_law", "third_party_links", "glance"})


class LibraryError(Exception):
    """The library's files can't be used; the message names file and place, a line for each fault.

    `faults`: of `policygen.engine.loading.checking`, for whoever tells them in another language.
    """

    def __init__(self, message: str, faults: "tuple[Fault, ...]" = ()):
        super().__init__(message)
        self.faults = faults


@dataclass(frozen=True)
class Clause:
    """A passage: when it applies, what it satisfies, and its compiled text per language."""

    id: str
    section: str
    when: When
    satisfies: tuple[str, ...]
    reviewed: datetime.date
    unsure: Texts | None
    callout: bool
    texts: Mapping[str, Text]
    fixtures: tuple[Fixture, ...] = ()
    to_check: str | None = None
    first_layer: bool = False


@dataclass(frozen=True)
class Finding:
    """A finding's rule with its compiled message per language."""

    rule: FindingRule
    messages: Mapping[str, Text]


@dataclass(frozen=True)
class PromiseRule:
    """A promise with its compiled text per language."""

    source: PromiseSource
    texts: Mapping[str, Text]


@dataclass(frozen=True, eq=False)
class Library:
    """Equal to nothing but itself, so that it can be a key of what is kept for it."""

    release: int
    languages: Texts
    vocabulary: Mapping[str, Mapping[str, Term]]
    """Kind → slug → word; the laws are among the kinds, by their names."""
    laws: Mapping[str, Law]
    """In the order in which they are listed."""
    tools: Mapping[str, Tool]
    condition_labels: Mapping[str, ConditionLabel]
    requirements: tuple[Requirement, ...]
    findings: tuple[Finding, ...]
    retention: tuple[RetentionRule, ...]
    retention_words: Mapping[str, Texts]
    sections: tuple[Section, ...]
    clauses: tuple[Clause, ...]
    messages: Mapping[str, Texts]
    strings: Mapping[str, Texts]
    receipt_words: Mapping[str, Texts]
    promises: tuple[PromiseRule, ...]
    promise_words: Mapping[str, Texts]
    nouns: Nouns
    untranslated: Mapping[str, tuple[str, ...]]
    """Language → the places that have no text in it, of what a policy or its owner's pages need."""
    fixture_shops: Mapping[str, Mapping[str, Any]]
    questions: Mapping[str, Mapping[str, Question]]
    """Screen of the wizard → field or group of fields → why it is asked."""
    presets: Mapping[str, Preset]
    """The kinds of shop that the wizard can start from, in the order of its first screen."""
    _made: dict[object, Any] = field(default_factory=dict, init=False, repr=False)

    def once(self, make: "Callable[[Library, str], T]", language: str) -> T:
        """What `make` makes of this library in a language: once, and kept as long as the library is."""
        key = (make, language)
        if key not in self._made:
            self._made[key] = make(self, language)
        made: T = self._made[key]
        return made

    @cached_property
    def complete_languages(self) -> Texts:
        """The languages in which a policy may be offered, with their names in themselves."""
        return {code: name for code, name in self.languages.items() if not self.untranslated[code]}

    @cached_property
    def days(self) -> dict[str, datetime.date]:
        """On which something of the library begins to apply, or no longer does; by their ISO form."""
        dated = (*self.laws.values(), *self.requirements, *(f.rule for f in self.findings))
        return {day.isoformat(): day for day in sorted({d for one in dated for d in one.days})}

    @cached_property
    def applicable_laws(self) -> tuple[str, ...]:
        """The laws that a shop's answers can bring in, or that its owner may choose."""
        return tuple(slug for slug, law in self.laws.items() if law.applies_if)

    def amount(self, law: str, name: str, on: datetime.date) -> int:
        """A parameter that the program counts with. Raises KeyError where the library lacks it."""
        found = self.parameter(law, name, on)
        if found is None or found.amount is None:
            raise KeyError(f"laws: {law}: {name}")
        return found.amount

    def parameter(self, law: str, name: str, on: datetime.date) -> Value | None:
        """What a law sets, as it is in force on a day."""
        return self.laws[law].value(name, on) if law in self.laws else None

    def term(self, kind: str, slug: str) -> Term:
        return self.vocabulary[kind][slug]

    def label(self, kind: str, slug: str, language: str) -> str:
        return self.vocabulary[kind][slug].label[language]

    def string(self, key: str, language: str) -> str:
        """A fixed word of the document itself: a column's heading, "Contents", "page"."""
        return self.strings[key][language]

    def message(self, code: str, language: str, params: Mapping[str, object]) -> str:
        """The sentence about a problem with the answers."""
        texts = self.messages.get(code) or self.messages["other"]
        text = texts[language].format_map({"code": code, **params})
        if params.get("nearest"):
            text += " " + self.messages["nearest"][language].format_map(params)
        return text

    def slugs(self, custom_tools: frozenset[str] = frozenset()) -> dict[str, frozenset[str]]:
        """The words that a facts file may use, per kind."""
        return {**self._slugs, "tools": self._slugs["tools"] | custom_tools}

    @cached_property
    def _slugs(self) -> dict[str, frozenset[str]]:
        words = {kind: frozenset(terms) for kind, terms in self.vocabulary.items()}
        return {
            **words,
            "tools": frozenset(self.tools),
            "laws": frozenset(self.applicable_laws),
            "languages": frozenset(self.complete_languages),
            "optional_sections": OPTIONAL_SECTIONS,
            "sections": frozenset(self.section_titles),
            "clauses": frozenset(self.clauses_by_id),
            "answers": frozenset(self.answers),
        }

    @cached_property
    def answers(self) -> dict[str, Question]:
        """The yes/no questions that it declares by itself, by their names under `answers` of a facts file."""
        asked = [one for screen in self.questions.values() for one in screen.values()]
        return {name: one for one in asked for name in answer_names([one.path])}

    @cached_property
    def section_titles(self) -> dict[str, Texts]:
        return {section.id: section.title for section in self.sections}

    @cached_property
    def clauses_by_id(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def requirements_by_id(self) -> dict[str, Requirement]:
        return {requirement.id: requirement for requirement in self.requirements}

    @cached_property
    def retention_of(self) -> dict[str, dict[str | None, tuple[RetentionRule, ...]]]:
        """Per purpose and place, the rules that concern it in any case; None: those for everywhere."""
        found: dict[str, dict[str | None, list[RetentionRule]]] = {}
        for rule in self.retention:
            for purpose in rule.purposes if rule.applies == "always" else ():
                for place in dict.fromkeys(rule.countries) or (None,):
                    found.setdefault(purpose, {}).setdefault(place, []).append(rule)
        return {
            purpose: {place: tuple(rules) for place, rules in of_place.items()}
            for purpose, of_place in found.items()
        }

    @cached_property
    def ccpa_letters(self) -> dict[str, frozenset[str]]:
        """Per kind of data, its categories under Cal. Civ. Code 1798.140(v)(1); L is (ae)."""
        return {slug: _letters(term) for slug, term in self.vocabulary["data"].items()}

    @cached_property
    def special_data(self) -> frozenset[str]:
        """Kinds of data of GDPR Art. 9."""
        return frozenset(s for s, term in self.vocabulary["data"].items() if term.get("special"))

    @cached_property
    def criminal_data(self) -> frozenset[str]:
        """Of GDPR Art. 10."""
        return frozenset(s for s, term in self.vocabulary["data"].items() if term.get("criminal"))

    @cached_property
    def sensitive_data(self) -> frozenset[str]:
        """Of Cal. Civ. Code 1798.140(ae)."""
        return frozenset(slug for slug, letters in self.ccpa_letters.items() if "L" in letters)

    def condition_label(self, name: str, language: str) -> str:
        """What a condition means: "you use Stripe"."""
        if name in self.condition_labels:
            return self.condition_labels[name].label[language]
        family, _, slug = name.partition(":")
        entry = self.condition_labels[f"{family}:"]
        label = entry.label[language]
        quoted = _QUOTED in entry.label.get("en", "")
        said = self.ticked if quoted else self._slug_label
        return label.replace("{}", said(entry.kind or "", slug, language))

    def ticked(self, kind: str, slug: str, language: str) -> str:
        """A word as its owner ticks it: labels speak to the readers of the policy."""
        terms = self.vocabulary.get(kind, {})
        asked = terms[slug].get("question") if slug in terms else None
        own = asked.get(language) if isinstance(asked, dict) else None
        return own or self._slug_label(kind, slug, language)

    def _slug_label(self, kind: str, slug: str, language: str) -> str:
        if kind in ("countries", "places"):
            return phrases.place(slug, language)
        if kind == "days":
            return phrases.date(datetime.date.fromisoformat(slug), language)
        if kind == "languages":
            return language_name(slug, language)
        if kind == "answers":
            asked = self.answers[slug].label
            return asked.get(language) or asked["en"]
        terms = self.vocabulary.get(kind, {})
        if slug in terms:
            return terms[slug].label[language]
        return self.tools[slug].named(language) if slug in self.tools else slug


_QUOTED = "“{}”"
"""In the English label of a family of conditions: the owner's words stand there."""


def _letters(term: Term) -> frozenset[str]:
    letters = term.get("ccpa")
    return frozenset(map(str, letters)) if isinstance(letters, list) else frozenset()
