"""The coverage matrix, and the page of a tool, a purpose or a requirement: where it is used."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from policygen.desk import draft_view
from policygen.draft.models import Entry
from policygen.engine.language import phrases as lang
from policygen.engine.library import matrix as engine
from policygen.engine.library.cited import Cite, cites, said
from policygen.engine.library.matrix import STATES, Kind, Row, State
from policygen.engine.library.model import Library
from policygen.publishing.published_use import USES, published_with
from policygen.shops import choices

STATE_LABELS: dict[State, Promise] = {
    "gap": _("no clause"),
    "untranslated": _("not in every language"),
    "stale": _("review older than a year"),
    "unsure": _("unsure"),
    "elsewhere": _("not for the text"),
    "fine": pgettext_lazy("coverage", "fine"),
}
LEVEL_LABELS = {"must": _("must"), "should": _("should"), "may": _("may")}
KIND_LABELS: dict[Kind, Promise] = {
    "tool": _("Service"),
    "purpose": _("Purpose"),
    "requirement": _("Requirement"),
}


def _permitted(request: HttpRequest) -> None:
    if not request.user.has_perm("clauses.view_entry"):
        raise PermissionDenied


def _page(request: HttpRequest, template: str, title: object, **context: Any) -> HttpResponse:
    shared = {**admin.site.each_context(request), "title": title}
    return render(request, f"admin/clauses/{template}.html", {**shared, **context})


def _language(library: Library) -> str:
    """The page's, as far as the library has it."""
    language = (get_language() or "en").split("-")[0]
    return language if language in library.complete_languages else next(iter(library.languages))


# -- the matrix --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """A row as the page shows it."""

    row: Row
    law: str
    cites: tuple[Cite, ...]
    asks: str
    level: Promise
    states: tuple[tuple[State, Promise], ...]


@dataclass(frozen=True)
class Choice:
    value: str
    label: object
    number: int
    chosen: bool


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Law × requirement × clauses. Queries: the draft's files, and the entries' numbers."""
    _permitted(request)
    library = draft_view.library()
    language = _language(library)
    rows = engine.matrix(library, timezone.localdate())
    law, state = request.GET.get("law", ""), request.GET.get("state", "")
    of_law = [row for row in rows if law in ("", row.requirement.law)]
    shown = [row for row in of_law if state not in STATES or state in row.states]
    return _page(
        request,
        "matrix",
        _("What the library covers"),
        lines=[_line(library, row, language) for row in shown],
        laws=_laws(library, rows, law, language),
        law=law,
        state=state,
        states=_states(of_law, state),
        total=len(of_law),
        used=_used(library, language),
        pages=_pages("clauses"),
    )


def _line(library: Library, row: Row, language: str) -> Line:
    requirement = row.requirement
    return Line(
        row=row,
        law=lang.capitalise(library.label("laws", requirement.law, language)),
        cites=cites(library, requirement.citation, language),
        asks=requirement.asks[language],
        level=LEVEL_LABELS[requirement.level],
        states=tuple((state, STATE_LABELS[state]) for state in STATES if state in row.states),
    )


def _laws(library: Library, rows: Iterable[Row], chosen: str, language: str) -> list[Choice]:
    """The laws that ask for something, in the order of the library."""
    of_law = [row.requirement.law for row in rows]
    return [
        Choice(slug, lang.capitalise(term.label[language]), of_law.count(slug), slug == chosen)
        for slug, term in library.vocabulary["laws"].items()
        if slug in of_law
    ]


def _states(rows: list[Row], chosen: str) -> list[Choice]:
    return [
        Choice(state, STATE_LABELS[state], number, state == chosen)
        for state, number in engine.count(rows).items()
    ]


def _used(library: Library, language: str) -> list[tuple[Promise, Kind, list[tuple[str, str]]]]:
    """The services and the purposes by name: the ways to their pages."""
    tools = {slug: tool.named(language) for slug, tool in library.tools.items()}
    purposes = {slug: term.label[language] for slug, term in library.vocabulary["purposes"].items()}
    return [
        (_("Services"), "tool", choices.in_order(tools.items())),
        (_("Purposes"), "purpose", choices.in_order(purposes.items())),
    ]


def _pages(folder: str) -> dict[str, str]:
    """The name of an entry → its page. One query."""
    rows = Entry.objects.filter(file__path__startswith=folder).exclude(text="")
    found = rows.values_list("key", "pk")
    return {key: reverse("admin:clauses_entry_change", args=(pk,)) for key, pk in found}


# -- where something is used -------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """What uses it, of one kind: name, page or "", and words."""

    label: Promise
    rows: tuple[tuple[str, str, str], ...]


@require_safe
def uses(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    _permitted(request)
    library = draft_view.library()
    known: Kind | None = next((k for k in KIND_LABELS if k == kind), None)
    if known is None or slug not in engine.known(library, known):
        raise Http404
    language = _language(library)
    counted = published_with(library, known, slug)
    return _page(
        request,
        "matrix_uses",
        _named(library, known, slug, language),
        kind=KIND_LABELS[known],
        slug=slug,
        page=_own_page(known, slug),
        about=library.requirements_by_id[slug] if known == "requirement" else None,
        asks=library.requirements_by_id[slug].asks[language] if known == "requirement" else "",
        cites=_cites(library, slug, language) if known == "requirement" else (),
        groups=_groups(library, known, slug, language),
        counted=counted,
    )


def _named(library: Library, kind: Kind, slug: str, language: str) -> str:
    if kind == "tool":
        return library.tools[slug].named(language)
    if kind == "purpose":
        return library.label("purposes", slug, language)
    requirement = library.requirements_by_id[slug]
    return said(cites(library, requirement.citation, language))


def _cites(library: Library, requirement: str, language: str) -> tuple[Cite, ...]:
    return cites(library, library.requirements_by_id[requirement].citation, language)


def _own_page(kind: Kind, slug: str) -> str:
    return _pages(USES[kind]).get(slug, "")


def _groups(library: Library, kind: Kind, slug: str, language: str) -> list[Group]:
    found = engine.uses(library, kind, slug)
    words = _words(library, language)

    def group(
        label: Promise, names: Iterable[str], folder: str, say: Callable[[str], str]
    ) -> Group:
        pages = _pages(folder)
        return Group(label, tuple((name, pages.get(name, ""), say(name)) for name in names))

    groups = [
        group(_("Clauses"), found.clauses, "clauses/", words["clauses"]),
        group(_("Requirements"), found.requirements, "laws/", words["requirements"]),
        group(_("Findings"), found.findings, "findings.yaml", words["findings"]),
        group(_("Promises"), found.promises, "promises.yaml", words["promises"]),
        group(_("Retention rules"), found.retention, "retention.yaml", words["retention"]),
        group(_("Kinds of shop"), _presets(library, kind, slug), "presets.yaml", words["presets"]),
    ]
    return [one for one in groups if one.rows]


def _presets(library: Library, kind: Kind, slug: str) -> tuple[str, ...]:
    """The presets of the wizard that name a tool or a purpose."""
    return tuple(
        name
        for name, preset in library.presets.items()
        if (kind == "purpose" and slug in preset.purposes)
        or (kind == "tool" and any(slug in tools for tools in preset.tools.values()))
    )


def _words(library: Library, language: str) -> dict[str, Callable[[str], str]]:
    """What each kind of entry says of itself, by its name."""
    clauses, requirements = library.clauses_by_id, library.requirements_by_id
    findings = {f.rule.id: f.rule.message for f in library.findings}
    promises = {p.source.id: p.source.text for p in library.promises}
    retention = {rule.id: rule.records for rule in library.retention}
    presets = library.presets
    return {
        "clauses": lambda name: library.section_titles[clauses[name].section][language],
        "requirements": lambda name: requirements[name].asks[language],
        "findings": lambda name: findings[name][language],
        "promises": lambda name: promises[name][language],
        "retention": lambda name: retention[name][language],
        "presets": lambda name: presets[name].label.get(language, name),
    }
