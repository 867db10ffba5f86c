"""What in a library names what, and what of it is not there. Pure: no database, no clock."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from policygen.engine.analysis import possible_names
from policygen.engine.entries import Term
from policygen.engine.library import Library
from policygen.engine.reading import FactsError, make_facts


@dataclass(frozen=True)
class Broken:
    """`owner`: the entry that names something; `name`: what is not there; or `why` in other words."""

    owner: str
    name: str
    why: str = ""

    def __str__(self) -> str:
        if self.why:
            return f"{self.owner}: {self.why}"
        return _("%(owner)s names «%(name)s», which is not there.") % vars(self)


def newly_broken(before: Library, after: Library) -> list[Broken]:
    known = set(broken(before))
    return [one for one in broken(after) if one not in known]


def broken(library: Library) -> list[Broken]:
    found = [*_conditions(library), *_slugs(library), *_presets(library), *_shops(library)]
    return list(dict.fromkeys(found))


def _missing(owner: str, names: Iterable[object], known: Iterable[str]) -> Iterator[Broken]:
    there = frozenset(known)
    return (Broken(owner, str(name)) for name in names if name is not None and name not in there)


def _conditions(library: Library) -> Iterator[Broken]:
    possible = possible_names(library)
    whens = [
        *((c.id, c.when) for c in library.clauses),
        *((r.id, r.when) for r in library.requirements),
        *((f.rule.id, f.rule.when) for f in library.findings),
        *((p.source.id, p.source.when) for p in library.promises),
    ]
    for owner, when in whens:
        yield from _missing(owner, when.names, possible)


def _slugs(library: Library) -> Iterator[Broken]:
    words = library.vocabulary
    for clause in library.clauses:
        yield from _missing(clause.id, clause.satisfies, library.requirements_by_id)
    for requirement in library.requirements:
        yield from _missing(requirement.id, [requirement.law], words["laws"])
    for promise in library.promises:
        source = promise.source
        yield from _missing(source.id, source.clauses, library.clauses_by_id)
        yield from _missing(source.id, source.requirements, library.requirements_by_id)
    for rule in library.retention:
        yield from _missing(rule.id, rule.purposes, words["purposes"])
        yield from _missing(rule.id, rule.forms, words["forms"])
        yield from _missing(rule.id, [rule.reason], words["keep_reasons"])
    for tool in library.tools.values():
        yield from _missing(tool.slug, [tool.group], words["tool_groups"])
        yield from _missing(tool.slug, tool.receives, words["data"])
        yield from _missing(tool.slug, tool.transfer, words["transfer_grounds"])
        purposes = [cookie.purpose for cookie in tool.cookies]
        yield from _missing(tool.slug, purposes, words["cookie_purposes"])
    for slug, purpose in words["purposes"].items():
        yield from _purpose(slug, purpose, words)


_DEFAULTS = {"data": "data", "source": "sources", "tool_groups": "tool_groups"}
"""What a purpose usually has → the kind of word that it is."""


def _purpose(slug: str, purpose: Term, words: Mapping[str, Mapping[str, Term]]) -> Iterator[Broken]:
    offers, defaults = purpose.get("suggested_for"), purpose.get("defaults")
    if isinstance(offers, list):
        yield from _missing(slug, offers, words["offers"])
    if isinstance(defaults, dict):
        for key, kind in _DEFAULTS.items():
            yield from _missing(slug, defaults.get(key) or (), words[kind])
        yield from _missing(slug, [defaults.get("interest")], words["interests"])


def _presets(library: Library) -> Iterator[Broken]:
    """The wizard's kinds of shop."""
    for slug, preset in library.presets.items():
        owner = f"presets.yaml: {slug}"
        yield from _missing(owner, preset.offers, library.vocabulary["offers"])
        yield from _missing(owner, preset.purposes, library.vocabulary["purposes"])
        for tools in preset.tools.values():
            yield from _missing(owner, tools, library.tools)


def _shops(library: Library) -> Iterator[Broken]:
    """The small shops that the fixtures of clauses begin with."""
    language = get_language() or "en"
    spoken = language if language in library.languages else "en"
    for name, data in library.fixture_shops.items():
        try:
            make_facts(dict(data), library)
        except FactsError as error:
            for problem in error.problems:
                place = f"fixtures/{name}.yaml: {problem.place}"
                yield Broken(place, problem.code, problem.message(library, spoken))
