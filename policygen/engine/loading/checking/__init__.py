"""Everything that may be wrong with a library, told at once, by file, entry, field and line.

    for fault in check(edition.read_files(folder)):
        print(wording.in_file(fault))

Pure: no clock (`today` is an argument), no database, no language of a page. Whoever tells a fault to
somebody translates it (wording.py).
"""

import datetime
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from policygen.engine.library.faults import Fault, Trouble
from policygen.engine.loading.checking import (
    answers,
    conditions,
    doubtful,
    entry,
    evidence,
    files,
    labels,
    questions,
    references,
    services,
    statutes,
    whole,
    wording,
)
from policygen.engine.loading.checking.files import File, Part
from policygen.engine.loading.checking.known import Names, Others, names_clauses

__all__ = ["Fault", "check", "warnings"]


def check(source: Mapping[str, str], today: datetime.date | None = None) -> tuple[Fault, ...]:
    """All that is wrong with a library, from its files: path → text (edition.read_files).

    `today`: days of reviews that are still to come are told too.
    """
    read, wrong = _read(source)
    found, has_entries = _whenever(frozenset(source), read, wrong)
    to_come = (_to_come(file, today) for file in read if today and has_entries)
    return tuple(sorted(dict.fromkeys((*found, *chain(*to_come))), key=_place))


def warnings(source: Mapping[str, str]) -> tuple[Fault, ...]:
    """What is hardly meant in a library without fault, such as a condition that every shop fulfils
    (doubtful.py). Nothing waits for its mend.
    """
    if check(source):
        return ()
    read, _none = _read(source)
    names, satisfied = _names(read), _others(read).satisfied
    found = [
        file.fault(trouble, part)
        for file in read
        for part in file.parts
        for trouble in _doubts(part, names, part.entry in satisfied)
    ]
    of_several = (*whole.doubtful(read), *evidence.doubtful(read))
    found += (file.fault(trouble, part) for file, part, trouble in of_several)
    return tuple(sorted(found, key=_place))


def _read(source: Mapping[str, str]) -> tuple[tuple[File, ...], tuple[Fault, ...]]:
    """The files that can be read, and what is wrong with the others."""
    both = [files.read(path, text) for path, text in source.items()]
    return tuple(file for file, _ in both if file), tuple(
        fault for _, faults in both for fault in faults
    )


@lru_cache(maxsize=4)
def _whenever(
    paths: frozenset[str], read: tuple[File, ...], wrong: tuple[Fault, ...]
) -> tuple[tuple[Fault, ...], bool]:
    """What is wrong on any day, and whether each file gives its entries."""
    found: list[Fault] = [*whole.missing_files(paths), *wrong]
    languages = tuple(_names(read).languages.items())
    found += (fault for file in read for fault in _by_itself(file, languages))
    has_entries = not any(fault.code in _WITHOUT_ENTRIES for fault in found if not fault.entry)
    if has_entries:
        found += _together(read)
    return tuple(found), has_entries


_WITHOUT_ENTRIES = frozenset({"missing_file", "not_mapping", "not_list", *wording.UNREADABLE})
"""Where a file gives no entries, all that names them would be told too."""


@lru_cache(maxsize=4)
def _names(read: tuple[File, ...]) -> Names:
    return _alike(Names(tuple(part for part in _parts(read) if part.folder != "clauses")))


@lru_cache(maxsize=2)
def _others(read: tuple[File, ...]) -> Others:
    return Others(_parts(read))


def _parts(read: tuple[File, ...]) -> tuple[Part, ...]:
    return tuple(part for file in read for part in file.parts)


@lru_cache(maxsize=12)
def _alike(names: Names) -> Names:
    """The first of those that give the same, with what it has found out."""
    return names


@lru_cache(maxsize=12)
def _with_clauses(names: Names, clauses: frozenset[str]) -> Names:
    return names.with_clauses(clauses)


def _place(fault: Fault) -> tuple[str, int]:
    return fault.path, fault.line or 0


def _together(read: tuple[File, ...]) -> Iterator[Fault]:
    """What the entries say of each other."""
    names, others, parts = _names(read), _others(read), _parts(read)
    everything = _with_clauses(names, others.clauses)
    for file in read:
        known = everything if any(map(_names_clauses, file.parts)) else names
        yield from _of_file(file, known, tuple(map(others.named_by, file.parts)))
    of_part = {id(part): file for file in read for part in file.parts}
    for part, trouble in (*services.troubles(parts), *statutes.troubles(parts)):
        yield of_part[id(part)].fault(trouble, part)
    yield from whole.missing_laws(names)
    for file, owner, trouble in (*whole.troubles(read), *labels.troubles(read, names)):
        yield file.fault(trouble, owner)


@lru_cache(maxsize=600)
def _by_itself(file: File, languages: tuple[tuple[str, str], ...]) -> tuple[Fault, ...]:
    """What the file says is wrong whatever the others say."""
    spoken = dict(languages)
    return tuple(
        file.fault(trouble, part) for part in file.parts for trouble in entry.troubles(part, spoken)
    )


@lru_cache(maxsize=600)
def _of_file(
    file: File,
    names: Names,
    others: tuple[tuple[Part, ...], ...],
) -> tuple[Fault, ...]:
    """What its entries say of others."""
    return tuple(
        file.fault(trouble, part)
        for part, against in zip(file.parts, others, strict=True)
        for trouble in _in_library(part, names, against)
    )


@lru_cache(maxsize=files.REMEMBERED)
def _names_clauses(part: Part) -> bool:
    return names_clauses(part)


@lru_cache(maxsize=600)
def _to_come(file: File, today: datetime.date) -> tuple[Fault, ...]:
    """The days in its entries that are still to come."""
    return tuple(
        file.fault(trouble, part)
        for part in file.parts
        for trouble in entry.days_to_come(part, today)
    )


@lru_cache(maxsize=files.REMEMBERED)
def _in_library(part: Part, names: Names, others: tuple[Part, ...]) -> tuple[Trouble, ...]:
    checks = (evidence, answers, questions)
    return (
        *references.troubles(part, names),
        *conditions.troubles(part, names, others),
        *(trouble for one in checks for trouble in one.troubles(part, names)),
    )


@lru_cache(maxsize=files.REMEMBERED)
def _doubts(part: Part, names: Names, satisfied: bool) -> tuple[Trouble, ...]:
    return tuple(doubtful.troubles(part, names, satisfied))
