"""Spelling is marked and never stands in the way: not where Enchant or a dictionary is missing either."""

import os
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.test import Client
from django.utils import translation
from pytest_django.asserts import assertContains

from policygen.desk.errors import Problem
from policygen.desk.warnings import spelling, warnings
from policygen.desk.warnings.spelling import NotChecked, Unknown
from tests.editors import at, client_of, send
from tests.library_draft import KEY, PATH, entry

CACHES = (spelling._checked, spelling._dictionaries, spelling._broker)


@pytest.fixture
def forgotten() -> Iterator[None]:
    """Nothing is loaded yet, nor after the test."""
    for cache in CACHES:
        cache.cache_clear()
    yield
    for cache in CACHES:
        cache.cache_clear()


def test_it_works() -> None:
    text = (
        "We **recieve** {{ shop.nmae }} and CCPA requests of [Klumandel](https://x.example/wrnog)."
    )
    assert spelling.check(text, "en", {"Klumandel"}) == (
        Unknown("recieve", ("receive", "relieve", "reverie")),
    )


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Наш об’єкт – обьект, онлайн-оплата і сайт-вузв.", ["обьект", "сайт-вузв"]),
        ("П’ять п'ять пʼять пять, «з’ясовано».", ["пять"]),
        ("Будь-хто, по-перше, будь хто, пів’яблука, подруге-вдруге", ["подруге-вдруге"]),
        ("Україна, УКРАЇНА, україна", ["україна"]),
        ("– - ’ 2024 5-й", []),
    ],
)  # fmt: skip
def test_ukrainian_apostrophes_and_hyphens(text: str, unknown: list[str]) -> None:
    assert [one.word for one in spelling.check(text, "uk")] == unknown


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("We don’t, don't, dont; e-mail, co-operate, wrod-less.", ["dont", "wrod-less"]),
        ("Colour and color, organise and organize.", []),
        ("cookie’s shop’s", []),
    ],
)
def test_english_of_both_countries(text: str, unknown: list[str]) -> None:
    assert [one.word for one in spelling.check(text, "en")] == unknown


def test_suggestions_have_the_apostrophe_of_the_texts() -> None:
    (unknown,) = spelling.check("Наші памяті.", "uk")
    assert (unknown.word, unknown.suggestions[0]) == ("памяті", "пам’яті")


def test_what_a_law_sets_is_no_word() -> None:
    text = "More than {ccpa.revenue}, {zqx.minor_age} or {x-zqx.z}: wrod."
    assert [one.word for one in spelling.check(text, "en")] == ["wrod"]


def test_words_that_only_we_know_are_right() -> None:
    assert spelling.check("ЄЕЗ і файли cookie", "uk") == ()


@pytest.mark.parametrize("language", ["pl", "xx", "../etc", "-a"])
def test_a_language_without_a_dictionary(language: str) -> None:
    with pytest.raises(NotChecked):
        spelling.check("słowo", language)


def test_without_enchant(monkeypatch: pytest.MonkeyPatch, forgotten: None) -> None:
    """And it is asked for again: nothing is off for good."""
    texts = {"en": "Some wrods.", "uk": "Слова.", "pl": "Słowa."}
    with translation.override("en"), monkeypatch.context() as missing:
        missing.setitem(sys.modules, "enchant", None)
        assert list(warnings.spelling_marks(texts, {})) == [
            Problem("", "Spelling is not checked in: English, Ukrainian and Polish.")
        ]
    with translation.override("en"):
        assert list(warnings.spelling_marks(texts, {})) == [
            Problem("text_en", "“wrods” is in no dictionary. Perhaps: words / rods / woods"),
            Problem("", "Spelling is not checked in: Polish."),
        ]


def test_words_somebody_taught_their_own_computer_are_not_ours() -> None:
    spelling.check("Some words.", "en")
    assert os.environ["ENCHANT_CONFIG_DIR"] == os.devnull


def test_many_ask_at_once(forgotten: None) -> None:
    together = threading.Barrier(8)

    def asked(number: int) -> list[str]:
        together.wait()
        return [one.word for one in spelling.check(f"One wrod, об’єкт{number * 'y'}.", "en")]

    with ThreadPoolExecutor(8) as pool:
        found = [*pool.map(asked, range(8))]
    assert found == [["wrod", f"об’єкт{number * 'y'}"] for number in range(8)]


def test_the_work_is_bounded_by_the_number_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "SUGGESTED", 1)
    found = spelling.check(f"Wrnog wrods {'wr' * spelling.LONGEST}.", "en")
    assert [bool(one.suggestions) for one in found] == [True, False, False]
    assert spelling.suggestions("wr" * spelling.LONGEST, "en") == ()


def test_a_long_text_is_looked_at_as_far_as_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "MOST_WORDS", 2)
    assert spelling.check("one two thrre", "en") == ()


def test_a_text_is_never_a_command() -> None:
    """Hunspell's own pipe takes lines that begin with such signs for orders to itself."""
    assert spelling.check("*wrod\n@wrod\n#\n~\n!\n%\n`x`\n&", "en")[0].word == "wrod"


def test_marked_in_the_editor_and_saved_all_the_same(shipped_draft: None, db: None) -> None:
    author, row = client_of("ada"), entry(PATH, KEY)
    assert send(author, row, text_en="We recieve it.", text_uk="Ми отримуєм їх.").status_code == 302
    page = author.get(at(row))
    assertContains(page, "“recieve” is in no dictionary. Perhaps: receive / relieve / reverie")
    assertContains(page, "“отримуєм” is in no dictionary.")


@pytest.mark.long
def test_marked_in_an_entry_that_is_yaml(shipped_draft: None, db: None) -> None:
    author, row = client_of("ada"), entry("vocabulary/purposes.yaml", "accounts")
    text = row.text.replace("en: ", "en: Recieve ", 1)
    assert text != row.text
    assert send(author, row, text=text).status_code == 302
    assertContains(author.get(at(row)), "“Recieve” is in no dictionary.")


def test_names_of_services_are_words(shipped_draft: None, db: None) -> None:
    author: Client = client_of("ada")
    row = entry("tools/payments.yaml", "stripe")
    assert "no dictionary" not in author.get(at(row)).content.decode()
