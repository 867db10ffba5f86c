"""What stands on the desk's pages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from policygen.desk import draft_view, redlines
from policygen.desk.entries import editor, fields, new_entry, places
from policygen.desk.entries import samples as trial
from policygen.desk.entries.forms import ClauseForm, EntryForm, form_for
from policygen.desk.entries.new_forms import NewClauseForm
from policygen.desk.entries.unsaved_fields import Typed
from policygen.desk.roles import may_approve, may_write
from policygen.desk.warnings import entry_warnings
from policygen.draft import changes, draft
from policygen.draft.models import KINDS, Entry
from policygen.engine.conditions.names import possible_names
from policygen.engine.library import matrix
from policygen.engine.library.cited import cited
from policygen.engine.library.model import Library, LibraryError
from policygen.engine.placeholders.known import PLACEHOLDERS
from policygen.publishing.published_use import USES
from policygen.shops.questions import OWN_WORDS, place
from policygen.shops.review.review import question_label

SHOWN_NAMES = 40


def entry_page(
    request: HttpRequest,
    entry: Entry,
    form: EntryForm,
    overtaken: editor.Overtaken | None,
    kept: Typed,
) -> dict[str, Any]:
    """`kept`: what stands in the form, or stood in it when it was sent, and is not saved."""
    if not may_write(request):
        fields.lock(form)
    past = editor.history(entry)
    is_clause = entry.kind == "clauses"
    if is_clause and not entry.deleted:
        parts = clause_parts(request, entry, form)
    else:
        parts = {"marks": entry_warnings.marks_of_text(entry)}
    return {
        "entry": entry,
        "form": form,
        "is_clause": is_clause,
        "kind": KINDS.get(entry.kind, _("Other files")),
        "may_write": may_write(request),
        "may_approve": may_approve(request),
        "past": past,
        **editor.state_of(entry, past, editor.editor_of(request)),
        "overtaken": overtaken,
        "conflict": _conflict(entry),
        "released_lines": redlines.lines(changes.newest_text(entry), entry.text),
        "kept": kept,
        "unsaved": _unsaved(entry, kept) if kept.fields and not form.is_bound else None,
        "uses_url": uses_url(entry),
        "places": _places(entry) if may_write(request) and not entry.deleted else [],
        "open_file": new_entry.is_open(entry.file.path),
        **parts,
        "older": entry_warnings.is_older(entry),
    }


def _places(entry: Entry) -> list[tuple[str, str]]:
    """Where it can go: the title of a section, and the choices there."""
    chosen = "#".join(draft.place_of(entry))
    return [(group.title, group.options(chosen)) for group in places.groups(entry)]


def _unsaved(entry: Entry, kept: Typed) -> list[redlines.Line]:
    """What is saved, beside what is typed; [] while that can't be read."""
    stored = form_for(entry, draft_view.library())
    data = {name: stored[name].value() for name in stored.fields}
    form = form_for(entry, draft_view.library(), {**data, **kept.fields})
    return redlines.lines(entry.text, form.result) if form.is_valid() else []


def clause_parts(request: HttpRequest, entry: Entry, form: Any) -> dict[str, Any]:
    return {
        "section": draft_view.section_title(form.library, draft_view.section_of(entry)),
        "marks": entry_warnings.marks_of_clause(entry),
        "redlines": redlines.redlines(changes.newest_text(entry), entry.text),
        "named": list(named(form.library, entry.key)),
        "placeholders": placeholders(),
        "samples": trial.samples(form.library),
        "preview_url": reverse("admin:clauses_entry_preview", args=[entry.pk]),
        **preview_part(request, form),
    }


def named(library: Library, key: str) -> Iterator[tuple[str, str]]:
    """(name, its page) of the tools, purposes and requirements that a clause names."""
    clause = library.clauses_by_id.get(key)
    if clause is None:
        return
    found: list[tuple[matrix.Kind, str]] = [("requirement", slug) for slug in clause.satisfies]
    for name in clause.when.names:
        family, _colon, slug = name.partition(":")
        if family in _FAMILIES:
            found.append((_FAMILIES[family], slug))
    for kind, slug in dict.fromkeys(found):
        if slug in matrix.known(library, kind):
            yield slug, reverse("library:uses", args=[kind, slug])


_FAMILIES: dict[str, matrix.Kind] = {
    "tool": "tool",
    "source": "tool",
    "purpose": "purpose",
    "consent": "purpose",
}
"""The families of conditions that speak of something with a page of its own."""


def new_page(request: HttpRequest, form: NewClauseForm) -> dict[str, Any]:
    return {
        "form": form,
        "is_clause": True,
        "is_new": True,
        "may_write": True,
        "kind": KINDS["clauses"],
        "placeholders": placeholders(),
        "samples": trial.samples(form.library),
        "preview_url": reverse("admin:clauses_entry_preview_new"),
    }


def uses_url(entry: Entry) -> str:
    """The page that says where a tool, purpose or requirement is used; "" of other kinds."""
    kind = next((k for k, folder in USES.items() if entry.file.path.startswith(folder)), None)
    return reverse("library:uses", args=[kind, entry.key]) if kind and not entry.deleted else ""


@dataclass(frozen=True)
class Conflict:
    """What the shipped library said, what it says now, and what is said here."""

    shipped: list[redlines.Line]
    ours: list[redlines.Line]
    was: str


def _conflict(entry: Entry) -> Conflict | None:
    if not entry.in_conflict:
        return None
    return Conflict(
        redlines.lines(entry.shipped, entry.incoming),
        redlines.lines(entry.shipped, entry.text),
        entry.shipped,
    )


# -- preview ------------------------------------------------------------------------------------------


def preview_part(request: HttpRequest, form: ClauseForm) -> dict[str, Any]:
    """The clause as it stands in the form, in the policy of the chosen shop; else as it is stored."""
    samples = trial.samples(form.library)
    wanted = request.POST.get("sample") or request.GET.get("sample") or ""
    before = form.library
    try:
        changed = _changed(form)
    except LibraryError:
        changed = None
    if changed is None:
        return {"form": form, "preview": None, "refused": form.is_bound and form.errors}
    when = changed.clauses_by_id[form.entry.key].when
    reach = trial.reach(when, samples, changed)
    sample = next((s for s in samples if s.key == wanted), None) or next(
        (s for s in samples if s.label in reach.names), samples[0] if samples else None
    )
    return {
        "preview": trial.preview(before, changed, form.entry.key, sample) if sample else None,
        "reach": reach,
        "condition_words": list(trial.condition_words(when.names, changed)),
        "sample_key": sample.key if sample else "",
    }


def _changed(form: ClauseForm) -> Library | None:
    if not form.is_bound:
        return form.library if form.entry.key in form.library.clauses_by_id else None
    form.is_valid()
    if form.source is None or not form.source.id:
        return None
    section = draft_view.section_of(form.entry)
    return draft_view.with_clause(form.library, form.source, section) if section else None


# -- lists to pick from -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Insertable:
    code: str
    meaning: str


def placeholders() -> list[Insertable]:
    return [Insertable(p.written, _(p.meaning)) for p in PLACEHOLDERS]


@dataclass(frozen=True)
class Pick:
    """A name that can be picked: what it means, and where it comes from."""

    name: str
    label: str
    source: str


def names_page(request: HttpRequest) -> dict[str, Any]:
    kind = "satisfies" if request.GET.get("kind") == "satisfies" else "condition"
    words = request.GET.get("q", "").casefold().split()
    library = draft_view.library()
    picks = requirements(library) if kind == "satisfies" else conditions(library)
    hits = [pick for pick in picks if all(word in _haystack(pick) for word in words)]
    limit = SHOWN_NAMES if request.headers.get("HX-Request") else None
    return {
        "picks": hits[:limit],
        "more": max(len(hits) - (limit or len(hits)), 0),
        "names_kind": kind,
        "query": request.GET.get("q", ""),
    }


def _haystack(pick: Pick) -> str:
    return f"{pick.name} {pick.label} {pick.source}".casefold()


def conditions(library: Library) -> Iterable[Pick]:
    words = trial.condition_words(sorted(possible_names(library)), library)
    return (Pick(name, label, question(path)) for name, label, path in words)


def question(path: str) -> str:
    """The words of the wizard's question behind a path of the facts file."""
    try:
        where = place(path)
    except KeyError:
        return path
    return path if where.step == OWN_WORDS else question_label(where)


def requirements(library: Library) -> Iterable[Pick]:
    spoken = get_language() or "en"
    for entry in library.requirements:
        if "policy" in entry.where:
            law = library.label("laws", entry.law, spoken)
            said = cited(library, entry.citation, spoken)
            yield Pick(entry.id, entry.asks[spoken], f"{law}: {said}")
