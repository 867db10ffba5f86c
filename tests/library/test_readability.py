"""The policies of the example shops are short and easy to read."""

import pytest

from tests.cast import LANGUAGES, composed
from tests.library.readability import length, reading, syllables
from tests.paths import SHOPS

JANE_ELLEN_WORDS = 7_300
"""The policy that Jane Ellen has today: ours say more in half of that."""


def test_it_works() -> None:
    words = "you data policy use used rules addresses information media years"
    assert [syllables(word) for word in words.split()] == [1, 2, 3, 1, 1, 1, 3, 4, 3, 1]


@pytest.mark.parametrize("name", SHOPS)
def test_english_is_easy(name: str) -> None:
    """The reference policies stand at grade 8 to 11.5 and ease 35 to 63."""
    found = reading(composed(name, "en"))
    assert found.grade <= 8
    assert found.ease >= 60


@pytest.mark.parametrize("name", SHOPS)
def test_ukrainian_sentences_are_short(name: str) -> None:
    assert reading(composed(name, "uk")).words_a_sentence <= 14


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOPS)
def test_policies_are_short(name: str, language: str) -> None:
    assert length(composed(name, language)) <= JANE_ELLEN_WORDS / 2
