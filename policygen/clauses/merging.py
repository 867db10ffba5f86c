"""Taking a shipped library in: what nobody edited follows it, and nothing of an editor's is overwritten."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db import transaction

from policygen.clauses.models import Entry, LibraryFile
from policygen.engine import edition
from policygen.engine.difference import in_order


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
    rows = LibraryFile.objects.exclude(shipped="").values_list("path", "shipped")
    return dict(rows) == dict(shipped)


@transaction.atomic
def merge(shipped: Mapping[str, str]) -> Merged:
    """Where an entry was edited, moved or deleted here it stays so, and a newer text is shown beside it."""
    merging = Merging()
    for path, text in shipped.items():
        merging.take(path, text)
    merging.finish(shipped)
    return merging.merged


class Merging:
    """One merge under way: the rows as they were, and what has become of them."""

    def __init__(self) -> None:
        self.merged = Merged()
        self._files = {file.path: file for file in LibraryFile.objects.all()}
        self._older = {path: file.shipped for path, file in self._files.items()}
        rows = Entry.objects.select_related("file").order_by("position", "pk")
        self._rows = {(row.file.path, row.key): row for row in rows}
        self._left = dict(self._rows)
        self._before = {row.pk: _state(row) for row in self._rows.values()}
        self._shipped: dict[str, list[str]] = {}
        self._new: list[Entry] = []

    def take(self, path: str, text: str) -> None:
        split = edition.split(text)
        if self._older.get(path) != text:
            known = {"head": split.head, "is_list": split.is_list, "shipped": text}
            self._files[path], _made = LibraryFile.objects.update_or_create(
                path=path, defaults=known
            )
        self._shipped[path] = [entry.key for entry in split.entries]
        for incoming in split.entries:
            row = self._row(path, incoming.key)
            if row is None:
                self._add(path, incoming)
            else:
                self._merge_text(row, incoming.text)

    def _row(self, path: str, key: str) -> Entry | None:
        """The entry where it stands here; a clause may have been moved, by an editor or by the edition."""
        row = self._left.pop((path, key), None)
        if row is None and path.startswith("clauses/"):
            row = self._clauses.get(key)
            if row is None or self._left.pop((row.file.path, key), None) is None:
                return None
            if key in self._older_keys(row.file.path):
                row.file = self._files[path]
        return row

    @cached_property
    def _clauses(self) -> dict[str, Entry]:
        return {key: row for (path, key), row in self._rows.items() if path.startswith("clauses/")}

    def _add(self, path: str, incoming: edition.Entry) -> None:
        text = incoming.text
        row = Entry(file=self._files[path], key=incoming.key, text=text, shipped=text)
        self._new.append(row)
        self.merged.added.append(incoming.key)

    def _merge_text(self, entry: Entry, incoming: str) -> None:
        if entry.text == incoming:
            entry.shipped, entry.incoming = incoming, ""
        elif not entry.edited:
            entry.text = entry.shipped = incoming
            entry.revision += 1
            self.merged.updated.append(entry.key)
        elif entry.shipped == incoming:
            entry.incoming = ""
            self.merged.kept.append(entry.key)
        else:
            entry.incoming = incoming
            self.merged.conflicts.append(entry.key)

    def finish(self, shipped: Iterable[str]) -> None:
        """What is there no more, then the order, then all of it into the database."""
        for entry in self._left.values():
            self._merge_gone(entry)
        LibraryFile.objects.exclude(path__in=shipped).update(shipped="")
        for path in self._shipped:
            self._arrange(path)
        for row in self._rows.values():
            if _state(row) != self._before[row.pk]:
                row.save()
        Entry.objects.bulk_create(self._new)
        LibraryFile.objects.filter(entries=None).exclude(path__in=shipped).delete()

    def _merge_gone(self, entry: Entry) -> None:
        """The shipped library no longer has it: it goes, unless an editor made, changed or deleted it."""
        if entry.edited:
            entry.shipped = entry.incoming = ""
            self.merged.kept.append(entry.key)
        else:
            self.merged.removed.append(entry.key)
            del self._rows[entry.file.path, entry.key]
            entry.delete()

    def _arrange(self, path: str) -> None:
        """The edition's order; where an editor chose another one that, and what is new joins it."""
        here = {row.key: row for row in self._by_file[path]}
        stored = [key for key, row in here.items() if row.pk]
        shipped = [key for key in self._shipped[path] if key in here]
        older = [key for key in self._older_keys(path) if key in stored]
        reordered = older != [key for key in stored if key in older]
        order = in_order(shipped, stored) if reordered else in_order(stored, shipped)
        for number, key in enumerate(order):
            here[key].position = number

    @cached_property
    def _by_file(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for row in (*self._rows.values(), *self._new):
            found[row.file.path].append(row)
        return found

    def _older_keys(self, path: str) -> list[str]:
        """What the file held when it was taken in the last time, in its order."""
        older = self._older.get(path, "")
        if path in self._shipped and older == self._files[path].shipped:
            return self._shipped[path]
        return [entry.key for entry in edition.split(older).entries] if older else []


def _state(row: Entry) -> tuple[object, ...]:
    return row.file_id, row.position, row.text, row.shipped, row.incoming, row.revision
