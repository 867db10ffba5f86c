"""What another state of the library does to policies, as quickly as it can be known.

Where both states share their words (services, purposes, periods …), a shop's answers mean the same in
both, and only the passages that were touched are written anew. Where they don't, or where the owner
uses own words, both policies are composed in full.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from markupsafe import Markup

from policygen.engine.compare.difference import Difference, Status, difference
from policygen.engine.compare.order import moved
from policygen.engine.conditions.deriving import conditions
from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import make_facts
from policygen.engine.library.model import Clause, Library
from policygen.engine.placeholders.values import Values, values
from policygen.engine.policy.compose import ComposeError, compose
from policygen.engine.policy.coverage import coverage
from policygen.engine.policy.document import Covered, Document
from policygen.engine.policy.evidence import Shown
from policygen.engine.templates import NoValue, Text

_APART = {"release", "requirements", "findings", "clauses", "condition_labels"} | {
    *("promises", "promise_words", "fixture_shops", "questions", "presets")
}
WORDS = [field.name for field in fields(Library) if field.init and field.name not in _APART]
"""What the values of placeholders and the meaning of answers come from."""


@dataclass(frozen=True)
class Effect:
    """On one policy in one language."""

    language: str
    clauses: tuple[tuple[str, Status], ...]
    unmet: tuple[str, ...]
    """Requirements that were met, or did not apply, and are not met now; "may" does not count."""
    findings: tuple[str, ...]
    """Those that are new."""
    titles: bool = False
    """Whether a heading reads otherwise."""
    moved: tuple[str, ...] = ()
    """Clauses that stand at another place of their section."""

    def __bool__(self) -> bool:
        return bool(self.clauses or self.unmet or self.findings or self.titles or self.moved)


@dataclass(frozen=True)
class Comparison:
    """`touched`: ids of the clauses whose entries differ, at least."""

    before: Library
    after: Library
    touched: frozenset[str]

    def effects(self, data: dict[str, Any]) -> Iterator[Effect]:
        """Of a policy with these answers, per language. Raises FactsError and ComposeError."""
        facts = make_facts(data, self.before)
        if facts.own_words or not self.shares_words:
            return self._composed(facts, make_facts(data, self.after))
        return self._touched(facts)

    def differences(self, data: dict[str, Any], language: str) -> Difference:
        """In full, with redlines. Raises FactsError and ComposeError."""
        before, after = make_facts(data, self.before), make_facts(data, self.after)
        return difference(
            compose(self.before, before, language), compose(self.after, after, language)
        )

    def laws_of(self, clause: str) -> set[str]:
        """The laws that a clause of either state is there for."""
        return {
            library.requirements_by_id[requirement].law
            for library in (self.before, self.after)
            if clause in library.clauses_by_id
            for requirement in library.clauses_by_id[clause].satisfies
            if requirement in library.requirements_by_id
        }

    @cached_property
    def shares_words(self) -> bool:
        return all(getattr(self.before, name) == getattr(self.after, name) for name in WORDS)

    # -- in full -------------------------------------------------------------------------------------

    def _composed(self, before: Facts, after: Facts) -> Iterator[Effect]:
        for language in before.languages:
            found = difference(
                compose(self.before, before, language), compose(self.after, after, language)
            )
            yield Effect(
                language,
                tuple((clause.id, clause.status) for clause in found.changes),
                _newly_unmet(found.before.coverage, found.after.coverage),
                tuple(finding.id for finding in found.findings_gained),
                any(s.before and s.after and s.before.title != s.title for s in found.sections),
                _moved(*(_places(d) for d in (found.before, found.after))),
            )

    # -- what was touched ----------------------------------------------------------------------------

    def _touched(self, facts: Facts) -> Iterator[Effect]:
        true = conditions(facts, self.before)
        old = {c.id: c for c in self._clauses[0] if c.when.holds(true)}
        new = {c.id: c for c in self._clauses[1] if c.when.holds(true)}
        gained, elsewhere = self._findings(true), self._moved(true)
        for language in facts.languages:
            clauses: tuple[tuple[str, Status], ...] = ()
            found = values(facts, self.before, language)
            unmet = () if self._same_duties else self._unmet(true, language, found)
            if old or new or gained:
                clauses = tuple(_statuses(old, new, found, language))
                self._read_findings(gained, found, language)
            yield Effect(language, clauses, unmet, gained, moved=elsewhere)

    @cached_property
    def _clauses(self) -> tuple[list[Clause], list[Clause]]:
        """Those that were touched, before and after, in the order of reading."""
        before = [c for c in self.before.clauses if c.id in self.touched]
        return before, [c for c in self.after.clauses if c.id in self.touched]

    def _moved(self, true: frozenset[str]) -> tuple[str, ...]:
        if not self._reordered:
            return ()
        return _moved(
            *(
                [(c.id, c.section) for c in library.clauses if c.when.holds(true)]
                for library in (self.before, self.after)
            )
        )

    @cached_property
    def _reordered(self) -> bool:
        before, after = ([c.id for c in lib.clauses] for lib in (self.before, self.after))
        return bool(moved(before, after))

    @cached_property
    def _same_duties(self) -> bool:
        """Whether coverage can't have changed: the same requirements, met under the same conditions by the
        same words.
        """
        old, new = (
            {c.id: (c.when, c.satisfies, c.satisfies and c.texts) for c in clauses}
            for clauses in self._clauses
        )
        return old == new and self.before.requirements == self.after.requirements

    def _unmet(self, true: frozenset[str], language: str, found: Values) -> tuple[str, ...]:
        covered = (
            coverage(
                library,
                true,
                [c for c in library.clauses if c.when.holds(true)],
                shown=Shown(language, found),
            )
            for library in (self.before, self.after)
        )
        return _newly_unmet(*covered)

    def _findings(self, true: frozenset[str]) -> tuple[str, ...]:
        if self._same_findings:
            return ()
        known = {f.rule.id for f in self.before.findings if f.rule.when.holds(true)}
        found = (f.rule.id for f in self.after.findings if f.rule.when.holds(true))
        return tuple(id_ for id_ in found if id_ not in known)

    @cached_property
    def _same_findings(self) -> bool:
        before, after = ([f.rule for f in lib.findings] for lib in (self.before, self.after))
        return before == after

    def _read_findings(self, ids: tuple[str, ...], found: Values, language: str) -> None:
        for finding in self.after.findings:
            if finding.rule.id in ids:
                _rendered(f"finding {finding.rule.id}", finding.messages[language], found)


def _statuses(
    old: dict[str, Clause], new: dict[str, Clause], found: Values, language: str
) -> Iterator[tuple[str, Status]]:
    for id_ in dict.fromkeys([*old, *new]):
        texts = [
            (
                _rendered(f"clause {id_} ({language})", c.texts[language], found),
                c.callout,
                c.section,
            )
            for clauses in (old, new)
            if (c := clauses.get(id_))
        ]
        if len(texts) == 1:
            yield id_, "removed" if id_ in old else "added"
        elif texts[0][2] != texts[1][2]:
            yield from ((id_, "removed"), (id_, "added"))  # It went to another section.
        elif texts[0] != texts[1]:
            yield id_, "changed"


def _places(document: Document) -> list[tuple[str, str]]:
    return [(c.id, section.id) for section in document.layers for c in section.clauses]


def _moved(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> tuple[str, ...]:
    """Of (id, section) in the order of reading; what went to another section was removed and added."""
    old, new = dict(before), dict(after)
    return tuple(id_ for id_ in moved([*old], [*new]) if old[id_] == new[id_])


def _rendered(place: str, text: Text, found: Values) -> Markup:
    try:
        return text.render(found)
    except NoValue as error:
        raise ComposeError(f"{place}: {error.message}") from error


def _newly_unmet(before: tuple[Covered, ...], after: tuple[Covered, ...]) -> tuple[str, ...]:
    known = {c.requirement for c in before if not c.met}
    return tuple(
        c.requirement
        for c in after
        if c.level != "may" and not c.met and c.requirement not in known
    )
