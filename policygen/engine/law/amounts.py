"""Amounts that laws set, where a question of the wizard names them: ``{ccpa.revenue}``."""

import datetime
import re
from collections.abc import Iterator

from policygen.engine.language import phrases as lang
from policygen.engine.library.model import Library

_NAME = re.compile(r"\{([\w-]+)\.([\w-]+)\}")


def named(text: str) -> Iterator[tuple[str, str]]:
    """The laws and parameters that a text names."""
    yield from _NAME.findall(text)


def filled(text: str, library: Library, language: str, on: datetime.date) -> str:
    """With the amounts that are in force on a day: "26,625,000". What is no amount stays as it is."""

    def amount(match: re.Match[str]) -> str:
        found = library.parameter(match[1], match[2], on)
        known = found is not None and found.amount is not None
        return lang.number(found.amount, language) if found and known else match[0]

    return _NAME.sub(amount, text)
