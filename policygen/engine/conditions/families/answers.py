"""Answers to the yes/no questions that a library declares by itself (`answers` of the facts file)."""

from collections.abc import Iterable

from policygen.engine.conditions.family import Derive, EveryOf, Family, Stage, each
from policygen.engine.conditions.shop import Shop

QUESTION = "answers.{}"


def _said(family: str, wanted: bool) -> Derive:
    """ "I don't know" is neither."""

    def derive(shop: Shop) -> Iterable[str]:
        said = shop.facts.answers
        return each(family, [n for n, answer in said.items() if answer is wanted]) if said else ()

    return derive


FAMILIES = (
    Family(
        "yes",
        (EveryOf("answers", QUESTION, "the answer to this question is yes"),),
        _said("yes", True),
        Stage.PLACE,
        excludes={"*": "no:{}"},
    ),
    Family(
        "no",
        (EveryOf("answers", QUESTION, "the answer to this question is no"),),
        _said("no", False),
        Stage.PLACE,
    ),
)
