"""What an editor may not save, in the language of the page. Pure: no database, no clock.

What is wrong is found by `policygen.engine.loading.checking`, for the desk, the loader and
the command line alike.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from policygen.engine.library.model import LibraryError
from policygen.engine.library.schema import Texts
from policygen.engine.loading.checking import Fault, check, warnings, wording
from policygen.engine.loading.checking.conditions import GROUPS

__all__ = ["GROUPS", "Problem", "Problems", "faults"]


@dataclass(frozen=True)
class Problem:
    """`place`: the editor's field, such as ``text_uk`` or ``any``; "" for the whole."""

    place: str
    message: str


Problems = Iterator[Problem]

# -- the draft ----------------------------------------------------------------------------------------

REMEMBERED = 3
"""States of the draft of which a process knows what is wrong."""


def faults(files: Mapping[str, str], today: datetime.date) -> tuple[Fault, ...]:
    """Of a library. What was told of a state is remembered."""
    return _faults(tuple(files.items()), today)


@lru_cache(maxsize=REMEMBERED)
def _faults(files: tuple[tuple[str, str], ...], today: datetime.date) -> tuple[Fault, ...]:
    return check(dict(files), today)


def doubtful(files: Mapping[str, str]) -> tuple[Fault, ...]:
    """What is hardly meant in a library without fault (engine/loading/checking/doubtful.py)."""
    return _doubtful(tuple(files.items()))


@lru_cache(maxsize=REMEMBERED)
def _doubtful(files: tuple[tuple[str, str], ...]) -> tuple[Fault, ...]:
    return warnings(dict(files))


def refuse(files: Mapping[str, str], today: datetime.date) -> None:
    """Raises LibraryError with all that is wrong; of no files nothing is."""
    found = faults(files, today) if files else ()
    if found:
        raise LibraryError("; ".join(map(in_library, found)), found)


def brought_in(
    before: Mapping[str, str], after: Mapping[str, str], today: datetime.date
) -> list[Fault]:
    """What is wrong now and was not before."""
    known = frozenset(faults(before, today))
    return [fault for fault in faults(after, today) if fault not in known]


# -- in words -----------------------------------------------------------------------------------------


def sentence(code: str, values: Mapping[str, object]) -> str:
    return wording.sentence(code, values, _, _language())


def in_line(number: int, message: str) -> str:
    return _(wording.IN_LINE) % {"line": number, "message": message}


def in_entry(fault: Fault) -> str:
    return wording.in_entry(fault, _, _language())


def in_library(fault: Fault) -> str:
    return wording.in_library(fault, _, _language())


def _language() -> str:
    return (get_language() or "en").split("-")[0]


def of_clause(found: Iterable[Fault]) -> list[Problem]:
    """Each beside the field of a clause's form that it concerns."""
    return [Problem(_field(fault), _beside(fault)) for fault in found]


def _field(fault: Fault) -> str:
    """The form's name for ``text.uk``, ``when.all`` and the others."""
    first, _dot, rest = fault.name.partition(".")
    if first == "when":
        return rest or "all"
    return f"{first}_{rest}" if first in ("text", "unsure") and rest else first


def _beside(fault: Fault) -> str:
    message = wording.told(fault, _, _language())
    if fault.name.startswith("fixtures."):
        return f"{fault.name.removeprefix('fixtures.')}: {message}"
    return in_line(fault.text_line, message) if fault.text_line else message


# -- texts --------------------------------------------------------------------------------------------


def texts_in(node: Any, languages: frozenset[str]) -> Iterator[Texts]:
    """Each mapping from language to text, wherever it stands."""
    if isinstance(node, dict):
        if node and set(node) <= languages:
            yield {key: text for key, text in node.items() if isinstance(text, str)}
        else:
            for value in node.values():
                yield from texts_in(value, languages)
    elif isinstance(node, list):
        for value in node:
            yield from texts_in(value, languages)
