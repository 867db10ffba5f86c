"""The desk's first page: what waits for this editor, what came back, what is old, what went out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from policygen.desk.roles import may_approve, may_write
from policygen.desk.warnings import entry_warnings
from policygen.draft import changes, releases
from policygen.draft.changes import Change
from policygen.draft.models import Entry, Remark
from policygen.releases.models import Release

SHOWN = 8
"""Entries of each part; the list has all of them."""
RELEASES = 3


@dataclass(frozen=True)
class Part:
    """Entries with something to do about them. `address`: the list with all of them."""

    name: str
    title: str
    rows: tuple[tuple[Entry, str], ...]
    total: int
    address: str

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


@dataclass(frozen=True)
class Overview:
    parts: tuple[Part, ...]
    old: tuple[tuple[str, int, str], ...]
    """Of what has grown old: words, how many, the list of them."""
    changed: int
    unapproved: int
    next_number: int
    releases: tuple[Release, ...]


def overview(request: HttpRequest) -> Overview | None:
    """None for who may not look at the library."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm("clauses.view_entry"):
        return None
    found = changes.of_draft()
    newest = Release.objects.defer("files").select_related("released_by")[:RELEASES]
    return Overview(
        parts=tuple(_parts(request, user, found, newest[0].released if newest else None)),
        old=_old(),
        changed=len(found),
        unapproved=sum(change.waits for change in found),
        next_number=releases.next_number(),
        releases=tuple(newest),
    )


def _list(state: str) -> str:
    return f"{reverse('admin:clauses_entry_changelist')}?state={state}"


def _parts(
    request: HttpRequest, user: User, found: list[Change], since: datetime | None
) -> Iterable[Part]:
    if may_approve(request):
        rows = [c.entry for c in found if c.entry and c.waits_for(user)]
        yield _part("waiting", _("Waiting for your approval"), rows, _who_and_why, _list("waiting"))
    if may_write(request):
        own = [c for c in found if c.entry and _is_by(user, c.entry, since)]
        states = _states(user, own)
        rows = [c.entry for c in own if c.entry]
        yield _part("mine", _("What you changed"), rows, lambda e: states[e.pk], _list("changed"))
    rows = list(Entry.objects.exclude(incoming="").select_related("file"))
    yield _part("conflict", _("In conflict"), rows, lambda e: e.file.path, _list("conflict"))


def _part(
    name: str, title: str, rows: list[Entry], say: Callable[[Entry], str], address: str
) -> Part:
    shown = tuple((row, say(row)) for row in rows[:SHOWN])
    return Part(name, title, shown, len(rows), address)


def _who_and_why(entry: Entry) -> str:
    last = next(iter(entry.revisions.all()), None)
    if last is None:
        return ""
    if last.edition is not None:
        return _("edition %(number)s of the shipped library") % {"number": last.edition}
    return " · ".join(filter(None, [str(last.author or "–"), last.comment]))


def _is_by(user: User, entry: Entry, since: datetime | None) -> bool:
    return any(
        revision.author_id == user.pk and (since is None or revision.made > since)
        for revision in entry.revisions.all()
    )


def _states(user: User, own: list[Change]) -> dict[int, str]:
    """What became of each: approved, waiting, or come back with a remark. One query."""
    waiting = [c.entry.pk for c in own if c.entry and c.waits]
    remarks = (
        Remark.objects.filter(revision__entry__in=waiting)
        .filter(~Q(author=user))
        .select_related("author", "revision")
    )
    said = {r.revision.entry_id: f"{r.author or '–'}: {r.text}" for r in remarks}
    return {
        c.entry.pk: _("approved, not released")
        if c.approved
        else said.get(c.entry.pk, _("waiting for approval"))
        for c in own
        if c.entry
    }


def _old() -> tuple[tuple[str, int, str], ...]:
    words = {
        "older": _("Translations older than their source"),
        "unreviewed": _("Unsure, or not reviewed lately"),
    }
    return tuple(
        (told, len(entry_warnings.ids_marked(state)), _list(state)) for state, told in words.items()
    )
