"""Releases: the draft as it is now becomes a numbered state that never changes."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from policygen.clauses import draft
from policygen.clauses.models import Entry, Release, Revision, packed
from policygen.engine import edition
from policygen.engine.library import SHIPPED, shipped_library
from policygen.engine.loading import load_library

Notes = dict[str, dict[str, str]]


def newest() -> Release | None:
    return Release.objects.defer("files").first()


def newest_files() -> dict[str, str]:
    """What policies are composed with now: the newest release, or the shipped files."""
    release = Release.objects.first()
    return release.read() if release else edition.read_files(SHIPPED)


def next_number() -> int:
    """One more than any release of this place, and than the one that ships."""
    newest = Release.objects.aggregate(newest=Max("number"))["newest"] or 0
    return max(newest, shipped_library().release) + 1


@transaction.atomic
def release(*, notes: Notes, by: User | None, equal_to: int | None = None) -> Release:
    """Store the draft as the next release. Raises LibraryError where it does not hold together."""
    number = next_number()
    files = _numbered(draft.files(), number)
    load_library(files)
    return Release.objects.create(
        number=number,
        files=packed(files),
        notes=notes,
        equal_to=equal_to,
        released_by=by,
    )


def _numbered(files: dict[str, str], number: int) -> dict[str, str]:
    """A release names itself in its files, so that an export of it says what it is."""
    head = edition.split(files["release.yaml"])
    return {**files, "release.yaml": head.with_entry("release", number).text}


def changes() -> list[Entry]:
    """The entries of the draft that differ from the newest release, in the order of the files."""
    released = texts(newest_files())
    rows = Entry.objects.select_related("file").prefetch_related("revisions")
    return [row for row in rows if released.get(place(row)) != row.text and place(row) != NUMBER]


def place(row: Entry) -> tuple[str, str]:
    return row.file.path, row.key


NUMBER = ("release.yaml", "release")
"""The release's own number, which is no change of an editor."""


def texts(files: dict[str, str]) -> dict[tuple[str, str], str]:
    """(path, key) → the entry's text."""
    return {
        (path, entry.key): entry.text
        for path, text in files.items()
        for entry in edition.split(text).entries
    }


def unapproved(rows: list[Entry]) -> list[Entry]:
    """Changed entries whose last change nobody else has approved."""
    return [row for row in rows if (last := _last(row)) is None or last.approved_by_id is None]


def _last(row: Entry) -> Revision | None:
    return next(iter(row.revisions.all()), None)


@transaction.atomic
def bring_back(number: int, *, by: User | None, notes: Notes) -> Release:
    """Roll back: the draft becomes what that release said, and is released anew."""
    files = Release.objects.get(number=number).read()
    for path, text in files.items():
        _restore_file(path, text, by)
    released: Any = texts(files)
    for row in Entry.objects.select_related("file"):
        if (row.file.path, row.key) not in released:
            row.delete()
    return release(notes=notes, by=by, equal_to=number)


def _restore_file(path: str, text: str, by: User | None) -> None:
    present = {row.key: row for row in Entry.objects.filter(file__path=path)}
    for entry in edition.split(text).entries:
        row = present.get(entry.key)
        if row is None:
            draft.add(path, entry.key, entry.text, by=by)
        elif row.text != entry.text and (path, entry.key) != NUMBER:
            draft.save(row, entry.text, seen=row.revision, by=by)
