"""What speaks to the owner calls things as the owner does: "you" is the owner, never a customer."""

import re

import pytest

from policygen.engine.loading.load import shipped_library
from tests.cast import LANGUAGES
from tests.library.texts import every_text

LIBRARY = shipped_library()
READERS = {
    "en": r"\b(?:[Ww]e|[Oo]ur|us|[Yy]ours?)\b",
    "uk": r"\b(?:ми|нас|нам|нами|наш\w*)\b",
}
"""Words by which a policy speaks to its reader. An owner's own answer in quotes may hold them."""


def labels(language: str) -> list[str]:
    """Of every condition that has a word of the library in it, as a receipt says it."""
    return [
        re.sub(r"[“«].*[”»]", "“”", LIBRARY.condition_label(f"{name}{slug}", language))
        for name, entry in LIBRARY.condition_labels.items()
        if name.endswith(":") and entry.kind not in ("answers", "days")
        for slug in LIBRARY.vocabulary.get(entry.kind or "", {})
    ]


def test_it_works() -> None:
    assert LIBRARY.condition_label("source:person", "uk") == "ви отримуєте дані від самої людини"
    assert (
        LIBRARY.condition_label("purpose:newsletter", "en")
        == "you chose “We send news and offers by email”"
    )
    assert LIBRARY.ticked("purposes", "orders", "uk") == "Клієнти можуть замовляти й оплачувати"
    assert len(labels("en")) > 300


@pytest.mark.parametrize("language", LANGUAGES)
def test_receipts_speak_to_the_owner(language: str) -> None:
    """What comes after the colon is about customers, unless it is the owner's interest."""
    wrong = re.compile(READERS[language])
    after = {label: label.partition(": ")[2] for label in labels(language)}
    own = ("a good reason of your own", "ваша вагома причина")
    assert [la for la, said in after.items() if wrong.search(said) and not la.startswith(own)] == []
    assert [la for la in after if la.startswith(own) and OWN[language].search(la)] == []


OWN = {
    "en": re.compile(r"\b(?:we|our|us)\b"),
    "uk": re.compile(READERS["uk"], re.IGNORECASE),
}
"""A shop's "we" is the owner's "you"."""


@pytest.mark.parametrize(
    ("language", "asking"),
    [
        ("en", "(?:Of |Yet )?Wh(?:o|om|at|ere)"),
        ("uk", "(?:Щодо )?(?:Хто|Що|Кому|Кого|Чим|Де|Куди)"),
    ],
)
def test_findings_are_sentences(language: str, asking: str) -> None:
    """“What does not by itself: Meta Pixel.” stood there, as if somebody filled in a form."""
    form = re.compile(rf"(?:^|[.?!] ){asking}\b[^.?!:]*: \{{\{{")
    found = {
        place: texts[language]
        for place, texts in every_text(LIBRARY)
        if place.startswith("findings")
    }
    assert len(found) > 100
    assert [place for place, text in found.items() if form.search(text)] == []
