"""What a screen tells of its answers: what the review would say of them, at the question that mends it.

Only what is decided: nothing of a screen that the owner has not saved yet. What contradicts an answer of
another screen is told on top of the one that has just been saved.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policygen.engine.conditions.names import question_of
from policygen.engine.policy.compose import ComposeError, compose
from policygen.releases.current import current_library
from policygen.shops.as_facts import shop_data
from policygen.shops.choices import current_language
from policygen.shops.models import Shop
from policygen.shops.questions import Place, place
from policygen.shops.review.earlier import earlier_facts
from policygen.shops.review.noticed import Noticed, noticed
from policygen.shops.sample_answers import completed, whole_facts


@dataclass(frozen=True)
class Advice:
    """`url`: to the first question that mends it."""

    id: str
    message: str
    url: str
    holds_up: bool
    """Whether the policy cannot be published like that: for such a thing alone a screen comes back."""
    here: tuple[str, ...]
    """The ids of the questions on the screen itself that mend it; none where another screen has them."""


def advice(shop: Shop, screen: str) -> tuple[Advice, ...]:
    """Errors and warnings that answers of this screen cause and saved screens can mend; none for a screen
    that was not saved yet."""
    saved = set(shop.saved_steps)
    if screen not in saved:
        return ()
    return tuple(
        _advice(shop, screen, one)
        for one in _noticed(shop)
        if one.severity != "note" and _concerns(one, screen) and screens_of(one) <= saved
    )


def at_questions(told: Iterable[Advice]) -> Mapping[str, list[Advice]]:
    """By the ids of the questions on the screen."""
    found: dict[str, list[Advice]] = {}
    for one in told:
        for anchor in one.here:
            found.setdefault(anchor, []).append(one)
    return found


def screens_of(one: Noticed) -> set[str]:
    """All screens whose answers decide it."""
    return {where.step for where in (*one.places[:1], *map(_place_of, one.names))}


def _concerns(one: Noticed, screen: str) -> bool:
    return bool(one.places) and screen in screens_of(one)


def _place_of(name: str) -> Place:
    return place(question_of(name))


def _noticed(shop: Shop) -> tuple[Noticed, ...]:
    """With what a preview takes for granted where a required answer is still missing. The answers are
    saved whatever comes of it: a clause that cannot be written is told by the review."""
    library, page = current_library(), current_language()
    data, _open = completed(shop_data(shop, also=(page,)), shop)
    facts = whole_facts(data, library)
    try:
        document = compose(library, facts, page, earlier_facts(shop, facts, library))
        return noticed(document, facts, library)
    except ComposeError:
        return ()


def _advice(shop: Shop, screen: str, one: Noticed) -> Advice:
    here = tuple(where.anchor for where in one.places if where.step == screen)
    holds_up = one.severity == "error"
    return Advice(one.id, one.message, one.places[0].url(shop), holds_up, here)
