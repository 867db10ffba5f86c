"""Telephone numbers: those in a line, as the owner wrote them and as a phone dials them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

# Ukrainian and Russian words for "extension" → what the library understands, of the same length.
_EXTENSION = re.compile(r"(?i)(?<![^\W\d_])(?:внутр\w*|додатк\w*|дод|доб\w*|вн)(?![^\W\d_])\.?")
_OLD_PREFIX = re.compile(r"(^|[,;/]\s*)8(?=[\s(-]*0\d)")
"""«8 044 …», as numbers were dialled in Ukraine before 2009."""


@dataclass(frozen=True)
class Dialled:
    """A number within the line, from `start` to `end`. `target`: what follows ``tel:`` in a link."""

    start: int
    end: int
    target: str
    certain: bool
    """Whether numbers of this form are given out in its country."""


@lru_cache(maxsize=1000)
def dialled(line: str, country: str) -> tuple[Dialled, ...]:
    """The numbers of a line in their order; `country`: where those without a code of one are dialled."""
    if sum(map(str.isdigit, line)) < 3:
        return ()
    import phonenumbers  # with its data on the country's numbers

    text = _understood(line, country)
    found = phonenumbers.PhoneNumberMatcher(text, country, leniency=phonenumbers.Leniency.POSSIBLE)
    several = [_dialled(match.number, match.start, match.end) for match in found]
    return tuple(several) or _whole(text, country)


def _understood(line: str, country: str) -> str:
    """The same line, letter by letter, in words that the library knows."""
    text = _EXTENSION.sub(_padded("ext"), line)
    return _OLD_PREFIX.sub(r"\1 ", text) if country == "UA" else text


def _padded(word: str) -> Callable[[re.Match[str]], str]:
    return lambda match: word[: len(match[0])].ljust(len(match[0]))


def _whole(text: str, country: str) -> tuple[Dialled, ...]:
    """Of a number with letters: 1-800-FLOWERS."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return ()
    if not phonenumbers.is_possible_number(number):
        return ()
    return (_dialled(number, 0, len(text)),)


def _dialled(number: "PhoneNumber", start: int, end: int) -> Dialled:
    import phonenumbers

    target = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if number.extension:
        target += f";ext={number.extension}"
    return Dialled(start, end, target, phonenumbers.is_valid_number(number))


def phone_is_doubtful(line: str, country: str) -> bool:
    """No number in it, or one that nobody in its country can have: perhaps a digit is missing."""
    found = dialled(line, country)
    return not found or not all(number.certain for number in found)
