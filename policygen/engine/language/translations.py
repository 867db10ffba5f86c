"""Which texts a library lacks in which of its languages: a policy is offered only in complete ones."""

from collections.abc import Iterator, Mapping
from typing import Any

from policygen.engine.language.phrases import Nouns, speaks

_NO_TEXTS = ("release.yaml", "nouns.yaml", "fixtures/")
"""Files whose mappings from a language are no texts."""
_FOR_EDITORS = "fixtures"
"""The key of a clause under which only its checks stand."""


def untranslated(
    files: Mapping[str, Any], languages: tuple[str, ...], nouns: Nouns
) -> dict[str, tuple[str, ...]]:
    """Language → the places without a text in it: ``clauses/rights.yaml: rights-how.text``."""
    texts = [
        (f"{path}: {place}", text)
        for path, data in files.items()
        if not path.startswith(_NO_TEXTS)
        for place, text in _texts(data, "", frozenset(languages))
    ]
    return {
        code: (
            *(place for place, text in texts if not str(text.get(code) or "").strip()),
            *_nouns_missing(code, nouns),
        )
        for code in languages
    }


def _nouns_missing(code: str, nouns: Nouns) -> tuple[str, ...]:
    """CLDR counts years, months and days in every language, but no working days."""
    if speaks(code) or "working_day" in nouns.get(code, {}):
        return ()
    return (f"nouns.yaml: {code}.working_day",)


def _texts(node: Any, place: str, languages: frozenset[str]) -> Iterator[tuple[str, Any]]:
    """Of a mapping or a list; there is no text in anything else."""
    if isinstance(node, dict) and not languages.isdisjoint(node) and _is_text(node):
        yield place, node
    elif isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, dict | list) and key != _FOR_EDITORS:
                yield from _texts(value, f"{place}.{key}".lstrip("."), languages)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            if not isinstance(value, dict | list):
                continue
            name = value.get("id") or value.get("slug") if isinstance(value, dict) else None
            inside = f"{place}[{index}]" if name is None else f"{place}.{name}".lstrip(".")
            yield from _texts(value, inside, languages)


def _is_text(node: dict[str, Any]) -> bool:
    return all(value is None or isinstance(value, str) for value in node.values())
