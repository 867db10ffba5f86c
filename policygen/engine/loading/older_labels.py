"""Words that the program came to need after a release was made: labels of conditions, headings of tables. When the
release is brought back it has none of them, and takes those that ship. Not the names of grounds of transfers:
their absence tells which grounds the services of that release know (law/transfers.py).
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from policygen.engine.library import library_files
from policygen.engine.places import PACKAGE

CONDITIONS = "conditions.yaml"
_WORDS = ("strings.yaml", "receipts.yaml")


def with_words(files: Mapping[str, str]) -> Mapping[str, str]:
    """To be compiled: with the words of the document that the release lacks. Its files stay as they are."""
    return {**files, **{path: labelled(files[path], path) for path in _WORDS if path in files}}


def labelled(text: str, path: str = CONDITIONS) -> str:
    """The file with the entries that it lacks at its end."""
    file = library_files.split(text)
    known = {entry.key for entry in file.entries}
    lacking = tuple(entry for entry in _shipped(path).entries if entry.key not in known)
    return replace(file, entries=(*file.entries, *lacking)).text if lacking else text


@lru_cache
def _shipped(path: str) -> library_files.File:
    return library_files.split((PACKAGE / "library" / path).read_text("utf-8"))
