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
_WORLD = {"en": "various countries of the world", "uk": "різні країни світу"}


@lru_cache
def locale(language: str) -> Locale:
    return Locale.parse(language)


@lru_cache(maxsize=1024)
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


def place(code: str, language: str) -> str:
    """A place of the facts file: EU, WORLD, a country, or a region such as "United States (CA)"."""
    if code == "WORLD":
        return _WORLD[language]
    of_country, _, region = code.partition("-")
    name = country(of_country, language)
    return f"{name} ({region})" if region else name


@lru_cache
def language_name(code: str, language: str) -> str:
    """The name of a language in another one: "Ukrainian", «англійська»."""
    return str(locale(language).languages.get(code, code))


def capitalise(text: str) -> str:
    """First letter upper, the rest as it is (``IP address`` stays)."""
    return text[:1].upper() + text[1:]


# How Ukrainian lawyers write what the library cites in English. Names of foreign laws stay as they are.
_CITED = {
    "uk": (
        ("(definition of consent)", "(визначення згоди)"),
        ("Ombudsman Order", "Наказ Уповноваженого №"),
        ("Decrees of the President of Ukraine", "Укази Президента України №"),
        (
            "National Bank of Ukraine, decision of 22 July 2024",
            "рішення НБУ від 22 липня 2024 року",
        ),
        ("Civil Code of Ukraine", "Цивільний кодекс України,"),
        ("Tax Code of Ukraine", "Податковий кодекс України,"),
        ("Law of Ukraine 361-IX", "Закон України № 361-IX,"),
        ("Law of Ukraine 2297-VI", "Закон України № 2297-VI,"),
        ("Law of Ukraine 675-VIII", "Закон України № 675-VIII,"),
        ("Law of Ukraine 2704-VIII", "Закон України № 2704-VIII,"),
        ("ePrivacy Directive", "Директива ePrivacy,"),
        ("recital ", "преамбула, п. "),
        ("e.g. ", "наприклад, "),
        ("Arts. ", "ст. "),
        ("Art. ", "ст. "),
        (" cl. ", " п. "),
        ("PECR reg. ", "PECR, правило "),
    )
}


def citation(text: str, language: str) -> str:
    """A citation of the library as it is written in `language`: «ст. 13(1)(c)»."""
    for english, own in _CITED.get(language, ()):
        text = text.replace(english, own)
    return text
