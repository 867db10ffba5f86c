"""Labels of the conditions that came after a release was made. When it is brought back it has none of them, and
takes those that ship: they explain to an owner what is true of the shop, and change no word of a policy.
"""

from dataclasses import replace
from functools import lru_cache

from policygen.engine.library import library_files
from policygen.engine.places import PACKAGE

CONDITIONS = "conditions.yaml"


def labelled(text: str) -> str:
    """The file with the labels that it lacks at its end."""
    file = library_files.split(text)
    known = {entry.key for entry in file.entries}
    lacking = tuple(entry for entry in _shipped().entries if entry.key not in known)
    return replace(file, entries=(*file.entries, *lacking)).text if lacking else text


@lru_cache(maxsize=1)
def _shipped() -> library_files.File:
    return library_files.split((PACKAGE / "library" / CONDITIONS).read_text("utf-8"))
