import datetime
import re

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from policygen.engine.facts.fields import countries
from policygen.engine.language import phrases as lang
from policygen.engine.language.duration import UNITS, Duration
from tests.cases import cases

NOUNS = (*UNITS, "working_day")


@cases(
    ("number", "noun", "en", "uk", "genitive"),
    [
        (1, "year", "1 year", "1 рік", "1 року"),
        (2, "year", "2 years", "2 роки", "2 років"),
        (4, "year", "4 years", "4 роки", "4 років"),
        (5, "year", "5 years", "5 років", "5 років"),
        (11, "year", "11 years", "11 років", "11 років"),
        (12, "year", "12 years", "12 років", "12 років"),
        (14, "year", "14 years", "14 років", "14 років"),
        (16, "year", "16 years", "16 років", "16 років"),
        (18, "year", "18 years", "18 років", "18 років"),
        (21, "year", "21 years", "21 рік", "21 року"),
        (22, "year", "22 years", "22 роки", "22 років"),
        (111, "year", "111 years", "111 років", "111 років"),
        (121, "year", "121 years", "121 рік", "121 року"),
        (1, "month", "1 month", "1 місяць", "1 місяця"),
        (14, "month", "14 months", "14 місяців", "14 місяців"),
        (24, "month", "24 months", "24 місяці", "24 місяців"),
        (26, "month", "26 months", "26 місяців", "26 місяців"),
        (1, "week", "1 week", "1 тиждень", "1 тижня"),
        (3, "week", "3 weeks", "3 тижні", "3 тижнів"),
        (1, "day", "1 day", "1 день", "1 дня"),
        (30, "day", "30 days", "30 днів", "30 днів"),
        (90, "day", "90 days", "90 днів", "90 днів"),
        (180, "day", "180 days", "180 днів", "180 днів"),
        (1, "working_day", "1 working day", "1 робочий день", "1 робочого дня"),
        (2, "working_day", "2 working days", "2 робочі дні", "2 робочих днів"),
        (5, "working_day", "5 working days", "5 робочих днів", "5 робочих днів"),
        (24, "hour", "24 hours", "24 години", "24 годин"),
        (72, "hour", "72 hours", "72 години", "72 годин"),
        (1, "minute", "1 minute", "1 хвилина", "1 хвилини"),
        (30, "minute", "30 minutes", "30 хвилин", "30 хвилин"),
        (2, "second", "2 seconds", "2 секунди", "2 секунд"),
    ],
)
def test_numbers_with_their_nouns(number: int, noun: str, en: str, uk: str, genitive: str) -> None:
    assert lang.count(number, noun, "en") == lang.count(number, noun, "en", "genitive") == en
    assert lang.count(number, noun, "uk") == uk
    assert lang.count(number, noun, "uk", "genitive") == genitive


def ukrainian_form(number: int) -> int:
    """0 for 1, 21, 31 …; 1 for 2–4, 22–24 …; 2 for the rest, 11–14 among them."""
    if number % 100 in (11, 12, 13, 14):
        return 2
    return {1: 0, 2: 1, 3: 1, 4: 1}.get(number % 10, 2)


@given(st.integers(0, 99_999), st.sampled_from(NOUNS))
def test_ukrainian_plurals(number: int, noun: str) -> None:
    forms = [lang.count(n, noun, "uk").split(" ", 1)[1] for n in (1, 2, 5)]
    assert lang.count(number, noun, "uk") == f"{number} {forms[ukrainian_form(number)]}"


@given(st.integers(0, 99_999), st.sampled_from(NOUNS))
def test_ukrainian_genitive_knows_one_and_many(number: int, noun: str) -> None:
    one, few, many = (lang.count(n, noun, "uk", "genitive").split(" ", 1)[1] for n in (1, 2, 5))
    assert few == many != one
    expected = one if ukrainian_form(number) == 0 else many
    assert lang.count(number, noun, "uk", "genitive") == f"{number} {expected}"


@given(st.integers(0, 99_999), st.sampled_from(NOUNS))
def test_english_plurals(number: int, noun: str) -> None:
    word = noun.replace("_", " ") + ("" if number == 1 else "s")
    assert lang.count(number, noun, "en") == f"{number} {word}"


@cases(
    ("text", "en", "uk", "genitive", "days"),
    [
        ("P24M", "24 months", "24 місяці", "24 місяців", 730.5),
        ("P7Y", "7 years", "7 років", "7 років", 2556.75),
        ("P180D", "180 days", "180 днів", "180 днів", 180),
        ("P1Y6M", "1 year and 6 months", "1 рік та 6 місяців", "1 року та 6 місяців", 547.875),
        ("P1Y2M3D", "1 year, 2 months and 3 days", "1 рік, 2 місяці та 3 дні", "1 року, 2 місяців та 3 днів", 429.125),
        ("P2W", "2 weeks", "2 тижні", "2 тижнів", 14),
        ("PT30M", "30 minutes", "30 хвилин", "30 хвилин", 1 / 48),
        ("P1DT12H", "1 day and 12 hours", "1 день та 12 годин", "1 дня та 12 годин", 1.5),
    ],
)  # fmt: skip
def test_durations(text: str, en: str, uk: str, genitive: str, days: float) -> None:
    period = Duration.parse(text)
    assert str(period) == text
    assert lang.duration(period, "en") == en
    assert lang.duration(period, "uk") == uk
    assert lang.duration(period, "uk", "genitive") == genitive
    assert period.days == pytest.approx(days)


@cases(
    "text",
    [
        "",
        "P",
        "PT",
        "24M",
        "P24",
        "P1.5Y",
        "P-1Y",
        "-P1Y",
        "P0D",
        "P1Y0M",
        "P1YT",
        "p1y",
        "P1M1Y",
        "P1D1H",
    ]
    + ["PT1D", "P100000Y", " P1Y", "P1Y\n", "P٣Y", "1 year"],
)
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        Duration.parse(text)


@given(
    st.dictionaries(st.sampled_from(UNITS), st.integers(1, 99_999), min_size=1).map(
        lambda amounts: Duration(tuple((unit, amounts[unit]) for unit in UNITS if unit in amounts))
    )
)
def test_a_duration_reads_back(period: Duration) -> None:
    assert Duration.parse(str(period)) == period
    assert period.days > 0


@pytest.mark.parametrize(
    ("day", "en", "uk"),
    [
        (datetime.date(2026, 11, 22), "22 November 2026", "22 листопада 2026 року"),
        (datetime.date(2026, 1, 1), "1 January 2026", "1 січня 2026 року"),
        (datetime.date(2024, 2, 29), "29 February 2024", "29 лютого 2024 року"),
    ],
)
def test_dates(day: datetime.date, en: str, uk: str) -> None:
    assert (lang.date(day, "en"), lang.date(day, "uk")) == (en, uk)


@pytest.mark.parametrize(
    ("items", "en", "uk"),
    [
        ([], "", ""),
        (["A"], "A", "A"),
        (["A", "B"], "A and B", "A та B"),
        (["A", "B", "C"], "A, B and C", "A, B та C"),
    ],
)
def test_lists(items: list[str], en: str, uk: str) -> None:
    assert (lang.join(items, "en"), lang.join(iter(items), "uk")) == (en, uk)


@cases(
    ("code", "en", "uk"),
    [
        ("UA", "Ukraine", "Україна"),
        ("GB", "United Kingdom", "Велика Британія"),
        ("US", "United States", "Сполучені Штати"),
        ("NO", "Norway", "Норвегія"),
        ("CZ", "Czechia", "Чехія"),
        ("EU", "European Union", "Європейський Союз"),
    ],
)
def test_countries(code: str, en: str, uk: str) -> None:
    assert (lang.country(code, "en"), lang.country(code, "uk")) == (en, uk)


def test_every_country_has_a_name_in_both_languages() -> None:
    assert len(countries()) == 249
    for language in ("en", "uk"):
        names = [lang.country(code, language) for code in sorted(countries())]
        assert all(len(name) > 2 for name in names)
        assert len(set(names)) == len(names)
    assert countries() < set(Locale("uk").territories)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", ""), ("ip", "Ip"), ("IP address", "IP address"), ("їжа та iPhone", "Їжа та iPhone")],
)
def test_capitalise(text: str, expected: str) -> None:
    assert lang.capitalise(text) == expected


def test_and_stands_once() -> None:
    """Wrong before: «ім’я та прізвище та адреса»."""
    assert lang.join(["ім’я та прізвище", "адреса"], "uk") == "ім’я та прізвище, а також адреса"
    assert lang.join(["адреса", "ім’я та прізвище"], "uk") == "адреса, а також ім’я та прізвище"
    assert lang.join(["А", "Б", "В"], "uk") == "А, Б та В"


def test_places_have_names() -> None:
    """Wrong before: «Сполучені Штати (CA)», and another apostrophe than ours."""
    assert lang.place("US-CA", "uk") == "Каліфорнія (США)"
    assert lang.place("US-NY", "en") == "New York (USA)"
    assert not [code for code in countries() if "ʼ" in lang.country(code, "uk")]
