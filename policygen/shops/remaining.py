"""How much of the wizard is still ahead, for the owner to know before giving up."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from policygen.engine.library.model import Library
from policygen.releases.current import current_library
from policygen.shops import defaults
from policygen.shops.answers.answers import load_parts
from policygen.shops.choices import current_language
from policygen.shops.forms.reading import open_words
from policygen.shops.models import Shop
from policygen.shops.steps import STEPS, Step

SECONDS_A_QUESTION = 8
"""To answer it, once it is read: most come with an answer to look at and pass by."""
WORDS_A_MINUTE = 200
AROUND = 40
"""Words of a screen that belong to no question: its title, what it is for, the steps, the buttons."""
_WORDS_A_CARD = 25


@dataclass(frozen=True)
class Remaining:
    questions: int
    minutes: int


def remaining(shop: Shop) -> Remaining:
    """On the screens not yet saved, folded questions aside. No queries if the shop's parts are loaded."""
    unseen = [step for step in STEPS if step.slug not in shop.saved_steps]
    measured = [_measure(step, shop) for step in unseen]
    questions = sum(number for number, _words in measured)
    words = sum(words + AROUND for _number, words in measured)
    return Remaining(questions, minutes(questions, words))


def minutes_of_new_shop(languages: Sequence[str]) -> int:
    """What the home page promises: of a shop that has answered nothing yet."""
    return _of_new_shop(current_library(), current_language(), tuple(languages))


@lru_cache(maxsize=16)
def _of_new_shop(library: Library, page: str, languages: tuple[str, ...]) -> int:
    shop = Shop(pk=0, languages=list(languages))
    load_parts(shop)
    return remaining(shop).minutes


def minutes(questions: int, words: int) -> int:
    return math.ceil(questions * SECONDS_A_QUESTION / 60 + words / WORDS_A_MINUTE)


def _measure(step: Step, shop: Shop) -> tuple[int, int]:
    """Questions, and the words to read."""
    if step.slug == "details":
        return _cards(shop)
    form = step.form(instance=shop)
    return int(form.open_questions()), open_words(form)


def _cards(shop: Shop) -> tuple[int, int]:
    """A card of the details is one question: is what we filled in right? It shows a title and a line."""
    number = len(shop.activities.all()) or len(defaults.suggested_purposes(shop))
    return number, number * _WORDS_A_CARD
