"""What a language asks for: dates, lists, numbers with their nouns, names of countries.

Everything takes the language as an argument; there is no current language here.
"""

import datetime
from collections.abc import Iterable
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from policygen.engine.duration import Duration

# The forms of the nouns that follow a number: case → plural category (CLDR) → word. English has one
# case; Ukrainian needs the genitive after «протягом», «не пізніше ніж через» takes the accusative,
# which for these nouns equals the nominative.
_NOUNS: dict[str, dict[str, dict[str, tuple[str, ...]]]] = {
    "en": {
        "nominative": {
            "year": ("year", "years"),
            "month": ("month", "months"),
            "week": ("week", "weeks"),
            "day": ("day", "days"),
            "working_day": ("working day", "working days"),
            "hour": ("hour", "hours"),
            "minute": ("minute", "minutes"),
            "second": ("second", "seconds"),
        }
    },
    "uk": {
        "nominative": {
            "year": ("рік", "роки", "років"),
            "month": ("місяць", "місяці", "місяців"),
            "week": ("тиждень", "тижні", "тижнів"),
            "day": ("день", "дні", "днів"),
            "working_day": ("робочий день", "робочі дні", "робочих днів"),
            "hour": ("година", "години", "годин"),
            "minute": ("хвилина", "хвилини", "хвилин"),
            "second": ("секунда", "секунди", "секунд"),
        },
        "genitive": {
            "year": ("року", "років", "років"),
            "month": ("місяця", "місяців", "місяців"),
            "week": ("тижня", "тижнів", "тижнів"),
            "day": ("дня", "днів", "днів"),
            "working_day": ("робочого дня", "робочих днів", "робочих днів"),
            "hour": ("години", "годин", "годин"),
            "minute": ("хвилини", "хвилин", "хвилин"),
            "second": ("секунди", "секунд", "секунд"),
        },
    },
}
_CATEGORIES = {"en": ("one", "other"), "uk": ("one", "few", "many")}
_AND = {"en": " and ", "uk": " та "}


@lru_cache
def locale(language: str) -> Locale:
    return Locale.parse(language)


def count(number: int, noun: str, language: str, case: str = "nominative") -> str:
    """``count(2, "working_day", "uk", "genitive")`` is «2 робочих днів».

    `noun` is a unit of Duration or ``working_day``.
    """
    cases = _NOUNS[language]
    forms = cases.get(case, cases["nominative"])[noun]
    category = locale(language).plural_form(number)
    return f"{number} {forms[_CATEGORIES[language].index(category)]}"


def duration(value: Duration, language: str, case: str = "nominative") -> str:
    return join((count(n, unit, language, case) for unit, n in value.parts), language)


def join(items: Iterable[str], language: str) -> str:
    """A, B and C; «А, Б та В»."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + _AND[language] + words[-1]


def date(value: datetime.date, language: str) -> str:
    """22 November 2026; «22 листопада 2026 року»."""
    pattern = {"en": "d MMMM y", "uk": "d MMMM y 'року'"}[language]
    return format_date(value, pattern, locale=locale(language))


@lru_cache
def country(code: str, language: str) -> str:
    """The name of an ISO 3166-1 country, or of EU; the code itself where CLDR knows no name."""
    if code == "EU" and language == "en":
        return "European Union"
    return str(locale(language).territories.get(code, code))


def capitalise(text: str) -> str:
    """First letter upper, the rest as it is (``IP address`` stays)."""
    return text[:1].upper() + text[1:]
