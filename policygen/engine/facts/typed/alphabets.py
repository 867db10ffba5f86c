"""Letters that stand where their alphabet is not at home."""

import re

_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_CYRILLIC = re.compile("[\u0400-\u052f]")


def has_cyrillic(text: str) -> bool:
    return not text.isascii() and _CYRILLIC.search(text) is not None


def mixes(word: str) -> bool:
    """Latin and Cyrillic in one word: a letter that only looks like another, «о» in gооgle."""
    return has_cyrillic(word) and _LATIN.search(word) is not None
