"""The pages on which entries come, go and change places. The desk's admin guards and addresses them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup

from policygen.desk import draft_view
from policygen.desk.entries import editor, hints, new_entry
from policygen.desk.entries.fields import MAX_COMMENT, too_long
from policygen.desk.entries.in_use import uses_of
from policygen.desk.entries.new_forms import NewTextForm
from policygen.desk.entries.references import named_by
from policygen.desk.roles import may_write
from policygen.draft.models import KINDS, Entry, LibraryFile
from policygen.publishing.published_use import Counted, published_with


def _page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    shared = {**admin.site.each_context(request), "title": title}
    return render(request, f"admin/clauses/{template}.html", {**shared, **context})


def _must_change(request: HttpRequest, entry: Entry) -> None:
    """Raises PermissionDenied, and Http404 where it was deleted."""
    if not may_write(request):
        raise PermissionDenied
    if entry.deleted:
        raise Http404


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else -1


# -- deleting ----------------------------------------------------------------------------------------


def delete(request: HttpRequest, entry: Entry) -> bool:
    """Whether it was asked for and done. The entry's own form asks for the page alone."""
    _must_change(request, entry)
    if not new_entry.is_open(entry.file.path):
        raise Http404
    if request.method != "POST" or request.POST.get("go") == "ask":
        return False
    why = request.POST.get("why", "").strip()
    if len(why) > MAX_COMMENT:
        messages.error(request, too_long(MAX_COMMENT, len(why)))
        return False
    return editor.delete(request, entry, _number(request, "seen"), why)


def delete_page(request: HttpRequest, entry: Entry) -> HttpResponse:
    entry.refresh_from_db()
    problems = draft_view.problems_with(entry, "")
    title = _("Delete %(name)s?") % {"name": entry.key}
    return _page(
        request,
        "entry_delete",
        title,
        entry=entry,
        kind=KINDS.get(entry.kind, ""),
        problems=problems,
        named_by=named_by(entry),
        uses=uses_of(entry.file.path, entry.key),
        applies=_applies(entry),
        typed=_typed(request),
    )


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The entry's form, which has to come back whatever becomes of the question."""
    own = {"csrfmiddlewaretoken", "go", "why"}
    return [
        (name, text) for name, texts in request.POST.lists() for text in texts if name not in own
    ]


def _applies(entry: Entry) -> Counted | None:
    """Of a requirement, to how many published policies it applies."""
    if entry.kind != "laws" or entry.key not in draft_view.library().requirements_by_id:
        return None
    return published_with(draft_view.library(), "requirement", entry.key)


# -- moving ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """The places of one file that an entry can go to: value of the choice, and the entry before."""

    title: str
    choices: tuple[tuple[str, str], ...]

    def options(self, chosen: str) -> SafeString:
        """As HTML: a clause has some five hundred places to go to, too many for a loop of a template."""
        rows = ((value, _CHOSEN if value == chosen else "", key) for value, key in self._named())
        return format_html_join("", '<option value="{}"{}>{}</option>', rows)

    def _named(self) -> Iterator[tuple[str, str]]:
        first = (
            _("(first in “%(section)s”)") % {"section": self.title} if self.title else _("(first)")
        )
        return ((value, key or first) for value, key in self.choices)


_CHOSEN = Markup(" selected")


def groups(entry: Entry) -> list[Group]:
    """Of a clause, the places of all sections in the order of reading; else those of its own file."""
    standing = Entry.objects.exclude(text="").order_by("position", "pk").only("file", "key")
    if entry.kind != "clauses":
        return [_group("", entry.file.path, standing.filter(file=entry.file), entry)]
    files = LibraryFile.objects.filter(path__startswith="clauses/").only("path", "head")
    files = files.prefetch_related(Prefetch("entries", standing))
    of_section = {draft_view.section_in(file.head): file for file in files}
    library = draft_view.library()
    return [
        _group(draft_view.section_title(library, section), file.path, file.entries.all(), entry)
        for section in library.section_titles
        if (file := of_section.get(section))
    ]


def _group(title: str, path: str, rows: Iterable[Entry], entry: Entry) -> Group:
    keys = [row.key for row in rows if row.pk != entry.pk]
    return Group(title, tuple((f"{path}#{key}", key) for key in ["", *keys]))


def move(request: HttpRequest, entry: Entry) -> None:
    _must_change(request, entry)
    to = request.POST.get("to", "")
    if to not in {value for group in groups(entry) for value, _key in group.choices}:
        raise Http404
    path, _hash, after = to.partition("#")
    editor.move(request, entry, (path, after), _number(request, "seen"))


# -- new ones ----------------------------------------------------------------------------------------


def _must_add(request: HttpRequest) -> None:
    if not request.user.has_perm("clauses.add_entry"):
        raise PermissionDenied


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """The files in which an entry can be made, by kind."""
    _must_add(request)
    files = [file for file in LibraryFile.objects.all() if new_entry.is_open(file.path)]
    kinds = [
        (label, [file for file in files if file.path.startswith((f"{kind}/", f"{kind}.yaml"))])
        for kind, label in KINDS.items()
        if kind != "clauses"
    ]
    return _page(request, "entry_choose", _("New entry"), kinds=[k for k in kinds if k[1]])


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, file: int) -> HttpResponse:
    """An entry as YAML, beginning with the fields of its kind."""
    _must_add(request)
    found = get_object_or_404(LibraryFile, pk=file)
    if not new_entry.is_open(found.path) or found.path.startswith("clauses/"):
        raise Http404
    form = NewTextForm(found, draft_view.library(), *([request.POST] if request.POST else []))
    if request.method == "POST" and form.is_valid():
        made = editor.add(request, form)
        if made:
            return redirect("admin:clauses_entry_change", made.pk)
    return _page(
        request,
        "entry",
        _("New entry in %(file)s") % {"file": found.path},
        form=form,
        hints=hints.hints(form.skeleton.shape, form.library),
        is_new=True,
        may_write=True,
    )
