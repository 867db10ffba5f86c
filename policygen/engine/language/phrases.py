"""What a language asks for: dates, lists, numbers with their nouns, names of countries.

Everything takes the language as an argument; there is no current language here.
"""

import datetime
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from policygen.engine.language.duration import UNITS, Duration
from policygen.engine.language.us_states import us_state

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
_OTHER_AND = {"uk": ", а також "}
_WORLD = {"en": "various countries of the world", "uk": "різні країни світу"}
_PROVINCES = {"CA-QC": {"en": "Quebec (Canada)", "uk": "Квебек (Канада)"}}
_DATE = {"en": "d MMMM y", "uk": "d MMMM y 'року'"}

Nouns: TypeAlias = dict[str, dict[str, dict[str, dict[str, str]]]]
"""Language → noun → case → plural category (CLDR) → word, for languages that are not known here."""
_NO_NOUNS: Nouns = {}


def speaks(language: str) -> bool:
    """Whether its nouns and dates are known here. Of others we know what CLDR knows."""
    return language in _NOUNS


@lru_cache
def locale(language: str) -> Locale:
    return Locale.parse(language)


def count(
    number: int, noun: str, language: str, case: str = "nominative", nouns: Nouns = _NO_NOUNS
) -> str:
    """``count(2, "working_day", "uk", "genitive")`` is «2 робочих днів».

    `noun` is a unit of Duration or ``working_day``. `nouns`: the library's, for a language that is not
    known here. KeyError where neither it nor CLDR knows the noun.
    """
    if language in _NOUNS:
        return _count(number, noun, language, case)
    cases = nouns.get(language, {}).get(noun)
    if cases is None:
        return _count_by_cldr(number, noun, language)
    forms = cases.get(case) or cases["nominative"]
    return f"{number} {forms.get(locale(language).plural_form(number)) or forms['other']}"


@lru_cache(maxsize=1024)
def _count(number: int, noun: str, language: str, case: str) -> str:
    cases = _NOUNS[language]
    forms = cases.get(case, cases["nominative"])[noun]
    category = locale(language).plural_form(number)
    return f"{number} {forms[_CATEGORIES[language].index(category)]}"


@lru_cache(maxsize=1024)
def _count_by_cldr(number: int, noun: str, language: str) -> str:
    """In the nominative: CLDR has no other case for most languages."""
    if noun not in UNITS:
        raise KeyError(noun)
    return str(format_unit(number, f"duration-{noun}", "long", locale=locale(language)))


def duration(
    value: Duration, language: str, case: str = "nominative", nouns: Nouns = _NO_NOUNS
) -> str:
    return join((count(n, unit, language, case, nouns) for unit, n in value.parts), language)


def join(items: Iterable[str], language: str) -> str:
    """A, B and C; «А, Б та В», and «А, Б, а також В» where an item has «та» of its own."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    if language not in _AND:
        return str(format_list(words, "standard", locale=locale(language)))
    joint = _AND[language]
    if any(joint in word for word in words):
        joint = _OTHER_AND.get(language, joint)
    return ", ".join(words[:-1]) + joint + words[-1]


def either(items: Iterable[str], language: str) -> str:
    """A, B or C."""
    return str(format_list(list(items), "or", locale=locale(language)))


@lru_cache(maxsize=256)
def date(value: datetime.date, language: str) -> str:
    """22 November 2026; «22 листопада 2026 року»."""
    return format_date(value, _DATE.get(language, "long"), locale=locale(language))


@lru_cache
def number(value: int, language: str) -> str:
    """With its thousands set apart: "26,625,000", «26 625 000»."""
    return str(format_decimal(value, locale=locale(language)))


def country(code: str, language: str) -> str:
    """The name of an ISO 3166-1 country, or of EU; the code itself where CLDR knows no name."""
    if code == "EU" and language == "en":
        return "European Union"
    name = str(locale(language).territories.get(code, code))
    return name.replace("ʼ", "’")  # CLDR writes the Ukrainian apostrophe with a sign that we do not


def place(code: str, language: str) -> str:
    """A place of the facts file: EU, WORLD, a country, a US state, or a region such as "Ukraine (30)"."""
    if code in _PROVINCES:
        return _PROVINCES[code].get(language) or _PROVINCES[code]["en"]
    if code == "WORLD":
        return _WORLD.get(language) or country("001", language)
    state = us_state(code, language)
    if state:
        return state
    of_country, _, region = code.partition("-")
    name = country(of_country, language)
    return f"{name} ({region})" if region else name


@lru_cache
def language_name(code: str, language: str) -> str:
    """The name of a language in another one: "Ukrainian", «англійська»."""
    return str(locale(language).languages.get(code, code))


CAPITALS_INSIDE = frozenset({"de", "lb"})
"""Languages in which a heading's first word may keep its capital inside a sentence."""


def quoted(text: str, language: str) -> str:
    """“Text”; «текст»."""
    return f"«{text}»" if language == "uk" else f"“{text}”"


def inside(text: str, language: str) -> str:
    """A heading as it stands inside a sentence; abbreviations (``SMS offers``) stay."""
    if language in CAPITALS_INSIDE or text[1:2].isupper():
        return text
    return text[:1].lower() + text[1:]


def capitalise(text: str) -> str:
    """First letter upper, the rest as it is (``IP address`` stays)."""
    return text[:1].upper() + text[1:]
