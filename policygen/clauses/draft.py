"""The draft: the library as the editors have it now. Files in, files out, one change at a time."""

import hashlib
from collections.abc import Mapping, Sequence
from itertools import takewhile

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from policygen.clauses.models import Entry, LibraryFile, Revision
from policygen.engine.library import Library
from policygen.engine.loading import load_library

Place = tuple[str, str]
"""The path of a file, and the name of an entry."""


class Stale(Exception):
    """Somebody else saved this entry meanwhile."""

    def __init__(self, entry: Entry):
        super().__init__(entry.key)
        self.entry = entry


def files() -> dict[str, str]:
    """The draft's files, as they would be exported. A list without entries is no file. Two queries."""
    texts: dict[int, list[str]] = {}
    rows = Entry.objects.exclude(text="").order_by("position", "pk")
    for file, text in rows.values_list("file", "text"):
        texts.setdefault(file, []).append(text)
    heads = LibraryFile.objects.order_by("path").values_list("pk", "path", "is_list", "head")
    return {
        path: head + "".join(texts.get(pk, ()))
        for pk, path, is_list, head in heads
        if pk in texts or not is_list
    }


def library(changed: Mapping[str, str] | None = None) -> Library:
    """The draft compiled, with the files `changed` in place of its own. Raises LibraryError."""
    return load_library({**files(), **(changed or {})})


def fingerprint() -> str:
    """The same for the same draft, whoever asks."""
    digest = hashlib.sha256()
    for path, text in sorted(files().items()):
        digest.update(f"{path}\0{text}\0".encode())
    return digest.hexdigest()


def is_empty() -> bool:
    return not LibraryFile.objects.exists()


# -- one change --------------------------------------------------------------------------------------


def _current(entry: Entry, seen: int) -> Entry:
    """The entry, locked. `seen`: the revision that the editor started from; raises Stale if it is old."""
    current: Entry = (
        Entry.objects.select_for_update(of=("self",)).select_related("file").get(pk=entry.pk)
    )
    if current.revision != seen:
        raise Stale(current)
    return current


@transaction.atomic
def save(entry: Entry, text: str, *, seen: int, by: User | None, comment: str = "") -> Entry:
    """Store a change; without a text the entry is deleted. Raises Stale."""
    current = _current(entry, seen)
    if current.text != text:
        _record(current, text, by, comment)
        current.text = text
        current.revision += 1
        current.save()
    return current


def _record(
    entry: Entry, text: str, by: User | None, comment: str, moved: list[Place] | None = None
) -> None:
    number = (entry.revisions.values_list("number", flat=True).first() or 0) + 1
    Revision.objects.create(
        entry=entry,
        number=number,
        before=entry.text,
        after=text,
        moved=moved,
        comment=comment,
        author=by,
    )


class Taken(Exception):
    """In that file an entry of this name stands already, or stood before it was deleted."""


@transaction.atomic
def move(
    entry: Entry, path: str, after: str, *, seen: int, by: User | None, comment: str = ""
) -> Entry:
    """Put an entry after another one (or first, where `after` is "") of its file or of another one.

    Raises Stale, Taken, and Entry.DoesNotExist where `after` is not there.
    """
    current = _current(entry, seen)
    old, file = current.file, LibraryFile.objects.select_for_update().get(path=path)
    was = place_of(current)
    others = list(file.entries.exclude(pk=current.pk).order_by("position", "pk"))
    if any(row.key == current.key for row in others):
        raise Taken
    place = _index(others, after)
    if was == (path, after):
        return current
    _record(current, current.text, by, comment, moved=[was, (path, after)])
    current.file, current.revision = file, current.revision + 1
    current.save()
    arrange([*others[:place], current, *others[place:]])
    if old.pk != file.pk:
        arrange(list(old.entries.order_by("position", "pk")))
    return current


def _index(rows: list[Entry], after: str) -> int:
    if not after:
        return 0
    found = next((n for n, row in enumerate(rows) if row.key == after and not row.deleted), None)
    if found is None:
        raise Entry.DoesNotExist
    return found + 1


def arrange(rows: list[Entry]) -> None:
    """Number the entries of a file in this order."""
    for number, row in enumerate(rows):
        if row.position != number:
            row.position = number
            Entry.objects.filter(pk=row.pk).update(position=number)


def place_of(entry: Entry) -> Place:
    """The path of its file, and the name of the entry before it; "" where it is the first. One query."""
    before = ""
    for key in (
        entry.file.entries.exclude(text="").order_by("position", "pk").values_list("key", flat=True)
    ):
        if key == entry.key:
            break
        before = key
    return entry.file.path, before


@transaction.atomic
def settle(entry: Entry, *, take: bool, seen: int, by: User | None) -> Entry:
    """End a conflict: take the shipped text, or keep the own one as a change of it."""
    current = _current(entry, seen)
    incoming = current.incoming
    current.shipped, current.incoming = incoming, ""
    current.save()
    return save(current, incoming, seen=seen, by=by) if take else current


@transaction.atomic
def add(path: str, key: str, text: str, *, by: User | None, comment: str = "") -> Entry:
    """A new entry at the end of its file. Raises Taken."""
    file = LibraryFile.objects.select_for_update().get(path=path)
    if file.entries.filter(key=key).exists():
        raise Taken
    last = file.entries.order_by("-position").values_list("position", flat=True).first()
    entry = Entry.objects.create(
        file=file, key=key, text="", position=0 if last is None else last + 1
    )
    return save(entry, text, seen=0, by=by, comment=comment)


class OwnChange(Exception):
    """Nobody approves what they wrote themselves."""


def wrote(user: User, revisions: Sequence[Revision]) -> bool:
    """Whether they wrote the last change, or any other since one was approved: it goes out with the last.
    `revisions`: newest first.
    """
    waiting = takewhile(lambda revision: revision.approved_by_id is None, revisions)
    return any(revision.author_id == user.pk for revision in (*revisions[:1], *waiting))


@transaction.atomic
def approve(entry: Entry, *, by: User) -> Revision:
    """Approve all changes of an entry up to the last. Raises OwnChange, and Revision.DoesNotExist where
    there is none."""
    revisions = list(entry.revisions.select_for_update())
    if not revisions:
        raise Revision.DoesNotExist
    if wrote(by, revisions):
        raise OwnChange
    last = revisions[0]
    last.approved_by, last.approved = by, timezone.now()
    last.save(update_fields=["approved_by", "approved"])
    return last
