"""Spelling is marked and never stands in the way: not where Hunspell is missing or too slow either."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation
from pytest_django.asserts import assertContains

from policygen.clauses import marks, spelling
from policygen.clauses.checks import Problem
from policygen.clauses.spelling import NotChecked, Unknown
from tests.clauses.conftest import entry
from tests.clauses.desk import at, client_of, send
from tests.clauses.test_draft import KEY, PATH


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    spelling.forget()
    yield
    spelling.forget()


def test_it_works() -> None:
    text = (
        "We **recieve** {{ shop.nmae }} and CCPA requests of [Klumandel](https://x.example/wrnog)."
    )
    assert spelling.check(text, "en", {"Klumandel"}) == (
        Unknown("recieve", ("receive", "relieve", "reverie")),
    )
    found = spelling.check("Наш об’єкт – обьект, онлайн-оплата і сайт-вузв.", "uk")
    assert [one.word for one in found] == ["обьект", "сайт-вузв"]


def test_words_that_only_we_know_are_right() -> None:
    assert spelling.check("ЄЕЗ і файли cookie", "uk") == ()


@pytest.mark.parametrize("language", ["pl", "xx", "../etc", "-a"])
def test_a_language_without_a_dictionary(language: str) -> None:
    with pytest.raises(NotChecked):
        spelling.check("słowo", language)


def test_what_takes_too_long_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "SECONDS", 0.0)
    with pytest.raises(NotChecked):
        spelling.check("Some words.", "en")
    monkeypatch.setattr(spelling, "SECONDS", 3.0)
    with pytest.raises(NotChecked):
        spelling.check("Some words.", "en")


def test_without_hunspell(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    texts = {"en": "Some wrods.", "uk": "Слова.", "pl": "Słowa."}
    with translation.override("en"):
        assert list(marks.spelling_marks(texts, {})) == [
            Problem("", "Spelling is not checked in: English, Ukrainian and Polish.")
        ]


def test_a_long_text_is_looked_at_as_far_as_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "MOST_WORDS", 2)
    assert spelling.check("one two thrre", "en") == ()


def test_a_text_is_never_a_command() -> None:
    """Hunspell's pipe takes lines that begin with such signs for orders to itself."""
    assert spelling.check("*wrod\n@wrod\n#\n~\n!\n%\n`x`\n&", "en")[0].word == "wrod"


def test_marked_in_the_editor_and_saved_all_the_same(shipped_draft: None, db: None) -> None:
    author, row = client_of("ada"), entry(PATH, KEY)
    assert send(author, row, text_en="We recieve it.", text_uk="Ми отримуєм їх.").status_code == 302
    page = author.get(at(row))
    assertContains(page, "“recieve” is in no dictionary. Perhaps: receive / relieve / reverie")
    assertContains(page, "“отримуєм” is in no dictionary.")


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
