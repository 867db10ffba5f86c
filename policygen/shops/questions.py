"""Where in the wizard each question of the facts file is answered: step and id of the field.

Findings and conditions name their question as a path (``customers.where``); so do problems with
unfinished answers (``activities[2].keep``).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        return reverse("shops:step", args=[shop.public_id, self.step]) + self.within

    @property
    def within(self) -> str:
        """What follows the address of the screen: the fold around the question is served open
        (`opened_by`), so that the browser finds it without scripts."""
        name = self.anchor.removeprefix("id_")
        opens = f"?{OPEN}={name}" if name != self.anchor and self.step != OWN_WORDS else ""
        return f"{opens}#{self.anchor}"


OPEN = "open"
"""In the address of a screen, before the name of a question that must not be folded away."""
OWN_WORDS = "own-words"
"""Not a screen of the wizard, but a page beside it at the same kind of address."""
OWN_WORDS_PATH = "own_words"
SCREENS = ("shop", "customers", "contact", "purposes", "tools", "details", "site")

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


def place_of_problem(path: Sequence[Any], purposes: Sequence[str] = ()) -> Place:
    """The place of a problem with unfinished answers; the first screen where nothing fits. `purposes`: of
    the activities, in their order, to tell the card of one."""
    question = ".".join(step for step in path if isinstance(step, str))
    try:
        whole = place(question)
    except KeyError:
        return Place("shop", "content")
    number = path[1] if len(path) > 2 and path[0] == _CARDS else None
    if whole.step != "details" or not isinstance(number, int) or number >= len(purposes):
        return whole
    return on_card(list(card_names(purposes))[number], question)


# -- the cards of the details --------------------------------------------------------------------------

_FIELDS = {"data": "collected"}
"""What a card calls an answer, where it is not called as in the facts file."""


def card_names(purposes: Iterable[str]) -> Iterator[str]:
    """What the names of each card's fields begin with; a purpose may come twice."""
    numbers: Counter[str] = Counter()
    for purpose in purposes:
        numbers[purpose] += 1
        number = numbers[purpose]
        yield purpose if number == 1 else f"{purpose}-{number}"


def on_card(card: str, path: str) -> Place:
    """The place of the question `path` on one of the cards."""
    answer = path.removeprefix(f"{_CARDS}.").partition(".")[0]
    return Place("details", f"id_{card}-{_FIELDS.get(answer, answer)}")
