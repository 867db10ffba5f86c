"""States of the library: the draft, a release, or the files that ship, compared once each.

A state is its files; the number that a release carries in them does not count.
"""

import re
from collections.abc import Iterator

from policygen.draft import changes, draft
from policygen.draft.changes import Change
from policygen.engine.compare.impact import Comparison
from policygen.engine.library import library_files
from policygen.engine.library.file_changes import NUMBER
from policygen.engine.library.model import Library
from policygen.rehearsals.models import Rehearsal
from policygen.releases.libraries import compiled, files_with, library_with, remembered
from policygen.releases.models import Release

_NUMBER = re.compile(r"^release:.*\n", re.MULTILINE)


class OutOfDate(Exception):
    """The draft that was rehearsed is there no more."""


def state_of(files: dict[str, str]) -> str:
    """The same for the same texts; a release and the draft that it was made of are one state."""
    said = {p: _NUMBER.sub("", t) if p == NUMBER[0] else t for p, t in files.items()}
    return library_files.digest(said)


@remembered(2)
def _files_in(state: str) -> dict[str, str]:
    """Raises OutOfDate."""
    for files in _candidates():
        if state_of(files) == state:
            return files
    raise OutOfDate


_OF_POLICIES = ("clauses/", "laws/", "fixtures/", "findings", "promises", "release")


def words_in(state: str) -> str:
    """The same for two states whose forms of the wizard ask the same. Raises OutOfDate."""
    files = _files_in(state)
    return state_of({path: t for path, t in files.items() if not path.startswith(_OF_POLICIES)})


def library_in(state: str) -> Library:
    """Raises OutOfDate and LibraryError."""
    return compiled(_files_in(state))


def _candidates() -> Iterator[dict[str, str]]:
    yield draft.files()
    for release in Release.objects.all()[:5]:
        yield release.read()


@remembered(2)
def _changed(before: int, after: str) -> list[Change]:
    return changes.between(files_with(before), _files_in(after))


def changed(rehearsal: Rehearsal) -> list[Change]:
    """The entries that differ between what is rehearsed and what it is compared with. Raises OutOfDate."""
    return _changed(rehearsal.release, rehearsal.draft)


@remembered(2)
def _comparison(before: int, after: str) -> Comparison:
    new = library_in(after)
    touched = {c.key for c in _changed(before, after) if c.is_clause}
    return Comparison(library_with(before), new, frozenset(touched))


def comparison(rehearsal: Rehearsal) -> Comparison:
    """Compiled once per process. Raises OutOfDate and LibraryError."""
    return _comparison(rehearsal.release, rehearsal.draft)
