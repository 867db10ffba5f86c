"""What the draft changes since the newest release.

Whether an entry has changed, and whether the change is approved, is decided here and nowhere else: the
list of entries, an entry's page and the next release all ask here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils import timezone

from policygen.draft import approval, draft
from policygen.draft.models import Entry, LibraryFile, Revision
from policygen.engine.library import library_files
from policygen.engine.library.file_changes import (
    HEAD,
    Difference,
    Move,
    Place,
    Texts,
    differences,
    head_text,
    texts,
)
from policygen.engine.library.model import SHIPPED
from policygen.releases.models import Release


@dataclass(frozen=True)
class Change:
    """An entry that differs between two states. `before` or `after` is empty where it is new or gone.

    `key` "" is a file's head, which only an edition changes: it has no `entry` and needs no approval.
    """

    path: str
    key: str
    before: str
    after: str
    move: Move | None = None
    entry: Entry | None = None
    approved: bool = True

    @property
    def is_clause(self) -> bool:
        return self.path.startswith("clauses/") and self.key != HEAD

    @property
    def waits(self) -> bool:
        """For somebody to approve it."""
        return not self.approved

    def waits_for(self, user: User) -> bool:
        """Nobody approves what they wrote themselves."""
        if self.entry is None or not self.waits:
            return self.waits
        return not approval.wrote(user, self.entry, self.before)

    @property
    def status(self) -> str:
        if self.move and self.before == self.after:
            return "moved"
        return "changed" if self.before and self.after else "added" if self.after else "removed"


def between(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """Of two states of the library's files, in the order of the files."""
    paths = [path for path in {**after, **before} if before.get(path) != after.get(path)]
    old, new = (texts({p: f[p] for p in paths if p in f}) for f in (before, after))
    return [_change(found) for found in differences(old, new)]


def _change(found: Difference, entry: Entry | None = None) -> Change:
    approved = entry is None or approval.is_approved(entry)
    return Change(*found.place, found.before, found.after, found.move, entry, approved)


def of_draft() -> list[Change]:
    """Every change of the draft, with its entry and whether it is approved. Nine queries at most,
    however much has changed."""
    now = draft_texts()
    if not now:
        return []
    found = differences(newest_texts(), now, _weight())
    rows = _with_revisions(Entry.objects.filter(key__in={place[1] for place in _places(found)}))
    return [_change(one, rows.get(one.place)) for one in found]


def _places(found: Iterable[Difference]) -> list[Place]:
    return [one.place for one in found]


def _with_revisions(rows: QuerySet[Entry]) -> dict[Place, Entry]:
    found = rows.select_related("file").prefetch_related("revisions__author")
    return {(row.file.path, row.key): row for row in found}


def _weight() -> Callable[[Place], int]:
    """What nobody moved has stayed; and what waits for approval has moved, rather than what was approved.

    So whatever is found to have moved has a change of place that can be approved, and none that waits
    goes unseen. Three queries, at the first place that is asked about.
    """
    known: list[dict[Place, int]] = []
    heavy = 10**6

    def weight(place: Place) -> int:
        if not known:
            known.append(_weights(heavy))
        return known[0].get(place, heavy * heavy)

    return weight


def _weights(approved: int) -> dict[Place, int]:
    """Of what was moved; 1 where that waits for approval."""
    moved = Revision.objects.filter(moved__isnull=False).values("entry")
    rows = _with_revisions(Entry.objects.filter(pk__in=moved))
    return {
        place: 1 if any(revision.moved for revision in approval.waiting(row)) else approved
        for place, row in rows.items()
    }


# -- states ------------------------------------------------------------------------------------------


def draft_texts() -> Texts:
    """Of what was deleted "". Two queries."""
    rows = Entry.objects.values_list("file__path", "key", "text")
    said = {(path, key): text for path, key, text in rows}
    there = {path for (path, _key), text in said.items() if text}
    files = [file for file in LibraryFile.objects.all() if file.stands(file.path in there)]
    heads = {(file.path, HEAD): head_text(file.head) for file in files}
    return {**heads, **said} if said else {}


def newest_texts() -> Texts:
    """Of the newest release, or of the files that ship. One query where it was asked for before."""
    row = Release.objects.values_list("number", "released").first()
    return _released(*row) if row else _shipped()


def newest_text(entry: Entry) -> str:
    """What the entry said in the newest release; "" where it was not there."""
    found, place = newest_texts(), (entry.file.path, entry.key)
    if entry.kind == "clauses" and place not in found:
        place = next((p for p in found if p[1] == entry.key and p[0].startswith("clauses/")), place)
    return found.get(place, "")


@lru_cache(maxsize=2)
def _released(number: int, released: object) -> Texts:
    """`released` tells apart two releases of the same number, of which one was rolled back."""
    return texts(Release.objects.get(number=number).read())


@lru_cache(maxsize=1)
def _shipped() -> Texts:
    return texts(library_files.read_files(SHIPPED))


# -- approving ---------------------------------------------------------------------------------------


@draft.alone()
def approve(entry: Entry, *, by: User, seen: int | None = None) -> Revision:
    """Approve all changes of an entry up to the last. `seen`: the number of the last one that was looked
    at. Raises Stale, OwnChange, and Revision.DoesNotExist where there is none."""
    current = Entry.objects.select_related("file").get(pk=entry.pk)
    if seen is not None and seen != draft.last_number(current):
        raise draft.Stale(current)
    if approval.wrote(by, current, newest_text(current)):
        raise approval.OwnChange
    last = current.revisions.first()
    if last is None or not approval.accounts_for(last, current):
        last = _found_changed(current, last)
    return _approved(last, by)


def _approved(revision: Revision, by: User) -> Revision:
    revision.approved_by, revision.approved = by, timezone.now()
    revision.save(update_fields=["approved_by", "approved"])
    return revision


def _found_changed(entry: Entry, last: Revision | None) -> Revision:
    """A revision for what an upgrade before 2026-11-28 changed without one."""
    before = last.after if last else newest_text(entry)
    if not any(change.entry == entry for change in of_draft()):
        raise Revision.DoesNotExist
    number = last.number + 1 if last else 1
    return Revision.objects.create(entry=entry, number=number, before=before, after=entry.text)


def by_edition(change: Change) -> int | None:
    """The edition of the shipped library whose change waits here, with nobody else's; None for others."""
    if change.approved or change.entry is None:
        return None
    found = approval.waiting(change.entry)
    editions = [revision.edition for revision in found]
    return max((e for e in editions if e is not None), default=None) if all(editions) else None


@dataclass(frozen=True)
class OfEdition:
    """What an edition changed and nobody else has touched since. `upto`: the newest revision of it, by its
    number in the database."""

    entries: list[Entry]
    upto: int


def by_editions(found: Iterable[Change]) -> dict[int, OfEdition]:
    """By the numbers of editions, what of each waits."""
    entries: dict[int, list[Entry]] = {}
    for change in found:
        number = by_edition(change)
        if number is not None and change.entry is not None:
            entries.setdefault(number, []).append(change.entry)
    return {
        number: OfEdition(rows, max(row.revisions.all()[0].pk for row in rows))
        for number, rows in entries.items()
    }


@draft.alone()
def approve_edition(number: int, *, upto: int, by: User) -> list[Entry]:
    """Approve what an edition changed, if nothing of it is newer than what was looked at; gives the
    entries, none where something is."""
    found = by_editions(of_draft()).get(number)
    if found is None or found.upto != upto:
        return []
    for entry in found.entries:
        approve(entry, by=by)
    return found.entries
