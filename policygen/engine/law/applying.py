"""Which laws apply to a shop, from where it is and where its customers are (laws/*.yaml of the library)."""

from functools import lru_cache

from policygen.engine.facts.model import Facts
from policygen.engine.law.transfers import storage_regions
from policygen.engine.library.countries import EEA, PROVINCES, US_STATES, region_of
from policygen.engine.library.model import Library
from policygen.engine.library.schema import from_day
from policygen.engine.library.standing import Row, row, standing_in

FAMILIES = (
    "established",
    "country",
    "market",
    "sells-to",
    "storage",
    "threshold",
    "from",
    "yes",
    "no",
)
"""The families of conditions that a law may depend on: none of them depends on a law."""
_MARKETS = {
    "uk": "GB",
    "us": "US",
    "ukraine": "UA",
    "switzerland": "CH",
    "canada": "CA",
    "brazil": "BR",
    "australia": "AU",
}
_COVERED = frozenset(_MARKETS.values())
_THRESHOLDS = {
    "revenue": "revenue",
    "consumers": "consumers_100k",
    "selling": "half_revenue_from_selling",
}
"""Word of the family → the answer to whether California's threshold is reached."""
_SAID: dict[object, str] = {True: "yes", False: "no"}
"""An answer to one of the library's own questions → the family of its condition."""


@lru_cache(maxsize=1000)
def _markets(where: tuple[str, ...]) -> frozenset[str]:
    world = "WORLD" in where
    countries = {place[:2] for place in where if place not in ("EU", "WORLD")}
    found = {name for name, code in _MARKETS.items() if code in countries}
    if world:
        found |= {"world", "uk", "us"}
    if world or "US" in where:
        found.add("all-us-states")
    if world or "EU" in where or countries & EEA:
        found.add("eea")
    states = sells_to(where) & US_STATES
    if "US-CA" in states:
        found.add("california")
    if states - {"US-CA"} or any(p.startswith("US-") and p not in US_STATES for p in where):
        found.add("other-us-states")
    return frozenset(found)


def markets(facts: Facts) -> frozenset[str]:
    """Where the shop's customers are.

    The whole of the USA includes California. WORLD brings in the EEA, the UK and the USA; a smaller
    market counts only where it was named, since selling to whoever comes is not aiming at a country
    (EDPB Guidelines 3/2018, on GDPR Art. 3(2)).
    """
    return _markets(facts.customers.where)


@lru_cache(maxsize=1000)
def sells_to(where: tuple[str, ...]) -> frozenset[str]:
    """The countries, the states of the USA and Quebec among the markets, by their codes. Whoever sells to the
    whole USA sells to each state, and to all of Canada, to Quebec; for EU and WORLD see `markets`."""
    found = {place for place in where if place in US_STATES | PROVINCES}
    found |= {place[:2] for place in where if place not in ("EU", "WORLD")}
    if "WORLD" in where:
        found |= {"GB", "US"}
    if "WORLD" in where or "US" in where:
        found |= US_STATES
    if "CA" in where:
        found |= PROVINCES
    return frozenset(found)


@lru_cache(maxsize=1000)
def market_names(where: tuple[str, ...]) -> tuple[str, ...]:
    """The names of conditions about `markets`."""
    return tuple(f"market:{market}" for market in _markets(where))


@lru_cache(maxsize=1000)
def sells_to_names(where: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"sells-to:{place}" for place in sells_to(where))


def thresholds(facts: Facts) -> frozenset[str]:
    """Which of California's thresholds the shop reaches."""
    answers = facts.customers.ccpa_thresholds
    return frozenset([w for w, name in _THRESHOLDS.items() if getattr(answers, name) is True])


def laws(facts: Facts, library: Library) -> tuple[str, ...]:
    """The owner's own choice, or what follows from the answers. In the order of the library.

    A law that is not in force on the policy's day, not yet or no longer, is none of them.
    """
    if facts.laws is not None:
        known = library.laws
        return tuple(s for s in facts.laws if s not in known or known[s].in_force(facts.effective))
    return by_answers(facts, library)


def by_answers(facts: Facts, library: Library) -> tuple[str, ...]:
    """The laws that follow from the answers, whatever the owner chose."""
    return tuple(standing_in(library.once(_by_answers, ""), grounds(facts, library)))


def laws_left_out(facts: Facts, library: Library) -> tuple[str, ...]:
    """The laws that follow from the answers and that the owner's own choice lacks."""
    if facts.laws is None:
        return ()
    return tuple(law for law in by_answers(facts, library) if law not in facts.laws)


def no_law(country: str) -> bool:
    """Whether the library has no law of a country at all."""
    return country not in EEA and country not in _COVERED


def days_reached(facts: Facts, library: Library) -> list[str]:
    """The one place where the days of a library meet the day of a policy."""
    return [from_day(day) for day in library.days.values() if day <= facts.effective]


def _by_answers(library: Library, _language: str) -> list[Row[str]]:
    """The laws that answers bring in."""
    return [row(law.when, slug) for slug, law in library.laws.items() if law.when is not None]


def grounds(facts: Facts, library: Library) -> frozenset[str]:
    """The names that laws may depend on, as far as they are true for the shop."""
    where = facts.customers.where
    country = facts.business.country
    place = (f"established:{region_of(country)}", f"country:{country}")
    reached = [f"threshold:{word}" for word in thresholds(facts)]
    stored = [f"storage:{region}" for region in storage_regions(facts)]
    stated = ("storage:stated",) if stored else ()
    said = [f"{_SAID[a]}:{name}" for name, a in facts.answers.items() if a in _SAID]
    return frozenset().union(
        place,
        market_names(where),
        sells_to_names(where),
        reached,
        stored,
        stated,
        said,
        days_reached(facts, library),
    )
