"""The laws that apply to a shop; derived when its place and its business are known."""

from collections.abc import Iterable

from policygen.engine.conditions.family import EveryOf, Family, Stage, Words, each
from policygen.engine.conditions.shop import Shop


def _law(shop: Shop) -> Iterable[str]:
    return each("law", shop.catalogue.laws)


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
)
