"""Where in the wizard each question of the facts file is answered: step and id of the field.

Findings and conditions name their question as a path (``customers.where``); so do problems with
unfinished answers (``activities[2].keep``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from django.urls import reverse

from policygen.engine.library.model import Library
from policygen.engine.library.questions import Question
from policygen.releases.current import current_library
from policygen.shops.models import Shop


@dataclass(frozen=True)
class Place:
    step: str
    anchor: str

    def url(self, shop: Shop) -> str:
        return f"{reverse('shops:step', args=[shop.public_id, self.step])}#{self.anchor}"


OWN_WORDS = "own-words"
"""Not a screen of the wizard, but a page beside it at the same kind of address."""
OWN_WORDS_PATH = "own_words"
SCREENS = ("shop", "contact", "customers", "purposes", "tools", "details", "site")

_CARDS = "activities"
"""On the screen of details each question stands once per purpose, on its card."""


def places() -> Mapping[str, Place]:
    """Of every answer that has a question of its own; what is asked twice, where it is asked first."""
    return _places(current_library())


@lru_cache(maxsize=8)
def _places(library: Library) -> Mapping[str, Place]:
    found: dict[str, Place] = {}
    for screen in SCREENS:
        asked = library.questions.get(screen, {})
        for name, question in asked.items():
            place = Place(screen, f"id_{_CARDS if screen == 'details' else name}")
            if question.path and not _covered(name, asked):
                for path in (question.path, *question.also):
                    found.setdefault(path, place)
    return {**found, OWN_WORDS_PATH: Place(OWN_WORDS, f"id_{OWN_WORDS}")}


def _covered(name: str, asked: Mapping[str, Question]) -> bool:
    """Whether it is part of another question, to which its answer leads."""
    others = (one for other, one in asked.items() if other != name)
    return any(fnmatchcase(name, pattern) for one in others for pattern in one.covers)


def place(path: str) -> Place:
    """The place of a question, or of the nearest question around it. KeyError if there is none."""
    known = places()
    while path not in known:
        if "." not in path:
            raise KeyError(path)
        path = path.rpartition(".")[0]
    return known[path]


def place_of_problem(path: Sequence[Any]) -> Place:
    """The place of a problem with unfinished answers; the first screen where nothing fits."""
    try:
        return place(".".join(step for step in path if isinstance(step, str)))
    except KeyError:
        return Place("shop", "content")
