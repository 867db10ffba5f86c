"""Whether data is sold, or shared for advertising (Cal. Civ. Code 1798.140(ad), (ah))."""

from collections.abc import Iterable

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.conditions.family import Family, Words, yes_no
from policygen.engine.conditions.shop import Shop
from policygen.engine.facts.model import Facts


def _sells(shop: Shop) -> Iterable[str]:
    return yes_no(shop.facts.sells_data, "sells:yes", "sells:no")


def _shares(shop: Shop) -> Iterable[str]:
    return yes_no(shares_for_ads(shop.facts, shop.catalogue), "shares:yes", "shares:no")


def _sells_or_shares(shop: Shop) -> Iterable[str]:
    shares = shares_for_ads(shop.facts, shop.catalogue)
    if shop.facts.sells_data is True or shares:
        return ("sells-or-shares:yes",)
    neither = shop.facts.sells_data is False and not shop.catalogue.ad_tools
    return ("sells-or-shares:no",) if neither else ()


def shares_for_ads(facts: Facts, catalogue: Catalogue) -> bool:
    """Cross-context behavioural advertising; follows from the tools where it was not answered."""
    if facts.shares_for_ads in (True, False):
        return bool(facts.shares_for_ads)
    return bool(catalogue.ad_tools)


FAMILIES = (
    Family(
        "sells",
        (Words("yes no", "sells_data", "data is sold for money, or not"),),
        _sells,
        at_most_one=("yes no",),
    ),
    Family(
        "shares",
        (Words("yes no", "shares_for_ads", "for cross-context behavioural advertising, or not"),),
        _shares,
        exactly_one=("yes no",),
    ),
    Family(
        "sells-or-shares",
        (
            Words("yes", "sells_data", "either of them"),
            Words("no", "sells_data", "neither of them, and no ad service"),
        ),
        _sells_or_shares,
        at_most_one=("yes no",),
        same_as={"yes": "sells:yes shares:yes"},
        implies={"no": "sells:no shares:no"},
    ),
)
