"""English as it is written in the USA. The library's English is British; a shop in the USA gets this one."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

WORDS = {
    "authorised": "authorized",
    "behaviour": "behavior",
    "cancelled": "canceled",
    "catalogue": "catalog",
    "catalogues": "catalogs",
    "centre": "center",
    "favourites": "favorites",
    "honour": "honor",
    "honoured": "honored",
    "honours": "honors",
    "instalments": "installments",
    "jewellers": "jewelers",
    "licence": "license",
    "organisation": "organization",
    "programme": "program",
    "programmes": "programs",
    "recognise": "recognize",
    "recognised": "recognized",
    "reorganise": "reorganize",
    "reorganised": "reorganized",
}
"""British → American: every word of the library that is written in two ways, in small letters."""

PHRASES = {"working day": "business day", "working days": "business days"}
"""As California's regulations say (Cal. Code Regs. tit. 11, § 7021(a))."""

_OTHER = {**WORDS, **PHRASES}
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# A word of an address or of a tag is none: /favourites/, data-programme.
_WORD = rf"(?<![\w/.@-])({'|'.join(_OTHER)})(?![\w/@-]|\.\w)"
_DATE = rf"(?<![\w-])(\d\d?) ({_MONTHS}) (\d{{4}})(?!\w)"


def american(typed: Iterable[str]) -> Callable[[str], str]:
    """What turns HTML of ours into American English: "favorites", "December 1, 2026".

    `typed`, as it stands in the HTML, stays as it was typed.
    """
    plain = _pattern(())
    kept = tuple({text for text in typed if plain.search(text)})
    return lambda html: _written(html, kept)


@lru_cache(maxsize=5_000)
def _written(html: str, kept: tuple[str, ...]) -> str:
    return _pattern(kept).sub(_american, html)


@lru_cache(maxsize=100)
def _pattern(kept: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(kept, key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, longest_first), _WORD, _DATE]), re.IGNORECASE)


def _american(found: re.Match[str]) -> str:
    word, day, month, year = found.groups()
    if day:
        return f"{month} {day}, {year}"
    if word:
        other = _OTHER[word.lower()]
        return other.capitalize() if word[0].isupper() else other
    return found[0]
