"""The draft: the library as the editors have it now. Files in, files out, one change at a time."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from policygen.clauses.models import Entry, LibraryFile, Revision
from policygen.engine import edition
from policygen.engine.library import Library
from policygen.engine.loading import load_library


class Stale(Exception):
    """Somebody else saved this entry meanwhile."""

    def __init__(self, entry: Entry):
        super().__init__(entry.key)
        self.entry = entry


def files() -> dict[str, str]:
    """The draft's files, as they would be exported. Three queries."""
    rows = LibraryFile.objects.prefetch_related(
        Prefetch("entries", Entry.objects.order_by("position", "pk"))
    )
    return {file.path: file.head + "".join(e.text for e in file.entries.all()) for file in rows}


def library(changed: Mapping[str, str] | None = None) -> Library:
    """The draft compiled, with the files `changed` in place of its own. Raises LibraryError."""
    return load_library({**files(), **(changed or {})})


def fingerprint() -> str:
    """The same for the same draft, whoever asks."""
    digest = hashlib.sha256()
    for path, text in sorted(files().items()):
        digest.update(f"{path}\0{text}\0".encode())
    return digest.hexdigest()


# -- from files --------------------------------------------------------------------------------------


@dataclass
class Merged:
    """What an import did, by the names of the entries."""

    added: list[str]
    updated: list[str]
    conflicts: list[str]
    removed: list[str]
    kept: list[str]
    """Changed here and not there; or made here."""


@transaction.atomic
def merge(shipped: Mapping[str, str]) -> Merged:
    """Take a shipped library in: what nobody edited follows it; what was edited stays, with both shown."""
    merged = Merged([], [], [], [], [])
    for path, text in shipped.items():
        split = edition.split(text)
        file, _made = LibraryFile.objects.update_or_create(
            path=path, defaults={"head": split.head, "is_list": split.is_list}
        )
        _merge_entries(file, split, merged)
    for entry in Entry.objects.exclude(file__path__in=shipped).select_related("file"):
        _merge_gone(entry, merged)
    LibraryFile.objects.filter(entries=None).exclude(path__in=shipped).delete()
    return merged


def _merge_entries(file: LibraryFile, split: edition.File, merged: Merged) -> None:
    present = {entry.key: entry for entry in file.entries.all()}
    added: list[Entry] = []
    for position, incoming in enumerate(split.entries):
        entry = present.pop(incoming.key, None)
        if entry is None:
            added.append(_followed(file, incoming, position))
        else:
            _merge_entry(entry, incoming.text, position, merged)
    Entry.objects.bulk_create(added)
    merged.added += [entry.key for entry in added]
    for entry in present.values():
        _merge_gone(entry, merged)


def _followed(file: LibraryFile, incoming: edition.Entry, position: int) -> Entry:
    text = incoming.text
    return Entry(file=file, key=incoming.key, position=position, text=text, shipped=text)


def _merge_entry(entry: Entry, incoming: str, position: int, merged: Merged) -> None:
    before = (entry.position, entry.text, entry.shipped, entry.incoming)
    entry.position = position
    if entry.text == incoming:
        entry.shipped, entry.incoming = incoming, ""
    elif not entry.edited:
        entry.text = entry.shipped = incoming
        entry.revision += 1
        merged.updated.append(entry.key)
    elif entry.shipped == incoming:
        entry.incoming = ""
        merged.kept.append(entry.key)
    else:
        entry.incoming = incoming
        merged.conflicts.append(entry.key)
    if (entry.position, entry.text, entry.shipped, entry.incoming) != before:
        entry.save()


def _merge_gone(entry: Entry, merged: Merged) -> None:
    """The shipped library no longer has it: it goes, unless an editor made or changed it."""
    if entry.edited:
        merged.kept.append(entry.key)
    else:
        merged.removed.append(entry.key)
        entry.delete()


def follows(shipped: Mapping[str, str]) -> bool:
    """Whether these files were merged in already. Two queries, and no file is parsed."""
    rows = LibraryFile.objects.prefetch_related(
        Prefetch("entries", Entry.objects.order_by("position", "pk"))
    )
    known = {
        row.path: row.head + "".join(e.incoming or e.shipped for e in row.entries.all())
        for row in rows
    }
    return known == dict(shipped)


def is_empty() -> bool:
    return not LibraryFile.objects.exists()


# -- one change --------------------------------------------------------------------------------------


@transaction.atomic
def save(entry: Entry, text: str, *, seen: int, by: User | None, comment: str = "") -> Entry:
    """Store a change. `seen` is the revision that the editor started from; raises Stale where it is old."""
    current = Entry.objects.select_for_update().get(pk=entry.pk)
    if current.revision != seen:
        raise Stale(current)
    if current.text == text:
        return current
    number = (current.revisions.values_list("number", flat=True).first() or 0) + 1
    Revision.objects.create(
        entry=current,
        number=number,
        before=current.text,
        after=text,
        comment=comment,
        author=by,
    )
    current.text = text
    current.revision += 1
    current.save()
    return current


@transaction.atomic
def settle(entry: Entry, *, take: bool, seen: int, by: User | None) -> Entry:
    """End a conflict: take the shipped text, or keep the own one as a change of it."""
    current = Entry.objects.select_for_update().get(pk=entry.pk)
    if current.revision != seen:
        raise Stale(current)
    incoming = current.incoming
    current.shipped, current.incoming = incoming, ""
    current.save()
    return save(current, incoming, seen=seen, by=by) if take else current


@transaction.atomic
def add(path: str, key: str, text: str, *, by: User | None) -> Entry:
    """A new entry at the end of its file."""
    file = LibraryFile.objects.select_for_update().get(path=path)
    last = file.entries.order_by("-position").values_list("position", flat=True).first()
    entry = Entry.objects.create(
        file=file, key=key, text="", position=0 if last is None else last + 1
    )
    return save(entry, text, seen=0, by=by)


class OwnChange(Exception):
    """Nobody approves what they wrote themselves."""


@transaction.atomic
def approve(entry: Entry, *, by: User) -> Revision:
    """Approve the last change of an entry. Raises OwnChange; Revision.DoesNotExist where there is none."""
    last = entry.revisions.select_for_update().first()
    if last is None:
        raise Revision.DoesNotExist
    if last.author_id == by.pk:
        raise OwnChange
    last.approved_by, last.approved = by, timezone.now()
    last.save(update_fields=["approved_by", "approved"])
    return last
