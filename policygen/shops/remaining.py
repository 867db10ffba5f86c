"""How much of the wizard is still ahead, for the owner to know before giving up."""

import math
from dataclasses import dataclass

from policygen.shops import defaults
from policygen.shops.models import Shop
from policygen.shops.steps import STEPS, Step

# Most questions come with an answer to look at and pass by; few are typed. Sixty take ten minutes.
SECONDS_A_QUESTION = 10


@dataclass(frozen=True)
class Remaining:
    questions: int
    minutes: int


def remaining(shop: Shop) -> Remaining:
    """On the screens not yet saved, folded questions aside. No queries if the shop's parts are loaded."""
    unseen = [step for step in STEPS if step.slug not in shop.saved_steps]
    number = sum(_questions(step, shop) for step in unseen)
    return Remaining(number, math.ceil(number * SECONDS_A_QUESTION / 60))


def _questions(step: Step, shop: Shop) -> int:
    """A card of the details is one question: is what we filled in right?"""
    if step.slug == "details":
        return len(shop.activities.all()) or len(defaults.suggested_purposes(shop))
    return int(step.form(instance=shop).open_questions())
