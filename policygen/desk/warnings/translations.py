"""Which texts of an entry are older than the text they were translated from. No database, no clock."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from policygen.desk.warnings.days import DAYS
from policygen.engine.library.schema import Texts

Place = tuple[str, ...]
"""Where in an entry a text stands: ("text",), or ("cookies", "0", "note")."""


@dataclass(frozen=True, order=True)
class Older:
    """A text that another language's has overtaken."""

    place: Place
    language: str


def texts_at(
    node: Any, languages: frozenset[str], place: Place = ()
) -> Iterator[tuple[Place, Texts]]:
    """Each mapping from language to text, and where it stands."""
    if isinstance(node, dict) and node and set(node) <= languages:
        yield place, {key: text for key, text in node.items() if isinstance(text, str)}
        return
    if isinstance(node, dict | list):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            yield from texts_at(value, languages, (*place, str(key)))


def older_texts(changes: Iterable[tuple[Any, Any]], languages: frozenset[str]) -> list[Older]:
    """From an entry's changes (before, after), the first one first."""
    ages = _Ages(languages)
    for before, after in changes:
        ages.take(before, after)
    return ages.older()


class _Ages:
    """Per text, the number of the change that it says the same as. It counts from 1."""

    def __init__(self, languages: frozenset[str]) -> None:
        self._languages = languages
        self._number = 0
        self._known: Any = None
        self._last: dict[Place, dict[str, int]] = {}

    def take(self, before: Any, after: Any) -> None:
        self._number += 1
        before = self._known if before is None else before
        self._known = before if after is None else after
        if after is None:  # Deleted: what is restored later is held against what there was.
            return
        old, new = self._texts(before), self._texts(after)
        if old == new and _day(before) != _day(after):
            self._last.clear()
            return
        self._last = {
            place: self._ages(place, old.get(place, {}), texts) for place, texts in new.items()
        }

    def _texts(self, data: Any) -> dict[Place, Texts]:
        return dict(texts_at(data, self._languages))

    def _ages(self, place: Place, old: Texts, new: Texts) -> dict[str, int]:
        """What was behind and changes has caught up; what was not is ahead of the others from now on."""
        last = self._last.get(place, {})
        ages = {language: last.get(language, 0) for language in new}
        newest = max(ages.values(), default=0)
        changed = {code for code in new if code in old and old[code] != new[code]}
        caught_up = all(ages[code] < newest for code in changed)
        ages.update(dict.fromkeys(changed, newest if caught_up else self._number))
        # A language that is new here was translated from what the others say now.
        ages.update(dict.fromkeys(set(new) - set(old), max(ages.values(), default=0)))
        return ages

    def older(self) -> list[Older]:
        return sorted(
            Older(place, language)
            for place, ages in self._last.items()
            for language, number in ages.items()
            if number < max(ages.values())
        )


def _day(data: Any) -> list[Any]:
    return [data.get(name) for name in DAYS] if isinstance(data, dict) else []
