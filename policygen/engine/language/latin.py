"""Names in Latin letters, for addresses and file names.

Ukrainian by resolution 55 of the Cabinet of Ministers of 27 January 2010; the letters that other languages
have beside it as their passports write them.
"""

import re
import unicodedata

# fmt: off
_INSIDE = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ь": "", "ю": "iu", "я": "ia",
}
# fmt: on
_AT_BEGINNING = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_OTHERS = {
    **{"ё": "e", "ы": "y", "э": "e", "ъ": "", "ў": "u"},
    **{
        "ł": "l",
        "ß": "ss",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
    },
}
_SIGNS = {**_INSIDE, **_OTHERS}
_APOSTROPHES = re.compile("[’‘'ʼ`´′]")
_WORD = re.compile(r"[^\W\d_]+")


def in_latin(text: str) -> str:
    """In small letters without accents; letters of alphabets that nobody named here stay as they are."""
    text = unicodedata.normalize("NFC", _APOSTROPHES.sub("", text)).lower()
    return _WORD.sub(lambda word: _word(word[0]), text)


def _word(word: str) -> str:
    beginning = _AT_BEGINNING.get(word[0], "")
    rest = word[1:] if beginning else word
    # «зг» would read as «ж» otherwise.
    return beginning + "zgh".join("".join(map(_sign, part)) for part in rest.split("зг"))


def _sign(letter: str) -> str:
    known = _SIGNS.get(letter)
    return known if known is not None else _plain(letter)


def _plain(letter: str) -> str:
    """é → e."""
    parts = unicodedata.normalize("NFKD", letter)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
