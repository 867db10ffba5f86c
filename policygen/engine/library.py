"""A release of the clause library: one frozen object, built from files, its texts compiled once."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from policygen.engine.entries import (
    ClauseSource,
    ConditionLabel,
    FindingRule,
    PromiseFile,
    PromiseSource,
    Requirement,
    RetentionFile,
    RetentionRule,
    Section,
    SectionFile,
    Term,
    Texts,
    Tool,
    When,
)
from policygen.engine.language import country
from policygen.engine.names import NAMES
from policygen.engine.texts import Text, TextError, compile_line, compile_text
from policygen.engine.yaml12 import Loader

T = TypeVar("T")

SHIPPED = Path(__file__).parent.parent / "library"

APPLICABLE_LAWS = (
    *("gdpr", "uk_gdpr", "ua_pdp", "ua_ecommerce", "ccpa", "caloppa", "delaware", "us_states"),
    *("coppa", "shine_the_light", "swiss", "canada", "brazil", "australia"),
)
"""The laws that a shop's answers can bring in, or that its owner may choose."""

OPTIONAL_SECTIONS = frozenset({"governing_law", "third_party_links", "glance"})


class LibraryError(Exception):
    """The library's files can't be used; the message names file and place."""


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


@dataclass(frozen=True)
class Library:
    release: int
    languages: Texts
    vocabulary: Mapping[str, Mapping[str, Term]]
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
            "laws": frozenset(APPLICABLE_LAWS),
            "languages": frozenset(self.languages),
            "optional_sections": OPTIONAL_SECTIONS,
            "sections": frozenset(self.section_titles),
            "clauses": frozenset(self.clauses_by_id),
        }

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
    def retention_of(self) -> dict[str, tuple[RetentionRule, ...]]:
        """Per purpose, the rules that concern it in any case."""
        return {
            purpose: tuple(
                rule
                for rule in self.retention
                if rule.applies == "always" and purpose in rule.purposes
            )
            for purpose in self.vocabulary["purposes"]
        }

    @cached_property
    def ccpa_letters(self) -> dict[str, frozenset[str]]:
        """Per kind of data, its categories under Cal. Civ. Code 1798.140(v)(1); L is (ae)."""
        return {slug: _letters(term) for slug, term in self.vocabulary["data"].items()}

    def condition_label(self, name: str, language: str) -> str:
        """What a condition means: "you use Stripe"."""
        if name in self.condition_labels:
            return self.condition_labels[name].label[language]
        family, _, slug = name.partition(":")
        entry = self.condition_labels[f"{family}:"]
        return entry.label[language].replace("{}", self._slug_label(entry.kind, slug, language))

    def condition_question(self, name: str) -> str:
        """The wizard's question that a condition comes from."""
        entry = (
            self.condition_labels.get(name) or self.condition_labels[f"{name.partition(':')[0]}:"]
        )
        return entry.question

    def _slug_label(self, kind: str | None, slug: str, language: str) -> str:
        if kind == "countries":
            return country(slug, language)
        if kind == "languages":
            return self.languages[slug]
        terms = self.vocabulary.get(kind or "", {})
        if slug in terms:
            return terms[slug].label[language]
        return self.tools[slug].named(language) if slug in self.tools else slug


def _letters(term: Term) -> frozenset[str]:
    letters = term.get("ccpa")
    return frozenset(map(str, letters)) if isinstance(letters, list) else frozenset()


@lru_cache(maxsize=1)
def shipped_library() -> Library:
    """The library that ships with the project, loaded and compiled once per process."""
    return load_library(SHIPPED)


def load_library(folder: Path) -> Library:
    """A library from files. Raises LibraryError."""
    release = _read(folder / "release.yaml")
    rules = _list_of(FindingRule, folder / "findings.yaml")
    periods = _validated(RetentionFile, _read(folder / "retention.yaml"), folder / "retention.yaml")
    promised = _validated(PromiseFile, _read(folder / "promises.yaml"), folder / "promises.yaml")
    return Library(
        release=release["release"],
        languages=release["languages"],
        vocabulary={
            path.stem: _mapping_of(Term, path) for path in sorted(folder.glob("vocabulary/*.yaml"))
        },
        tools={t.slug: t for path in _files(folder, "tools") for t in _list_of(Tool, path)},
        condition_labels=_mapping_of(ConditionLabel, folder / "conditions.yaml"),
        requirements=tuple(
            r for path in _files(folder, "requirements") for r in _list_of(Requirement, path)
        ),
        findings=tuple(_finding(rule) for rule in rules),
        retention=periods.rules,
        retention_words=periods.words,
        sections=tuple(_list_of(Section, folder / "sections.yaml")),
        clauses=_clauses(folder),
        messages=_mapping_of(Texts, folder / "messages.yaml"),
        strings=_mapping_of(Texts, folder / "strings.yaml"),
        receipt_words=_mapping_of(Texts, folder / "receipts.yaml"),
        promises=tuple(_promise(source) for source in promised.promises),
        promise_words=promised.words,
    )


def _files(folder: Path, kind: str) -> list[Path]:
    return sorted((folder / kind).glob("*.yaml"))


def _clauses(folder: Path) -> tuple[Clause, ...]:
    """In the order of the sections, and within a section in the order of its file."""
    files = {}
    for path in _files(folder, "clauses"):
        content = _validated(SectionFile, _read(path), path)
        files[content.section] = content
    order = [section.id for section in _list_of(Section, folder / "sections.yaml")]
    if set(order) != set(files):
        raise LibraryError(f"sections without a file, or the reverse: {set(order) ^ set(files)}")
    return tuple(_clause(c, section) for section in order for c in files[section].clauses)


def _clause(source: ClauseSource, section: str) -> Clause:
    try:
        texts = {lang: compile_text(text, NAMES) for lang, text in source.text.items()}
    except TextError as error:
        raise LibraryError(f"clause {source.id}: {error}") from None
    fields = source.model_dump(include={"id", "satisfies", "reviewed", "unsure", "callout"})
    return Clause(section=section, when=source.when, texts=texts, **fields)


def _finding(rule: FindingRule) -> Finding:
    try:
        return Finding(rule, {k: compile_line(v, NAMES) for k, v in rule.message.items()})
    except TextError as error:
        raise LibraryError(f"finding {rule.id}: {error}") from None


def _promise(source: PromiseSource) -> PromiseRule:
    try:
        return PromiseRule(source, {k: compile_line(v, NAMES) for k, v in source.text.items()})
    except TextError as error:
        raise LibraryError(f"promise {source.id}: {error}") from None


def _read(path: Path) -> Any:
    with path.open("rb") as file:
        return yaml.load(file, Loader=Loader)  # noqa: S506 - a safe loader


def _list_of(kind: type[T], path: Path) -> list[T]:
    return _validated(list[kind], _read(path), path)  # type: ignore[valid-type]


def _mapping_of(kind: type[T], path: Path) -> dict[str, T]:
    return _validated(dict[str, kind], _read(path), path)  # type: ignore[valid-type]


def _validated(kind: type[T], data: Any, path: Path) -> T:
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"])
        raise LibraryError(f"{path.name}: {place}: {first['msg']}") from None
