"""The sentences of a clause as written, and which of them are too long to be read in one go."""

import re

TOO_LONG = 25
"""Words. Of the shipped clauses' 800 sentences nine are longer."""

_PLACEHOLDER = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_LINK = re.compile(r"\]\([^)]*\)")
_END = re.compile(r"\n\s*(?:- |\d+\. )|(?<=[.!?;:])\s+|\n\s*\n")
WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?|\d+")


def sentences(markdown: str) -> list[str]:
    """Paragraphs, items of lists, colons and semicolons end a sentence too; a placeholder is a word."""
    text = _LINK.sub("]", _PLACEHOLDER.sub("X", markdown))
    return [" ".join(found.split()) for found in _END.split(text) if found and found.strip()]


def too_long(markdown: str, limit: int = TOO_LONG) -> list[tuple[int, str]]:
    """(words, sentence) of each sentence of more than `limit` words."""
    counted = ((len(WORD.findall(sentence)), sentence) for sentence in sentences(markdown))
    return [(words, sentence) for words, sentence in counted if words > limit]
