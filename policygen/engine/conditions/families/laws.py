"""The laws that apply to a shop; derived when its place and its business are known."""

from collections.abc import Iterable

from policygen.engine.conditions.family import EveryOf, Family, Stage, Words, each
from policygen.engine.conditions.shop import Shop
from policygen.engine.law.applying import by_answers, laws_left_out


def _law(shop: Shop) -> Iterable[str]:
    return each("law", shop.catalogue.laws)


def _chosen(shop: Shop) -> Iterable[str]:
    answered = by_answers(shop.facts, shop.library)
    return each("chosen", [law for law in shop.catalogue.laws if law not in answered])


def _left_out(shop: Shop) -> Iterable[str]:
    return each("left-out", laws_left_out(shop.facts, shop.library))


FAMILIES = (
    Family(
        "law",
        (
            EveryOf("laws", "customers.where", "the law applies, or its owner says so"),
            Words(
                "ccpa",
                "customers.ccpa_thresholds",
                "California’s threshold is reached, or likewise",
            ),
        ),
        _law,
        Stage.LAWS,
    ),
    Family(
        "chosen",
        (
            EveryOf(
                "laws", "customers.where", "its owner says that the law applies, the answers do not"
            ),
        ),
        _chosen,
        Stage.LAWS,
        implies={"*": "law:{}"},
    ),
    Family(
        "left-out",
        (
            EveryOf(
                "laws",
                "customers.where",
                "the answers say that the law applies, its owner does not",
            ),
        ),
        _left_out,
        Stage.LAWS,
        excludes={"*": "law:{}"},
    ),
)
