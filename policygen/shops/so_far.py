"""What is true of a shop by the answers that are stored so far, for what is asked next."""

import json
from dataclasses import dataclass, field
from functools import lru_cache

from policygen.engine.conditions.deriving import conditions
from policygen.engine.library.model import Library
from policygen.releases.current import current_library
from policygen.shops.answers.answers import Answers
from policygen.shops.models import Shop
from policygen.shops.sample_answers import completed, whole_facts


@dataclass(frozen=True)
class _SoFar:
    """Equal where the answers are; `shop` is what they were read from."""

    answers: str
    shop: Shop = field(compare=False)


def conditions_so_far(shop: Shop) -> frozenset[str]:
    """By the current library; where a required answer is missing, by what a preview takes for granted."""
    answers = Answers.of(shop)
    told = [answers.data(), shop.preset, answers.tools]
    return _conditions(_SoFar(json.dumps(told, ensure_ascii=False), shop), current_library())


@lru_cache(maxsize=32)
def _conditions(so_far: _SoFar, library: Library) -> frozenset[str]:
    """Remembered: a page counts the questions of every screen that is still ahead."""
    data, _open = completed(json.loads(so_far.answers)[0], so_far.shop)
    return conditions(whole_facts(data, library), library)
