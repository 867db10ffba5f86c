"""A further language of the interface: one line of `LANGUAGES`, and its catalogue. Polish stands for any."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from policygen.engine.library.model import Library
from policygen.engine.loading.load import load_library
from policygen.publishing.management.commands import generate
from policygen.shops.models import Shop
from policygen.shops.sample_answers import _names
from policygen.site import catalogues, languages
from tests.library.test_third_language import small_files
from tests.paths import ROOT

SPELLED_OUT = {
    "settings.py": "the list",
    "engine/loading/checking/texts.py": "what every text has to be in",
    "engine/loading/checking/numerals.py": "the words for numbers, of languages that are checked for them",
    "engine/language/phrases.py": "what CLDR does not know; of others library/nouns.yaml tells",
    "engine/language/us_states.py": "what CLDR does not know",
    "engine/policy/spelling.py": "the country whose spelling programs are to check",
}
"""Where the code names both languages, and that a further one need not stand there."""


@pytest.fixture
def polish(settings: Any) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("pl", "Polski")]


def page(client: Client, address: str) -> HttpResponse:
    answer: HttpResponse = client.get(address)
    assert answer.status_code == 200
    return answer


@pytest.mark.django_db
def test_it_works(client: Client, polish: None) -> None:
    offered = [(choice.code, choice.name, choice.current) for choice in languages.choices("pl")]
    assert offered == [
        ("en", "English", False),
        ("uk", "Українська", False),
        ("pl", "Polski", True),
    ]
    assert '<html lang="pl"' in page(client, "/pl/").content.decode()
    assert "Polski" in page(client, "/uk/").content.decode()
    assert catalogues.translated_languages() == ["uk", "pl"]
    assert languages.in_language("/pl/shops/?a=b", "uk") == "/uk/shops/?a=b"


def test_what_is_not_translated_is_english(polish: None) -> None:
    names = {"en": "«Your shop»", "uk": "«Ваш магазин»", "pl": "«Your shop»"}
    assert _names({}, Shop(languages=["uk"])) == names


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(small_files())


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("terminal", "spoken"),
    [("pl_PL.UTF-8", "pl"), ("uk", "uk"), ("uk_UA.UTF-8", "uk"), ("de_DE", "en"), ("C", "en")],
)
def test_the_language_of_a_terminal(
    library: Library, polish: None, monkeypatch: pytest.MonkeyPatch, terminal: str, spoken: str
) -> None:
    monkeypatch.setenv("LC_ALL", terminal)
    assert generate._spoken_language(library) == spoken


def test_a_terminal_gets_no_language_that_the_library_lacks(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "pl_PL.UTF-8")
    assert generate._spoken_language(library) == "en"


def both_languages(path: Path) -> bool:
    """Whether some literal of the module has English and Ukrainian side by side."""
    tree = ast.parse(path.read_text("utf-8"))
    return any({"en", "uk"} <= set(_words(node)) for node in ast.walk(tree))


def _words(node: ast.AST) -> Iterator[object]:
    if isinstance(node, ast.Dict):
        within: list[ast.expr | None] = [*node.keys]
    elif isinstance(node, ast.List | ast.Tuple | ast.Set):
        firsts = [e.elts[0] if isinstance(e, ast.Tuple) and e.elts else e for e in node.elts]
        within = [*firsts]
    else:
        within = []
    return (one.value for one in within if isinstance(one, ast.Constant))


@pytest.mark.long
def test_the_code_has_no_second_list_of_languages() -> None:
    code = ROOT / "policygen"
    found = [p.relative_to(code).as_posix() for p in code.rglob("*.py") if both_languages(p)]
    assert sorted(found) == sorted(SPELLED_OUT)
