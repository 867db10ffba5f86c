"""What a new entry of each kind begins with: the fields that it must have, all empty."""

from dataclasses import dataclass
from typing import Any

from policygen.desk.entries import shapes
from policygen.draft.models import LibraryFile
from policygen.engine.library import library_files

NAME = "new-entry"
OPEN_WORDS = frozenset(
    {
        *("data", "disclosures", "interests", "links_out", "local_storage"),
        *("offers", "official_hosts", "purposes", "registration_kinds", "security", "sources"),
        *("statutes", "tool_groups", "verification"),
    }
)
"""Vocabularies that nothing but the library itself counts on; the words of the others are the program's:
so are the authorities, one for each country that engine/law/applying.py counts to the EEA."""


@dataclass(frozen=True)
class Skeleton:
    """`shape`: which fields the entry must and may have, and what they take."""

    key: str
    text: str
    shape: shapes.Shape


def is_open(path: str) -> bool:
    """Whether entries can be added to this file, and deleted from it."""
    folder, _slash, name = path.removesuffix(".yaml").partition("/")
    if folder == "vocabulary":
        return name in OPEN_WORDS
    return folder in {"clauses", "tools", "laws", "findings", "retention", "promises"}


def unique_in_folder(path: str) -> bool:
    """Whether a name is given once in the whole folder; else once in the file."""
    return path.startswith(("clauses/", "tools/", "laws/"))


def skeleton(file: LibraryFile) -> Skeleton:
    """Nothing of another entry’s meaning: a flag or a legal basis that nobody chose would go out unseen."""
    shape = shapes.of(file.path)
    key = NAME if file.is_list else NAME.replace("-", "_")
    data: dict[str, Any] = {
        field.name: key if field.is_name else field.blank
        for field in shape.fields
        if field.required
    }
    return Skeleton(key, library_files.dump_entry(data, None if file.is_list else key), shape)
