"""Releases: the draft as it is now becomes a numbered state that never changes."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Max

from policygen.clauses import draft
from policygen.clauses.models import Entry, LibraryFile, Release, Revision, packed
from policygen.engine import edition
from policygen.engine.difference import moved
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
    rows = Entry.objects.select_related("file").prefetch_related("revisions")
    now = {place(row): row.text for row in rows}
    differ = differing(texts(newest_files()), now)
    return [row for row in rows if place(row) in differ]


def place(row: Entry) -> tuple[str, str]:
    return row.file.path, row.key


NUMBER = ("release.yaml", "release")
"""The release's own number, which is no change of an editor."""


Texts = dict[tuple[str, str], str]


def texts(files: Mapping[str, str]) -> Texts:
    """(path, key) → the entry's text, in the order of the files."""
    return {
        (path, entry.key): entry.text
        for path, text in files.items()
        for entry in edition.split(text).entries
    }


def differing(before: Texts, after: Texts) -> list[tuple[str, str]]:
    """Every place at which the two don't say the same, or an entry that stood elsewhere."""
    elsewhere = moves(before, after)
    return [
        place
        for place in {**after, **before}
        if place != NUMBER and (before.get(place, "") != after.get(place, "") or place in elsewhere)
    ]


@dataclass(frozen=True)
class Move:
    """Where an entry stood and stands: the path, and the key of the entry before it or ""."""

    was: tuple[str, str]
    now: tuple[str, str]


def moves(before: Texts, after: Texts) -> dict[tuple[str, str], Move]:
    """The entries that stand elsewhere in their file; clauses, in another file too. By where they stand."""
    old, new = _orders(before), _orders(after)
    found = {}
    for path, keys in new.items():
        for key in moved(old.get(path, []), keys) if old.get(path) != keys else ():
            found[path, key] = Move(_behind(old, path, key), _behind(new, path, key))
    homes = {key: path for path, keys in old.items() if path.startswith("clauses/") for key in keys}
    for path, keys in new.items():
        for key in keys if path.startswith("clauses/") else ():
            home = homes.get(key, path)
            if home != path and key not in new.get(home, ()) and key not in old.get(path, ()):
                found[path, key] = Move(_behind(old, home, key), _behind(new, path, key))
    return found


def _orders(rows: Texts) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for (path, key), text in rows.items():
        if text:
            found.setdefault(path, []).append(key)
    return found


def _behind(orders: dict[str, list[str]], path: str, key: str) -> tuple[str, str]:
    number = orders[path].index(key)
    return path, orders[path][number - 1] if number else ""


def unapproved(rows: list[Entry]) -> list[Entry]:
    """Changed entries whose last change nobody else has approved."""
    return [row for row in rows if (last := _last(row)) is None or last.approved_by_id is None]


def _last(row: Entry) -> Revision | None:
    return next(iter(row.revisions.all()), None)


@transaction.atomic
def bring_back(number: int, *, by: User | None, notes: Notes) -> Release:
    """Roll back: the draft becomes what that release said, and is released anew.

    What only the draft has is deleted there, and can be restored like all that is deleted.
    """
    files = Release.objects.get(number=number).read()
    released = texts(files)
    rows = {place(row): row for row in Entry.objects.select_related("file")}
    gone = {at: row for at, row in rows.items() if at not in released and not row.deleted}
    for path, text in files.items():
        _restore_file(path, edition.split(text), rows, gone, by)
    for row in gone.values():
        draft.save(row, "", seen=row.revision, by=by)
    return release(notes=notes, by=by, equal_to=number)


def _restore_file(
    path: str,
    split: edition.File,
    rows: dict[tuple[str, str], Entry],
    gone: dict[tuple[str, str], Entry],
    by: User | None,
) -> None:
    """Its head, texts and order. `gone`: what the release has elsewhere, or not at all."""
    known = {"head": split.head, "is_list": split.is_list}
    LibraryFile.objects.update_or_create(path=path, defaults=known)
    restored: list[Entry] = []
    for entry in split.entries:
        row = rows.get((path, entry.key))
        astray = next(
            (at for at in gone if at[1] == entry.key and at[0].startswith("clauses/")), None
        )
        if row is None and astray and path.startswith("clauses/"):
            behind = restored[-1].key if restored else ""
            row = gone.pop(astray)
            row = draft.move(row, path, behind, seen=row.revision, by=by)
        if row is None:
            row = draft.add(path, entry.key, entry.text, by=by)
        elif row.text != entry.text and (path, entry.key) != NUMBER:
            row = draft.save(row, entry.text, seen=row.revision, by=by)
        restored.append(row)
    others = Entry.objects.filter(file__path=path).exclude(pk__in=[row.pk for row in restored])
    draft.arrange([*restored, *others])
