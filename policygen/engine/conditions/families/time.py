"""The days from which something of the library applies, held against the day from which the policy does."""

from collections.abc import Iterable, Iterator

from policygen.engine.conditions.family import EveryOf, Family, Source, Stage
from policygen.engine.conditions.shop import Shop
from policygen.engine.law.applying import days_reached


def _from(shop: Shop) -> Iterable[str]:
    return days_reached(shop.facts, shop.library)


def _earlier_days(source: Source) -> Iterator[tuple[str, frozenset[str]]]:
    days = sorted(source.days)
    for number, day in enumerate(days):
        yield f"from:{day}", frozenset(f"from:{earlier}" for earlier in days[:number])


FAMILIES = (
    Family(
        "from",
        (EveryOf("days", "effective", "the policy is in force on that day or later"),),
        _from,
        Stage.PLACE,
        implied=_earlier_days,
    ),
)
