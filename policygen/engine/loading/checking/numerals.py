"""Numbers that are written as words, in the languages whose words are known here.

From three on: "one" is a pronoun too, and where English says "both" or "either", Ukrainian says «двох».
"""

import re
from collections.abc import Iterator
from functools import lru_cache

# fmt: off
_ENGLISH = {
    "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
    "thousand": 1000,
}
# fmt: on
_TEENS = "(?:ят[ьи](?:ох|ом|ма|ьма)?)"
_UKRAINIAN = {
    "три|трьох|трьом|трьома": 3,
    "чотири|чотирьох|чотирьом|чотирма": 4,
    "п’ять|п’яти|п’ятьох|п’ятьом|п’ятьма|п’ятьома": 5,
    "шість|шести|шістьох|шістьом|шістьма|шістьома": 6,
    "сім|семи|сімох|сімом|сьома|сімома": 7,
    "вісім|восьми|вісьмох|вісьмом|вісьма|вісьмома": 8,
    "дев’ять|дев’яти|дев’ятьох|дев’ятьом|дев’ятьма|дев’ятьома": 9,
    "десять|десяти|десятьох|десятьом|десятьма|десятьома": 10,
    f"одинадц{_TEENS}": 11,
    f"дванадц{_TEENS}": 12,
    f"тринадц{_TEENS}": 13,
    f"чотирнадц{_TEENS}": 14,
    f"п’ятнадц{_TEENS}": 15,
    f"шістнадц{_TEENS}": 16,
    f"сімнадц{_TEENS}": 17,
    f"вісімнадц{_TEENS}": 18,
    f"дев’ятнадц{_TEENS}": 19,
    f"двадц{_TEENS}": 20,
    f"тридц{_TEENS}": 30,
    "сорок|сорока": 40,
    "п’ятдесят(?:и|ьох|ьом|ьма|ьома)?": 50,
    "шістдесят(?:и|ьох|ьом|ьма|ьома)?": 60,
    "сімдесят(?:и|ьох|ьом|ьма|ьома)?": 70,
    "вісімдесят(?:и|ьох|ьом|ьма|ьома)?": 80,
    "дев’яносто|дев’яноста": 90,
    "сто|ста": 100,
    "тисяч[аіу]?|тисячею|тисячам": 1000,
}
_WORDS = {"en": _ENGLISH, "uk": _UKRAINIAN}
_ANY = {
    language: re.compile(rf"(?<![\w’])(?:{'|'.join(words)})(?![\w’])")
    for language, words in _WORDS.items()
}


def known(language: str) -> bool:
    return language in _WORDS


def numerals(text: str, language: str) -> Iterator[tuple[str, str]]:
    """(value, as it is written) of each: «тридцять шість» and “thirty-six” are one number."""
    return _joined(list(_single(text, language)), text)


def _single(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """Value, begin and end of each word that is a number."""
    if language in _ANY:
        plain = text.lower().replace("'", "’").replace("ʼ", "’")
        for match in _ANY[language].finditer(plain):
            yield _value(match[0], language), match.start(), match.end()


@lru_cache(maxsize=1000)
def _value(word: str, language: str) -> int:
    return next(v for pattern, v in _WORDS[language].items() if re.fullmatch(pattern, word))


def _joined(found: list[tuple[int, int, int]], text: str) -> Iterator[tuple[str, str]]:
    """Tens and the ones that follow them directly."""
    number = 0
    while number < len(found):
        value, start, end = found[number]
        after = found[number + 1] if number + 1 < len(found) else None
        if after and 20 <= value < 100 and after[0] < 10 and text[end : after[1]] in (" ", "-"):
            value, end = value + after[0], after[2]
            number += 1
        yield str(value), text[start:end]
        number += 1
