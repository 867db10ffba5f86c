"""Where a line may not end: between a number and its unit, thousands, «ст.» and its number, initials, before
a dash, after a Ukrainian word of one letter. Texts of the library hold plain spaces; formats bind them.
"""

import re
from functools import lru_cache

NO_BREAK = "\u00a0"

_ENGLISH_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
)
_MONTHS = (
    f"{_ENGLISH_MONTHS}|січня|лютого|березня|квітня|травня|червня|липня"
    "|серпня|вересня|жовтня|листопада|грудня"
)
_UNITS = (
    "year|month|week|day|hour|minute|second|working|business|calendar|percent|USD|EUR|GBP|UAH"
    "|рік|рок|місяц|тиж|день|дні|дня|робоч|календарн|годин|хвилин|секунд|тис|мільйон|млн|грн|євро|долар|фунт"
)
_PLACES = (
    r"§|№|Arts?\.|Secs?\.|ss?\.|paras?\.?|No\.|[Rr]egs?\.?|Sch\.|cl\."
    r"|ст\.|пп?\.|ч\.|гл\.|розд\.|буд\.|кв\."
)
_CAPITAL = "A-ZА-ЯІЇЄҐ"

# Each rule begins with what is rare, and looks back afterwards: a policy has thousands of words.
_RULES = tuple(
    map(
        re.compile,
        (
            rf"(\d) (?={_UNITS}|{_MONTHS}|[%€£₴$])",
            rf"([{_CAPITAL}]\.) (?=[{_CAPITAL}])(?<!\w.\. )",
            "() (?=[–—] )",
            rf"({_ENGLISH_MONTHS}) (?=\d\d?(?!\d))",
        ),
    )
)
_UKRAINIAN = (re.compile(r"([вВуУзЗоОіІйЙаА]) (?! )(?<![\w’'-]. )"),)
"""A word of one letter."""
_THOUSANDS = re.compile(r"(?<![\d+])(?<!\d )\d{1,3}(?: \d{3})+(?! ?\d)")
"""Which Ukrainian parts with a space; the groups of a telephone number are none."""
_BEFORE_NUMBER = re.compile(r" (?=[\d«])")
_COUNTED = re.compile(rf"(?<!\w)(?:{_PLACES})$")
_LONGEST = len("paras.") + 1
_TAG = re.compile(f"<[^>]*{NO_BREAK}[^>]*>")


@lru_cache(maxsize=5_000)
def bound(html: str, language: str) -> str:
    """HTML, or text, with the spaces at which no line may end; tags stay as they are.

    Most clauses are the same in many policies, so the last ones are kept.
    """
    text = html
    for rule in (*_RULES, *_UKRAINIAN) if language == "uk" else _RULES:
        text = rule.sub(rf"\1{NO_BREAK}", text)
    if language == "uk":
        text = _THOUSANDS.sub(lambda number: number[0].replace(" ", NO_BREAK), text)
    text = _BEFORE_NUMBER.sub(_before_number, text)
    return _TAG.sub(lambda tag: html[tag.start() : tag.end()], text)


def _before_number(space: re.Match[str]) -> str:
    before = space.string[max(space.start() - _LONGEST, 0) : space.start()]
    return NO_BREAK if _COUNTED.search(before) else " "
