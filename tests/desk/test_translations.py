"""Texts older than the one they were translated from: found in the normal case, and not where both were read."""

from itertools import pairwise
from typing import Any

import pytest

from policygen.desk.warnings.translations import Older, older_texts, texts_at

LANGUAGES = frozenset({"en", "uk", "pl"})


def state(en: str, uk: str, reviewed: str = "2026-01-01", **more: Any) -> dict[str, Any]:
    return {"reviewed": reviewed, "text": {"en": en, "uk": uk}, **more}


def third(en: str, uk: str, pl: str) -> dict[str, Any]:
    return {"text": {"en": en, "uk": uk, "pl": pl}}


def older(*states: Any) -> list[Older]:
    return older_texts(pairwise(states), LANGUAGES)


def test_it_works() -> None:
    assert older(state("a", "а"), state("b", "а")) == [Older(("text",), "uk")]


@pytest.mark.parametrize(
    ("states", "languages"),
    [
        # The normal case: who changes a text also sets the day, as the form asks for.
        ([state("a", "а"), state("b", "а", "2026-02-02")], ["uk"]),
        # The day alone says that both were read; and so does a change of both.
        ([state("a", "а"), state("b", "а"), state("b", "а", "2026-02-02")], []),
        ([state("a", "а"), state("b", "б")], []),
        ([state("a", "а"), state("b", "а"), state("c", "в")], []),
        # The other language catches up, and is not ahead by that.
        ([state("a", "а"), state("b", "а"), state("b", "б")], []),
        ([state("a", "а"), state("b", "а"), state("b", "б"), state("b", "в")], ["en"]),
        ([state("a", "а"), state("b", "а"), state("b", "а", callout=True)], ["uk"]),
        ([None, state("a", "а")], []),
        # Deleted and restored it is as old as it was.
        ([state("a", "а"), state("b", "а"), None, state("b", "а")], ["uk"]),
        ([state("a", "а"), None, state("b", "а")], ["uk"]),
        # A third language is translated from what the others say by then.
        ([state("a", "а"), third("a", "а", "ą")], []),
        ([state("a", "а"), state("b", "а"), third("b", "а", "b")], ["uk"]),
        ([third("a", "а", "a"), third("b", "б", "a")], ["pl"]),
        ([third("a", "а", "a"), third("b", "а", "a"), third("c", "в", "a")], ["pl"]),
    ],
)
def test_which_texts_are_older(states: list[Any], languages: list[str]) -> None:
    assert older(*states) == [Older(("text",), language) for language in languages]


def test_every_text_of_an_entry_is_looked_at() -> None:
    before = {"label": {"en": "a", "uk": "а"}, "rows": [{"why": {"en": "a", "uk": "а"}}]}
    after = {"label": {"en": "a", "uk": "б"}, "rows": [{"why": {"en": "b", "uk": "а"}}]}
    assert older(before, after) == [Older(("label",), "en"), Older(("rows", "0", "why"), "uk")]


def test_an_entry_that_is_its_texts() -> None:
    assert older({"en": "a", "uk": "а"}, {"en": "b", "uk": "а"}) == [Older((), "uk")]
    assert list(texts_at({"en": "a", "uk": "а"}, LANGUAGES)) == [((), {"en": "a", "uk": "а"})]
    assert list(texts_at("a", LANGUAGES)) == []
