"""What is only marked, and how faults are put beside the fields of a form."""

import datetime
from typing import Any

import pytest
from django.conf import settings

from policygen.desk import errors
from policygen.desk.errors import Problem
from policygen.desk.warnings import warnings
from policygen.engine.language.sentences import sentences, too_long
from policygen.engine.library.schema import ClauseSource
from policygen.engine.loading.load import shipped_library
from policygen.engine.placeholders.known import PLACEHOLDERS
from policygen.site.catalogues import read

LIBRARY = shipped_library()
TODAY = datetime.date(2026, 11, 22)


def source(**changes: Any) -> ClauseSource:
    data = {
        "id": "new",
        "reviewed": "2026-11-22",
        "text": {"en": "Write to us.\n", "uk": "Пишіть нам.\n"},
        **changes,
    }
    return ClauseSource.model_validate(data)


# -- marks --------------------------------------------------------------------------------------------


def test_long_sentences() -> None:
    text = "Short. " + "word " * 30 + "end.\n\n- one\n- two {{ shop.name }}"
    assert sentences(text)[-2:] == ["one", "two X"]
    assert [count for count, _ in too_long(text)] == [31]
    (mark,) = warnings.wording_marks({"en": text})
    assert mark.message.startswith("A sentence of 31 words is long (over 25): “word word")


def test_words_outside_the_glossary() -> None:
    (mark,) = warnings.wording_marks(
        {"uk": "Термін зберігання вказано нижче.", "en": "термін зберігання"}
    )
    assert mark == Problem(
        "text_uk", "“Термін зберігання” is not in the glossary: строк зберігання."
    )


def test_reviews() -> None:
    old = source(reviewed="2025-01-01", unsure={"en": "Is it so?", "uk": "Чи так?"})
    assert [p.message for p in warnings.clause_review_marks(old, TODAY, TODAY)] == [
        "Last reviewed more than a year ago.",
        "Changed since its last review.",
        "Marked as unsure: owners are told to have it looked at.",
    ]
    assert list(warnings.clause_review_marks(source(), TODAY, TODAY)) == []
    to_check = source(to_check="Is it so?")
    assert list(warnings.clause_review_marks(to_check, TODAY, TODAY)) == [
        Problem("to_check", "Not confirmed yet: Is it so?")
    ]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"checked": "2026-01-01"}, []),
        ({"checked": None}, ["Never reviewed."]),
        ({"checked": "2024-01-01"}, ["Last reviewed more than a year ago."]),
        ({"checked": "2036-01-01"}, ["Its day of review lies in the future."]),
        ({"unsure": ["entity", "role"]}, ["Not confirmed yet: entity, role"]),
        ({"unsure": "Whether it holds."}, ["Not confirmed yet: Whether it holds."]),
        ({"unsure": []}, []),
        (
            {"cookies": [{"name": "m", "unsure": ["lasts"]}, {"name": "n"}]},
            ["Not confirmed yet: m: lasts"],
        ),
        (
            {"cookies": [{"name": "m", "checked": "2024-01-01"}]},
            ["m: Last reviewed more than a year ago."],
        ),
        ({"cookies": ["m"]}, []),
        ("a line", []),
    ],
)
def test_reviews_of_other_kinds(data: Any, told: list[str]) -> None:
    assert [(p.place, p.message) for p in warnings.review_marks(data, TODAY)] == [
        ("text", text) for text in told
    ]


def test_texts_are_found_wherever_they_stand() -> None:
    data = {"a": [{"label": {"en": "x", "uk": "y"}}], "b": {"en": "z"}}
    assert list(errors.texts_in(data, frozenset({"en", "uk"}))) == [
        {"en": "x", "uk": "y"},
        {"en": "z"},
    ]


def test_every_placeholder_is_explained_in_every_language() -> None:
    catalogue = read(settings.BASE_DIR, "uk")
    assert [p.meaning for p in PLACEHOLDERS if not catalogue[p.meaning].string] == []
