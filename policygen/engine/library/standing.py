"""Which of many things stand, by their conditions: held against the names of every shop."""

from collections.abc import Iterable
from typing import TypeVar

from policygen.engine.library.schema import When

T = TypeVar("T")
Row = tuple[frozenset[str], frozenset[str], frozenset[str], T]
"""`all`, `any` and `none` of a condition, and what stands on it."""


def row(when: When, what: T) -> Row[T]:
    return frozenset(when.all), frozenset(when.any), frozenset(when.none), what


def standing_in(rows: Iterable[Row[T]], true: frozenset[str]) -> list[T]:
    """Those whose conditions hold (``When.holds``), in the same order."""
    return [
        what
        for needs, either, none, what in rows
        if needs <= true
        and not (none and not none.isdisjoint(true))
        and not (either and either.isdisjoint(true))
    ]
