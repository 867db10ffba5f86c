"""States of the library: the draft, a release, or the files that ship, compared and compiled once each.

A state is its files; the number that a release carries in them does not count.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from policygen.draft import changes, draft, releases
from policygen.draft.changes import Change
from policygen.engine.compare.impact import Comparison
from policygen.engine.library import library_files
from policygen.engine.library.file_changes import NUMBER
from policygen.engine.library.model import SHIPPED, Library
from policygen.engine.loading.load import load_library, shipped_library
from policygen.rehearsals.models import Rehearsal
from policygen.releases.current import library_with
from policygen.releases.models import Release

_NUMBER = re.compile(r"^release:.*\n", re.MULTILINE)


class OutOfDate(Exception):
    """The draft that was rehearsed is there no more."""


def state_of(files: dict[str, str]) -> str:
    """The same for the same texts; a release and the draft that it was made of are one state."""
    said = {p: _NUMBER.sub("", t) if p == NUMBER[0] else t for p, t in files.items()}
    return library_files.digest(said)


def files_with(number: int) -> dict[str, str]:
    """Of a release, or those that ship."""
    release = Release.objects.filter(number=number).first()
    return release.read() if release else library_files.read_files(SHIPPED)


def newest_number() -> int:
    """Of the library that policies are composed with now."""
    newest = releases.newest()
    return newest.number if newest else shipped_library().release


def number_before(number: int) -> int:
    """Of the library that a release took the place of."""
    older = Release.objects.filter(number__lt=number).values_list("number", flat=True).first()
    return older or shipped_library().release


_compiled: dict[str, tuple[Library, dict[str, str]]] = {}


def _state(wanted: str) -> tuple[Library, dict[str, str]]:
    """The library of a state and its files. Raises OutOfDate, and LibraryError where it is broken."""
    if wanted not in _compiled:
        files = next((f for f in _candidates() if state_of(f) == wanted), None)
        if files is None:
            raise OutOfDate
        while len(_compiled) > 1:
            _compiled.pop(next(iter(_compiled)))
        _compiled[wanted] = load_library(files), files
    return _compiled[wanted]


_OF_POLICIES = ("clauses/", "requirements/", "fixtures/", "findings", "promises", "release")


def words_in(state: str) -> str:
    """The same for two states whose forms of the wizard ask the same. Raises OutOfDate."""
    files = _state(state)[1]
    return state_of({path: t for path, t in files.items() if not path.startswith(_OF_POLICIES)})


def library_in(state: str) -> Library:
    """Compiled once per process. Raises OutOfDate and LibraryError."""
    return _state(state)[0]


def _candidates() -> Iterator[dict[str, str]]:
    yield draft.files()
    for release in Release.objects.all()[:5]:
        yield release.read()


@lru_cache(maxsize=2)
def _changed(before: int, after: str) -> list[Change]:
    return changes.between(files_with(before), _state(after)[1])


def changed(rehearsal: Rehearsal) -> list[Change]:
    """The entries that differ between what is rehearsed and what it is compared with. Raises OutOfDate."""
    return _changed(rehearsal.release, rehearsal.draft)


@lru_cache(maxsize=2)
def _comparison(before: int, after: str) -> Comparison:
    new = library_in(after)
    touched = {c.key for c in _changed(before, after) if c.is_clause}
    return Comparison(library_with(before), new, frozenset(touched))


def comparison(rehearsal: Rehearsal) -> Comparison:
    """Compiled once per process. Raises OutOfDate and LibraryError."""
    return _comparison(rehearsal.release, rehearsal.draft)


def forget() -> None:
    """For tests, whose releases are rolled back."""
    _compiled.clear()
    _comparison.cache_clear()
    _changed.cache_clear()
