"""Taking an edition of the library's files in: what nobody edited follows it, and nothing of an editor's
is overwritten. What it changes is its own change (draft.write), to be approved like anybody's.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby, pairwise

from django.db.models import F

from policygen.draft import draft
from policygen.draft.models import Edition, Entry, LibraryFile
from policygen.engine.compare.order import in_order, moved
from policygen.engine.library import library_files
from policygen.releases.libraries import newest_files

_NUMBER = re.compile(r"^release:\s*(\d{1,9})\s*$", re.MULTILINE)


@dataclass
class Merged:
    """What an import did, by the names of the entries."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Changed or deleted here and not there; or made here."""


def follows(shipped: Mapping[str, str]) -> bool:
    """Whether these files were merged in already. One query, and no file is parsed."""
    return _followed() == dict(shipped)


def _followed() -> dict[str, str]:
    """The files that were taken in last."""
    rows = LibraryFile.objects.exclude(shipped="").values_list("path", "shipped")
    return dict(rows)


def was_taken_in(shipped: Mapping[str, str]) -> bool:
    """Whether these files were taken in once, and others since."""
    return Edition.objects.filter(digest=library_files.digest(shipped)).exists()


@draft.alone()
def merge(shipped: Mapping[str, str]) -> Merged:
    """Where an entry was edited, moved or deleted here it stays so, and a newer text is shown beside it.

    An empty draft begins as the library that policies are composed with, which is nobody's change.
    """
    merged = Merged()
    _remember(_followed(), shipped)
    if draft.is_empty():
        begun = newest_files()
        merged.added = begin(begun)
        if dict(begun) == dict(shipped):
            return merged
    Merging(number_of(shipped), shipped, merged).run(shipped)
    return merged


def _remember(*editions: Mapping[str, str]) -> None:
    """The one before too: it may have come when nothing was remembered yet."""
    rows = [Edition(digest=library_files.digest(files)) for files in editions if files]
    Edition.objects.bulk_create(rows, ignore_conflicts=True)


def number_of(files: Mapping[str, str]) -> int:
    """Which edition these files say they are; 0 where they don't."""
    found = _NUMBER.search(files.get("release.yaml", ""))
    return int(found[1]) if found else 0


def begin(files: Mapping[str, str]) -> list[str]:
    """An empty draft says what these files say. Gives the names of its entries."""
    rows: list[Entry] = []
    for path, text in files.items():
        split = library_files.split(text)
        file, _made = LibraryFile.objects.get_or_create(path=path, defaults={"is_list": False})
        file.follow(split)
        file.shipped = text
        file.save()
        rows += [
            Entry(file=file, key=e.key, text=e.text, shipped=e.text, position=number)
            for number, e in enumerate(split.entries)
        ]
    Entry.objects.bulk_create(rows)
    return [row.key for row in rows]


@dataclass(frozen=True)
class Found:
    """An entry of the edition, and the one of the draft that it is about; None where it is new.

    `arrives`: it stands in another file of the draft, and the edition has moved it here.
    """

    path: str
    incoming: library_files.Entry
    row: Entry | None
    arrives: bool = False


class Merging:
    """One merge under way."""

    def __init__(self, number: int, shipped: Mapping[str, str], merged: Merged) -> None:
        self.merged = merged
        self._hand = draft.Hand(edition=number)
        self._files = {file.path: file for file in LibraryFile.objects.all()}
        self._older = {path: _keys(file.shipped) for path, file in self._files.items()}
        self._split = {path: library_files.split(text) for path, text in shipped.items()}
        rows = Entry.objects.select_related("file").order_by("position", "pk")
        self._rows = {(row.file.path, row.key): row for row in rows}
        self._left = dict(self._rows)
        self._stored: dict[str, list[Entry]] = defaultdict(list)
        """Path → the entries there, in their order, but for those that the edition takes elsewhere."""

    def run(self, shipped: Mapping[str, str]) -> None:
        for path, split in self._split.items():
            self._follow(path, split, shipped[path])
        found = [self._find(path, e) for path, split in self._split.items() for e in split.entries]
        for row in self._left.values():
            self._merge_gone(row)
        for one in found:
            self._merge_text(one)
        leaving = {one.row.pk for one in found if one.row and one.arrives}
        for (path, _key), row in self._rows.items():
            if row.pk not in leaving:
                self._stored[path].append(row)
        for path in self._split:
            self._arrange(path, [one for one in found if one.path == path])
        LibraryFile.objects.exclude(path__in=shipped).update(shipped="")

    def _follow(self, path: str, split: library_files.File, text: str) -> None:
        file = self._files.setdefault(path, LibraryFile(path=path))
        if file.shipped != text:
            file.follow(split)
            file.shipped = text
            file.save()

    def _find(self, path: str, incoming: library_files.Entry) -> Found:
        """A clause may have been moved to another file, by an editor or by the edition."""
        row = self._left.pop((path, incoming.key), None)
        if row is None and path.startswith("clauses/"):
            row = self._clauses.get(incoming.key)
            if row and self._left.pop((row.file.path, row.key), None):
                gone_before = row.text == row.shipped == ""
                arrives = gone_before or row.key in self._older.get(row.file.path, ())
                return Found(path, incoming, row, arrives)
            row = None
        return Found(path, incoming, row)

    @cached_property
    def _clauses(self) -> dict[str, Entry]:
        return {key: row for (path, key), row in self._rows.items() if path.startswith("clauses/")}

    # -- what each entry says -------------------------------------------------------------------------

    def _merge_gone(self, row: Entry) -> None:
        """The shipped library no longer has it: it goes, unless an editor made, changed or deleted it."""
        if row.edited:
            self.merged.kept.append(row.key)
        elif not row.deleted:
            self.merged.removed.append(row.key)
            draft.write(row, self._hand, text="")
        self._note(row, "", "")

    def _merge_text(self, found: Found) -> None:
        row, incoming = found.row, found.incoming.text
        if row is None:
            self.merged.added.append(found.incoming.key)
        elif row.text == incoming:
            self._note(row, incoming, "")
        elif not _is_ours(row):
            draft.write(row, self._hand, text=incoming)
            self._note(row, incoming, "")
            self.merged.updated.append(row.key)
        elif row.shipped == incoming:
            self._note(row, incoming, "")
            self.merged.kept.append(row.key)
        else:
            self._note(row, row.shipped, incoming)
            self.merged.conflicts.append(row.key)

    def _note(self, row: Entry, shipped: str, incoming: str) -> None:
        if (row.shipped, row.incoming) != (shipped, incoming):
            # Who settles a conflict has looked at what came in: another text is another state.
            news = int(incoming not in ("", row.incoming))
            rows = Entry.objects.filter(pk=row.pk)
            rows.update(shipped=shipped, incoming=incoming, revision=F("revision") + news)

    # -- where each entry stands ----------------------------------------------------------------------

    def _arrange(self, path: str, found: list[Found]) -> None:
        """The edition's order; where an editor chose another one that, and what is new joins it."""
        new = {one.incoming.key: one for one in found if one.row is None}
        arriving = {one.row.key: one.row for one in found if one.row and one.arrives}
        stored = self._stored.get(path, [])
        keys = [row.key for row in stored]
        order = self._order(path, keys, {*keys, *new, *arriving})
        if order == keys:
            return
        going = {row.key: row for row in stored if row.key in moved(keys, order)} | arriving
        for is_new, pairs in groupby(pairwise(["", *order]), lambda pair: pair[1] in new):
            (first, _key), *_others = run = list(pairs)
            if is_new:
                draft.bring(path, [new[key].incoming for _before, key in run], self._hand, first)
                continue
            for before, key in run:
                if key in going:
                    draft.write(going[key], self._hand, to=(path, before))

    def _order(self, path: str, stored: list[str], here: set[str]) -> list[str]:
        older = [key for key in self._older.get(path, ()) if key in stored]
        shipped = [entry.key for entry in self._split[path].entries if entry.key in here]
        reordered = older != [key for key in stored if key in older]
        return in_order(shipped, stored) if reordered else in_order(stored, shipped)


def _is_ours(row: Entry) -> bool:
    """Whether an editor changed, made or deleted it, and not an edition that has it no more."""
    if row.text or row.shipped:
        return row.edited
    last = row.revisions.first()
    return last is None or last.edition is None


def _keys(text: str) -> list[str]:
    return [entry.key for entry in library_files.split(text).entries] if text else []
