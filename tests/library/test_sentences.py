"""What generated policies say, as stored: it changes only knowingly. And signs, spaces and letters in it."""

import re
from difflib import unified_diff

import pytest

from tests.cast import LANGUAGES
from tests.library.sentences import path, scanned, sentences, split

pytestmark = pytest.mark.long  # seven hundred shops in two languages

VOWEL, CONSONANT = "аеєиіїоуюяАЕЄИІЇОУЮЯ", "бвгґджзйклмнпрстфхцчшщьБВГҐДЖЗЙКЛМНПРСТФХЦЧШЩ"
WRONG = {
    "en": {
        r"  |[^\w\d)\]|] [,.;:!?](?!\w)": "spaces",
        r"\.\.|,,|,\.|:\.|;\.": "two signs",
        r"\b(?:[Aa]) [aeio]\w*\b(?<!\bone)(?<!\bonce)": "an",
        r"\b(\w+) \1\b(?<!that that)(?<!had had)": "a word twice",
        r"[\u0400-\u04ff]": "Cyrillic",
    },
    "uk": {
        r"  | [,.;:!?](?!\w)": "spaces",
        r"\.\.|,,|,\.|:\.|;\.": "two signs",
        r"[\"“”„`ʼ]|[а-яіїєґ]'[а-яіїєґ]": "quotes and apostrophes",
        r"—(?!$)| - |[а-яіїє]–[а-яіїє]": "dashes",
        rf"[{VOWEL}] і [аеиіоуАЕИІОУ]": "й between vowels",
        rf"[{CONSONANT}] й ": "і after a consonant",
        rf"[{CONSONANT}] в [{CONSONANT}]": "у between consonants",
        rf"[{VOWEL}] у [{VOWEL}]": "в between vowels",
        rf"[{VOWEL}] в (?:[вфВФ]|[лЛсСтТхХ]в|[лЛ]ьв)": "у before в and ф",
        rf"(?:^|[.!?] )В [{CONSONANT}]": "У before a consonant",
        r"(?:^|[.!?] )У [аеиіоуАЕИІОУ]": "В before a vowel",
        r"\d,\d{3}": "a space between thousands",
        r"\b(\w+) \1\b": "a word twice",
    },
}


def test_it_works() -> None:
    assert split("Ми, напр. Inc. Так. «Ні»: ст. 6.") == ["Ми, напр.", "Inc. Так.", "«Ні»: ст. 6."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_change_only_knowingly(language: str) -> None:
    """Read the difference, then `python -m tests.library.sentences`."""
    stored = path(language).read_text(encoding="utf-8").splitlines()
    changed = unified_diff(stored, sentences(language), "stored", "now", n=0, lineterm="")
    assert "\n".join(changed) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_and_letters(language: str) -> None:
    """Of the sentences, and of what some of the shops' readers get, values and tables included."""
    lines = {*path(language).read_text(encoding="utf-8").splitlines(), *scanned(language)}
    found = {
        f"{right}: …{line[max(match.start() - 30, 0) : match.end() + 20]}…"
        for pattern, right in WRONG[language].items()
        for line in lines
        for match in re.finditer(pattern, line)
    }
    assert sorted(found)[:20] == []
