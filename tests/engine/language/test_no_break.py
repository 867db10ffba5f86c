"""Lines end where a reader may pause."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.engine.formats.typesetting import typeset
from policygen.engine.language.no_break import NO_BREAK, bound
from tests.cases import cases
from tests.cast import LANGUAGES, composed


@cases(
    ("language", "text"),
    [
        ("en", "for 24~months, within 10~working days"),
        ("en", "by 1~December 2026, on December~1, 2026"),
        ("en", "GDPR, Art.~6(1)(b); Cal. Civ. Code §~1798.100; PECR, regs~22–23"),
        ("en", "J.~R.~Smith~– jeweller, 5~% off"),
        ("en", "Plan B. we go, in a shop"),
        ("uk", "протягом 24~місяців, 10~робочих днів, 400~000~грн"),
        ("uk", "+380 32 111 11 11, 044 123 45 67, +380 44 123 456, 1~400~000, 24~000."),
        ("uk", "22~листопада 2026~року"),
        ("uk", "п.~1–2 ч.~2 ст.~8, п.~«f» ч.~1 ст.~6, Закон №~2297-VI"),
        ("uk", "Л.~М.~Коваль~– майстриня"),
        ("uk", "у~магазині й~на сайті, а~також із нами; В~Україні"),
        ("uk", "ще щось, об’є кт"),
        ("uk", "напишіть у~<a href='у б'>нам і~ще</a>"),
        ("uk", '<td data-label="З ким і де">і~<b>де</b></td>'),
    ],
)
def test_it_works(language: str, text: str) -> None:
    assert bound(text.replace("~", " "), language).replace(NO_BREAK, "~") == text


pieces = st.sampled_from(
    [" ", "  ", "і", "У", "24", "місяців", "months", "ст.", "Art.", "–", "<a href='1 день'>", "</a>", "А.", ",", "&amp;", NO_BREAK]
)  # fmt: skip


@given(st.lists(pieces).map("".join), st.sampled_from(LANGUAGES))
def test_it_changes_spaces_between_words_alone_and_once(text: str, language: str) -> None:
    once = bound(text, language)
    assert bound(once, language) == once
    assert once.replace(NO_BREAK, " ") == text.replace(NO_BREAK, " ")
    assert re.findall("<[^>]*>", once) == re.findall("<[^>]*>", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_documents_are_set_once(language: str) -> None:
    once = typeset(composed("jane-ellen", language))
    assert typeset(once) == once
    assert NO_BREAK in once.effective_text
