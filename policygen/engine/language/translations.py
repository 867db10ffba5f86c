"""Which texts a library lacks in which of its languages: a policy is offered only in complete ones."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from policygen.engine.language.phrases import Nouns, speaks

_NO_TEXTS = ("release.yaml", "nouns.yaml", "fixtures/")
"""Files whose mappings from a language are no texts."""
_FOR_EDITORS = "fixtures"
"""The key of a clause under which only its checks stand."""


Missing = Mapping[str, tuple[str, ...]]
"""Language → the places without a text in it: ``clauses/rights.yaml: rights-how.text``."""


def untranslated(files: Iterable[Missing], languages: tuple[str, ...], nouns: Nouns) -> Missing:
    """Of a library. `files`: of each of its files."""
    found = list(files)
    return {
        code: (*(place for one in found for place in one[code]), *_nouns_missing(code, nouns))
        for code in languages
    }


def untranslated_in(path: str, data: Any, languages: tuple[str, ...]) -> Missing:
    """Of a file, from what it says."""
    if path.startswith(_NO_TEXTS):
        return dict.fromkeys(languages, ())
    texts = list(_texts(data, "", frozenset(languages)))
    return {
        code: tuple(
            f"{path}: {place}" for place, text in texts if not str(text.get(code) or "").strip()
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
