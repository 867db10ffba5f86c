"""The draft: the library as the editors have it now. Files in, files out, one change at a time.

An entry's text and its place are the draft; what stands between two entries is their file's. Whatever
changes an entry goes through `write`, which remembers it: so what differs from the newest release
(changes.py) is always somebody's change, that somebody else can approve.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction

from policygen.draft.models import Entry, LibraryFile, Revision
from policygen.engine.library import library_files

Place = tuple[str, str]
"""The path of a file, and the name of an entry."""


class Stale(Exception):
    """Somebody else saved this entry meanwhile."""

    def __init__(self, entry: Entry):
        super().__init__(entry.key)
        self.entry = entry


class Taken(Exception):
    """In that file an entry of this name stands already, or stood before it was deleted."""


@dataclass(frozen=True)
class Hand:
    """Whose a change is: an editor's (`by`), or an edition's of the library's files, by its number."""

    by: User | None = None
    edition: int | None = None
    comment: str = ""


# -- the whole ---------------------------------------------------------------------------------------


_once: ContextVar[list[dict[str, str]] | None] = ContextVar("the draft of a request", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """While a request is answered the draft is read from the database once, and again behind each change
    of its own (`alone`)."""
    token = _once.set([])
    try:
        yield
    finally:
        _once.reset(token)


def _forget() -> None:
    held = _once.get()
    if held:
        held.clear()


def files() -> dict[str, str]:
    """The draft's files, as they would be exported. A list without entries is no file. Two queries."""
    held = _once.get()
    if held is None:
        return _files()
    if not held:
        held.append(_files())
    return dict(held[0])


def _files() -> dict[str, str]:
    entries: dict[int, list[library_files.Entry]] = {}
    rows = Entry.objects.exclude(text="").order_by("position", "pk")
    for file, key, text in rows.values_list("file", "key", "text"):
        entries.setdefault(file, []).append(library_files.Entry(key, text))
    return {
        file.path: file.said(entries.get(file.pk, ()))
        for file in LibraryFile.objects.all()
        if file.stands(file.pk in entries)
    }


def is_empty() -> bool:
    return not Entry.objects.exists()


# -- one change --------------------------------------------------------------------------------------

_LOCK = 7_209_642
"""Names the lock in PostgreSQL; any number that nothing else uses."""


@contextmanager
def alone() -> Iterator[None]:
    """In a transaction in which nobody else changes, approves or releases the draft, up to its end.

    Locks of rows are not enough: a change renumbers its neighbours, and what a release has looked at
    must still be so when it is stored. With SQLite a transaction is alone anyway (see settings.py). What was
    read before counts for nothing here, nor what was read here once it is rolled back.
    """
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            _forget()
            yield
    finally:
        _forget()


@alone()
def write(
    entry: Entry,
    hand: Hand,
    *,
    text: str | None = None,
    to: Place | None = None,
    seen: int | None = None,
) -> Entry:
    """Change what an entry says, where it stands, or both; the one way in which the draft changes.

    `text`: without what is the file's around it (library_files.entry_text); "" deletes the entry, and None
    leaves it as it is. `to`: the path of a file, and the entry there behind which it goes, or "" for its
    top. `seen`: the revision that the editor started from; None where nobody looked at one. Makes a
    revision, unless nothing is different then. Raises Stale, Taken, and Entry.DoesNotExist where there
    is no entry to stand behind.
    """
    current = _as_seen(entry, seen)
    before, was = current.text, place_of(current)
    if to is not None:
        _put(current, to)
    now = was if to is None else place_of(current)
    after = before if text is None else library_files.entry_text(text)
    if (before, was) == (after, now):
        return current
    Revision.objects.create(
        entry=current,
        number=last_number(current) + 1,
        before=before,
        after=after,
        moved=None if was == now else [was, now],
        comment=hand.comment,
        author=hand.by,
        edition=hand.edition,
    )
    current.text, current.revision = after, current.revision + 1
    current.save()
    return current


def _as_seen(entry: Entry, seen: int | None) -> Entry:
    current: Entry = Entry.objects.select_related("file").get(pk=entry.pk)
    if seen is not None and current.revision != seen:
        raise Stale(current)
    return current


def last_number(entry: Entry) -> int:
    return entry.revisions.values_list("number", flat=True).first() or 0


def save(entry: Entry, text: str, *, seen: int, by: User | None, comment: str = "") -> Entry:
    """An editor's text; without one the entry is deleted. Raises Stale."""
    return write(entry, Hand(by, comment=comment), text=text, seen=seen)


def move(
    entry: Entry, path: str, after: str, *, seen: int, by: User | None, comment: str = ""
) -> Entry:
    """Put an entry behind another one. Raises Stale, Taken and Entry.DoesNotExist (see `write`)."""
    return write(entry, Hand(by, comment=comment), to=(path, after), seen=seen)


def add(path: str, key: str, text: str, *, by: User | None, comment: str = "") -> Entry:
    """A new entry at the end of its file. Raises Taken."""
    return insert(path, key, text, Hand(by, comment=comment))


@alone()
def insert(path: str, key: str, text: str, hand: Hand, after: str | None = None) -> Entry:
    """A new entry behind another one of its file, at its top ("") or at its end (None). Raises Taken."""
    file = LibraryFile.objects.get(path=path)
    rows = _rows(file)
    if any(row.key == key for row in rows):
        raise Taken
    made: Entry = Entry.objects.create(file=file, key=key, text="", position=len(rows))
    if after is not None:
        place = _index(rows, after)
        arrange([*rows[:place], made, *rows[place:]])
    return write(made, hand, text=text)


@alone()
def bring(path: str, new: Sequence[library_files.Entry], hand: Hand, after: str) -> None:
    """What an edition has and the draft has not, one entry behind the other, the first behind `after` or,
    with "", at the file's top: as `insert` would, in five queries for all of them. Raises Taken."""
    file = LibraryFile.objects.get(path=path)
    rows = _rows(file)
    if {row.key for row in rows} & {one.key for one in new}:
        raise Taken
    place = _index(rows, after)
    made = Entry.objects.bulk_create(
        Entry(
            file=file,
            key=one.key,
            text=library_files.entry_text(one.text),
            shipped=one.text,
            position=place + number,
            revision=1,
        )
        for number, one in enumerate(new)
    )
    arrange([*rows[:place], *made, *rows[place:]])
    Revision.objects.bulk_create(
        Revision(entry=entry, number=1, after=entry.text, author=hand.by, edition=hand.edition)
        for entry in made
    )


@alone()
def settle(entry: Entry, *, take: bool, seen: int, by: User | None) -> Entry:
    """End a conflict: take the shipped text, or keep the own one as a change of it. Raises Stale."""
    current = _as_seen(entry, seen)
    incoming = current.incoming
    current.shipped, current.incoming = incoming, ""
    current.save()
    return write(current, Hand(by), text=incoming if take else None)


# -- places ------------------------------------------------------------------------------------------


def _rows(file: LibraryFile) -> list[Entry]:
    return list(file.entries.order_by("position", "pk"))


def _put(entry: Entry, to: Place) -> None:
    """`entry` and its neighbours get their places; of `entry` itself the file is not stored yet."""
    path, after = to
    old, file = entry.file, LibraryFile.objects.get(path=path)
    others = [row for row in _rows(file) if row.pk != entry.pk]
    if any(row.key == entry.key for row in others):
        raise Taken
    place = _index(others, after)
    entry.file = file
    entry.save(update_fields=["file"])
    arrange([*others[:place], entry, *others[place:]])
    if old.pk != file.pk:
        arrange(_rows(old))


def _index(rows: list[Entry], after: str) -> int:
    if not after:
        return 0
    found = next((n for n, row in enumerate(rows) if row.key == after), None)
    if found is None:
        raise Entry.DoesNotExist
    return found + 1


def arrange(rows: list[Entry]) -> None:
    """Number the entries of a file in this order. One query."""
    changed = [row for number, row in enumerate(rows) if row.position != number]
    for number, row in enumerate(rows):
        row.position = number
    Entry.objects.bulk_update(changed, ["position"])


def place_of(entry: Entry) -> Place:
    """The path of its file, and the name of the entry before it; "" where it is the first. One query."""
    before: Any = entry.file.entries.exclude(text="").exclude(pk=entry.pk)
    found = before.filter(position__lt=entry.position).order_by("-position", "-pk")
    return entry.file.path, found.values_list("key", flat=True).first() or ""
