"""Every text of the shipped library, as written, with the place it stands at."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from policygen.engine.library.model import SHIPPED, Library
from policygen.engine.loading import compiling

PLACEHOLDER = re.compile(r"\{\{\s*(.*?)\s*\}\}", re.DOTALL)

_NAMES = ("statutes", "official_hosts")
"""Laws, and who publishes them, as their own countries call them."""


def every_text(library: Library) -> list[tuple[str, dict[str, str]]]:
    """Mappings from language to text, wherever in the library's files they stand."""
    return _texts(tuple(library.languages))


@lru_cache
def _texts(languages: tuple[str, ...]) -> list[tuple[str, dict[str, str]]]:
    return [
        (f"{path.stem}: {place}", texts)
        for path in sorted(SHIPPED.rglob("*.yaml"))
        if path.stem not in ("release", "nouns", *_NAMES) and path.parent.name != "fixtures"
        for place, texts in _walk(compiling.data(path.read_text("utf-8")), "", languages)
    ]


def _walk(
    node: Any, place: str, languages: tuple[str, ...]
) -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(node, dict) and set(node) & set(languages):
        yield place, {key: text if isinstance(text, str) else "" for key, text in node.items()}
    elif isinstance(node, dict):
        for key, value in node.items():
            if key != "fixtures":
                yield from _walk(value, f"{place}.{key}".lstrip("."), languages)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            name = value.get("id") or value.get("slug") if isinstance(value, dict) else None
            yield from _walk(value, f"{place}[{name or index}]", languages)


def abbreviations(library: Library) -> set[str]:
    """What laws are called by their initials, which no dictionary has: GDPR, CalOPPA."""
    labels = [text for law in library.laws.values() for text in law.label.values()]
    return {
        word
        for text in labels
        for word in re.findall(r"[A-Za-z]+", text)
        if len(re.findall("[A-Z]", word)) > 1
    }


FOR_THE_OWNER = (".note", ".question", ".why", ".long", ".unsure", ".asks", ".example", ".unknown")


def shown_to_readers(library: Library) -> list[tuple[str, dict[str, str]]]:
    """Without what only the owner of a shop reads."""
    return [
        (place, texts) for place, texts in every_text(library) if not place.endswith(FOR_THE_OWNER)
    ]
