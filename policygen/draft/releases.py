"""Releases: the draft as it is now becomes a numbered state that never changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.contrib.auth.models import User
from django.db.models import Max

from policygen.draft import changes, draft
from policygen.draft.changes import Change
from policygen.draft.models import Entry, LibraryFile
from policygen.engine.compare.order import in_order, moved
from policygen.engine.library import library_files
from policygen.engine.library.file_changes import HEAD, NUMBER
from policygen.engine.loading.load import shipped_library
from policygen.releases import libraries
from policygen.releases.libraries import newest_files
from policygen.releases.models import Release, packed

Notes = dict[str, dict[str, str]]


def next_number() -> int:
    """One more than any release of this place, and than the one that ships."""
    newest = Release.objects.aggregate(newest=Max("number"))["newest"] or 0
    return max(newest, shipped_library().release) + 1


@draft.alone()
def release(*, notes: Notes, by: User | None) -> Release:
    """Store the draft as the next release. Raises LibraryError where it does not hold together."""
    return _store(draft.files(), notes, by)


def _store(
    files: dict[str, str], notes: Notes, by: User | None, equal_to: int | None = None
) -> Release:
    number = next_number()
    files = _numbered(files, number)
    libraries.compiled(files, strict=equal_to is None)
    return Release.objects.create(
        number=number, files=packed(files), notes=notes, equal_to=equal_to, released_by=by
    )


def _numbered(files: dict[str, str], number: int) -> dict[str, str]:
    """A release names itself in its files, so that an export of it says what it is."""
    head = library_files.split(files["release.yaml"])
    return {**files, "release.yaml": head.with_entry("release", number).text}


# -- rolling back ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RollBack:
    """What bringing an older release back does: `undone` since it was made, and of that what the draft
    changed once more (`lost` from the draft; its history keeps it). Other changes of the draft are
    `kept`."""

    undone: list[Change]
    lost: list[Change]
    kept: list[Change]


def roll_back(number: int) -> RollBack:
    undone = changes.between(newest_files(), Release.objects.get(number=number).read())
    keys = {change.key for change in undone} - {HEAD}
    drafted = changes.of_draft()
    lost = [change for change in drafted if change.key in keys]
    return RollBack(undone, lost, [change for change in drafted if change not in lost])


@draft.alone()
def bring_back(number: int, *, by: User | None, notes: Notes) -> Release:
    """Release again what an older release said. In the draft, what was different in it becomes as it was
    there; what editors have changed elsewhere since is left, and waits for the next release."""
    newest, files = newest_files(), Release.objects.get(number=number).read()
    hand = draft.Hand(by, comment=f"= {number}")
    _bring_texts(changes.between(newest, files), files, hand)
    for path, text in files.items():
        if newest.get(path) != text:
            _bring_file(path, library_files.split(text), hand)
    return _store(files, notes, by, equal_to=number)


def _bring_texts(undone: list[Change], files: Mapping[str, str], hand: draft.Hand) -> None:
    """Each entry that is different, where it stands now; new ones come with their file."""
    for change in undone:
        row = _row_of(change)
        if row is not None and (change.path, change.key) != NUMBER:
            draft.write(row, hand, text=change.after)


def _row_of(change: Change) -> Entry | None:
    """Of a clause that the draft has in another file since, that one."""
    rows = Entry.objects.select_related("file").filter(key=change.key)
    here = rows.filter(file__path=change.path).first()
    if (here is None or here.deleted) and change.is_clause:
        moved_away = rows.filter(file__path__startswith="clauses/").exclude(text="").first()
        return moved_away or here
    return here


def _bring_file(path: str, split: library_files.File, hand: draft.Hand) -> None:
    """What is the file's own, the entries that it lacks, and its order."""
    file, _made = LibraryFile.objects.get_or_create(path=path, defaults={"is_list": split.is_list})
    file.follow(split)
    file.save()
    stored = list(file.entries.order_by("position", "pk").values_list("key", flat=True))
    order = in_order(stored, [entry.key for entry in split.entries])
    texts = {entry.key: entry.text for entry in split.entries}
    going = {*moved(stored, order), *(key for key in order if key not in stored)}
    for before, key in pairwise(["", *order]):
        if key in going:
            _bring_entry(path, key, before, texts.get(key, ""), hand)


def _bring_entry(path: str, key: str, before: str, text: str, hand: draft.Hand) -> None:
    """To its place: from its own file, from another one, or anew."""
    row = Entry.objects.filter(file__path=path, key=key).first()
    if row is None and path.startswith("clauses/"):
        row = Entry.objects.filter(file__path__startswith="clauses/", key=key).first()
    if row is None:
        draft.insert(path, key, text, hand, before)
    else:
        draft.write(row, hand, to=(path, before))
