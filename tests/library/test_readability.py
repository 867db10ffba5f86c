"""The policies of the example shops are short and easy to read."""

from tests.cases import cases
from tests.cast import LANGUAGES, composed
from tests.library.readability import length, reading, syllables
from tests.paths import SHOPS

FIRST_WORDS = {
    "classerium": (3_620, 3_591),
    "handcraft-courses": (2_379, 2_237),
    "jane-ellen": (3_590, 3_498),
    "klumandel": (1_425, 1_293),
    "subscription-platform": (2_026, 1_884),
}
"""Of the examples in English and Ukrainian, on 28 November 2026, when they were read sentence by sentence. What
was false or missing then may not cost more than a tenth. Jane Ellen's own policy of that day has 7,300 words."""


def test_it_works() -> None:
    words = "you data policy use used rules addresses information media years"
    assert [syllables(word) for word in words.split()] == [1, 2, 3, 1, 1, 1, 3, 4, 3, 1]


@cases("name", SHOPS)
def test_english_is_easy(name: str) -> None:
    """The reference policies stand at grade 8 to 11.5 and ease 35 to 63."""
    found = reading(composed(name, "en"))
    assert found.grade <= 8
    assert found.ease >= 60


@cases("name", SHOPS)
def test_ukrainian_sentences_are_short(name: str) -> None:
    assert reading(composed(name, "uk")).words_a_sentence <= 14


@cases("language", LANGUAGES)
@cases("name", FIRST_WORDS)
def test_policies_stay_short(name: str, language: str) -> None:
    first = FIRST_WORDS[name][LANGUAGES.index(language)]
    assert length(composed(name, language)) <= first * 1.1
