"""Where a shop is, where its customers are, where its data lies, and in which languages it speaks."""

from collections.abc import Iterable, Iterator

from policygen.engine.conditions.family import EveryOf, Family, Source, Stage, Words, each
from policygen.engine.conditions.shop import Shop
from policygen.engine.facts.fields import countries
from policygen.engine.law.applying import market_names, no_law, sells_to_names, thresholds
from policygen.engine.law.transfers import storage_regions
from policygen.engine.library.countries import PROVINCES, US_STATES, region_of

_REGIONS = "eea uk ua us elsewhere"


def _established(shop: Shop) -> Iterable[str]:
    return (f"established:{region_of(shop.facts.business.country)}",)


def _country(shop: Shop) -> Iterable[str]:
    return (f"country:{shop.facts.business.country}",)


def _in_its_region(source: Source) -> Iterator[tuple[str, frozenset[str]]]:
    for code in countries():
        yield f"country:{code}", frozenset({f"established:{region_of(code)}"})


def _of_the_usa(source: Source) -> Iterator[tuple[str, frozenset[str]]]:
    for state in US_STATES:
        yield f"sells-to:{state}", frozenset({"sells-to:US"})
    yield "sells-to:US", frozenset({"market:us"})
    for province in PROVINCES:
        yield f"sells-to:{province}", frozenset({f"sells-to:{province[:2]}"})
    yield "sells-to:CA", frozenset({"market:canada"})


def _no_law(shop: Shop) -> Iterable[str]:
    where = {place[:2] for place in shop.facts.customers.where if place not in ("EU", "WORLD")}
    if any(map(no_law, where)):
        yield "no-law:customers"
    if no_law(shop.facts.business.country):
        yield "no-law:business"


def _market(shop: Shop) -> Iterable[str]:
    return market_names(shop.facts.customers.where)


def _sells_to(shop: Shop) -> Iterable[str]:
    return sells_to_names(shop.facts.customers.where)


def _threshold(shop: Shop) -> Iterable[str]:
    return each("threshold", thresholds(shop.facts))


def _language(shop: Shop) -> Iterable[str]:
    return each("language", shop.facts.languages)


def _storage(shop: Shop) -> Iterable[str]:
    storage = shop.facts.storage
    if storage.by:
        yield "storage:by-tools"
    if storage.backups_kept:
        yield "storage:backups-kept"
    if storage.where:
        yield "storage:stated"
        yield from each("storage", storage_regions(shop.facts))


FAMILIES = (
    Family(
        "established",
        (Words(_REGIONS, "business.country", "where the business is"),),
        _established,
        Stage.PLACE,
        exactly_one=(_REGIONS,),
    ),
    Family(
        "country",
        (EveryOf("countries", "business.country", "the business’s country"),),
        _country,
        Stage.PLACE,
        at_most_one=("*",),
        implied=_in_its_region,
    ),
    Family(
        "market",
        (
            Words(
                "eea uk us california other-us-states all-us-states ukraine switzerland canada"
                " brazil australia world",
                "customers.where",
                "where customers are",
            ),
        ),
        _market,
        Stage.PLACE,
        implies={
            "california other-us-states": "market:us",
            "all-us-states": "market:us market:california market:other-us-states",
            "world": "market:eea market:uk market:all-us-states",
        },
    ),
    Family(
        "sells-to",
        (
            EveryOf(
                "places",
                "customers.where",
                "a country, a state of the USA or Quebec with customers",
            ),
        ),
        _sells_to,
        Stage.PLACE,
        implied=_of_the_usa,
    ),
    Family(
        "no-law",
        (
            Words("customers", "customers.where", "of a country with customers no law is known"),
            Words("business", "business.country", "of the business’s country no law is known"),
        ),
        _no_law,
        Stage.PLACE,
        implies={"business": "established:elsewhere"},
    ),
    Family(
        "threshold",
        (
            Words(
                "revenue consumers selling",
                "customers.ccpa_thresholds",
                "California’s threshold that is reached",
            ),
        ),
        _threshold,
        Stage.PLACE,
    ),
    Family(
        "language",
        (EveryOf("languages", "languages", "a language of the policy"),),
        _language,
        Stage.PLACE,
        at_least_one=("*",),
    ),
    Family(
        "storage",
        (
            Words("stated", "storage.where", "it was said where data is stored"),
            Words(_REGIONS, "storage.where", "data is stored there"),
            Words("by-tools", "storage.by", "it was said which services store data"),
            Words("backups-kept", "storage.backups_kept", "it was said how long backups are kept"),
        ),
        _storage,
        Stage.PLACE,
        implies={_REGIONS: "storage:stated", "by-tools": "tools:any"},
    ),
)
