"""Words of a text as something is looked for in them: without markup, in small letters."""

import re
from functools import lru_cache
from html import unescape

_TAG = re.compile(r"<[^>]*>")
_BLANKS = re.compile(r"\s+")


def plain(html: str) -> str:
    """The words of HTML, one space between two of them."""
    return _BLANKS.sub(" ", unescape(_TAG.sub(" ", html))).casefold()


@lru_cache(maxsize=2_000)
def begins(words: str) -> re.Pattern[str]:
    """Finds `words` in a plain text where a word begins with them: "object" in "your objection"."""
    return re.compile(rf"(?<!\w){re.escape(_BLANKS.sub(' ', words).casefold())}")
