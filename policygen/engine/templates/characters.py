"""Characters that a reader can't see, or takes for others. What comes with pasting and means no harm is
tidied instead: no-break spaces at the ends of a line, letters in two pieces."""

import re
import unicodedata

from policygen.engine.templates.errors import TextError, line_of

# Controls that would reorder or hide the text around them. They are layout, not text, so they go;
# the marks U+200E, U+200F and U+061C belong to right-to-left names and stay.
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]"
)

NO_BREAK = "\u00a0\u202f"
"""Between words they are understood and kept: «№ 5», «10 000»."""

_ENDS = re.compile(f"[ \t{NO_BREAK}]*[{NO_BREAK}][ \t{NO_BREAK}]*$", re.MULTILINE)
_BEGINS = re.compile(f"^[ \t{NO_BREAK}]*[{NO_BREAK}]", re.MULTILINE)
_AFTER_MARK = re.compile(rf"^([ \t]*(?:[-+*]|\d{{1,9}}[.)]|#{{1,6}}))[{NO_BREAK}]+", re.MULTILINE)

# Format and control characters, spaces of other widths, blank letters, what stands for nothing.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f"
    "\u2000-\u200b\u200e\u200f\u2028-\u202e\u205f-\u206f\u2800\u3000\u3164\ud800-\udfff\ue000-\uf8ff"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U0010ffff]"
    # These two shape the letters of Persian or Hindi; between ours they are nothing.
    "|(?<![\u0600-\u0dff])[\u200c\u200d]"
)
# Those that were refused before the others were: they turn the text around, or stand for placeholders.
_NEVER = re.compile(f"{INVISIBLE.pattern}|[\u200e\u200f\ud800-\udfff\ue000-\uf8ff]")
# Wide and mathematical letters, ligatures, the long s.
_LETTER = re.compile("[\uff01-\uff5e\ufb00-\ufb06\u017f\U0001d400-\U0001d7ff]")

_LATIN, _GREEK, _CYRILLIC = "A-Za-z\u00c0-\u024f", "\u0370-\u03ff", "\u0400-\u052f"
_ALPHABETS = (_LATIN, _GREEK, _CYRILLIC)
_MIXED = re.compile(
    f"[{_LATIN}][{_CYRILLIC}{_GREEK}]|[{_CYRILLIC}][{_LATIN}{_GREEK}]|[{_GREEK}][{_LATIN}{_CYRILLIC}]"
)
# «і», «а», «у», «о» that were typed on the other keyboard.
_ALONE = re.compile(rf"(?:(?<=[{_CYRILLIC}] )|(?<=[{_CYRILLIC}][,;:] ))[aioy](?= «?[{_CYRILLIC}])")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"https?://[^\s)]+|\]\([^)]*\)")


def tidied(text: str) -> str:
    """The text without what a word processor leaves at the ends of lines, and no letter in two pieces."""
    if not text.isascii():
        text = _ENDS.sub("", unicodedata.normalize("NFC", text))
        text = _BEGINS.sub(lambda m: " " * len(m[0]), text)
        text = _AFTER_MARK.sub(r"\1 ", text)
    return text


def check_characters(source: str, *, strict: bool) -> None:
    """Raises TextError."""
    if not strict:
        if unseen := _NEVER.search(source):
            raise _unseen(unseen[0], line_of(source, unseen.start()))
        return
    if source.isascii() and not _UNSEEN.search(source):
        return
    _check_seen(source)
    _check_alphabets(_ADDRESS.sub(lambda m: " " * len(m[0]), source))


def check_entity(content: str, line: int | None) -> None:
    """A character that is written as an entity. Raises TextError."""
    if unseen := _UNSEEN.search(content):
        raise _unseen(unseen[0], line)


def _check_seen(source: str) -> None:
    if unseen := _UNSEEN.search(source):
        raise _unseen(unseen[0], line_of(source, unseen.start()))
    if letter := _LETTER.search(source):
        instead = unicodedata.normalize("NFKC", letter[0])
        message = f"{_named(letter[0])} only looks like «{instead}»"
        line = line_of(source, letter.start())
        raise TextError("letter", message, line, character=_named(letter[0]), instead=instead)


def _unseen(character: str, line: int | None) -> TextError:
    sign = f"U+{ord(character):04X}"
    return TextError("unseen", f"a character that can't be seen: {sign}", line, character=sign)


def _check_alphabets(source: str) -> None:
    found = _MIXED.search(source) or _ALONE.search(source)
    if not found:
        return
    at = found.start()
    word = next(w for w in _WORD.finditer(source) if w.start() <= at < w.end())[0]
    letters = ", ".join(map(_named, _fewer(word)))
    message = f"«{word}» is written with letters of another alphabet: {letters}"
    raise TextError("mixed_letters", message, line_of(source, at), word=word[:40], letters=letters)


def _fewer(word: str) -> list[str]:
    """The letters of the alphabet that the word has fewest of."""
    kinds: list[list[str]] = [re.findall(f"[{known}]", word) for known in _ALPHABETS]
    return min((len(kind), [*dict.fromkeys(kind)]) for kind in kinds if kind)[1][:5]


def _named(character: str) -> str:
    return f"{character} (U+{ord(character):04X})"
