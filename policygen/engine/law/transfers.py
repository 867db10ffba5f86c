"""Data leaving the EEA, the UK or Ukraine: where to, and on what ground."""

from collections.abc import Iterable
from functools import lru_cache

from policygen.engine.facts.model import Facts
from policygen.engine.library.countries import EEA, region_of
from policygen.engine.library.laws import ADEQUATE
from policygen.engine.library.model import Library
from policygen.engine.library.schema import Tool

_HOME = {"eea": EEA, "uk": frozenset({"GB"}), "ua": frozenset({"UA"})}
_INSIDE = {**_HOME, "eea": EEA | {"EU"}}


def outside(countries: Iterable[str], region: str) -> bool:
    """Whether any of the countries lies outside `region` (eea, uk, ua)."""
    return not _INSIDE[region].issuperset(countries)


def storage_regions(facts: Facts) -> frozenset[str]:
    """eea, uk, us, ua, elsewhere."""
    where = facts.storage.where
    return frozenset(["eea" if place == "EU" else region_of(place[:2]) for place in where])


def adequate(library: Library, law: str, facts: Facts) -> frozenset[str]:
    """The countries to which data may go without more, on the day from which the policy is in force."""
    found = library.parameter(law, ADEQUATE, facts.effective)
    return _countries(found.places or ()) if found else frozenset()


@lru_cache(maxsize=50)
def _countries(places: tuple[str, ...]) -> frozenset[str]:
    found = frozenset(places)
    return found - {"EU"} | EEA if "EU" in found else found


Area = tuple[frozenset[str], frozenset[str]]
"""A region whose law applies, and where data may go from there without more, the region included."""


def areas(facts: Facts, applying: tuple[str, ...], library: Library) -> tuple[Area, ...]:
    """What the `applying` laws protect: the EEA for the GDPR, the UK for the UK GDPR."""
    return tuple(
        (_INSIDE[region], _HOME[region] | adequate(library, law, facts))
        for law, region in (("gdpr", "eea"), ("uk_gdpr", "uk"))
        if law in applying
    )


def transfer_grounds(tool: Tool, facts: Facts, protected: tuple[Area, ...]) -> tuple[str, ...]:
    """Slugs of transfer_grounds for a tool; empty where the data stays at home or with the shop.

    Home is what is `protected`. Countries with an adequacy decision need nothing more. Where nothing is
    known, a transfer that a contract with the customer needs rests on Art. 49(1)(b)–(c); what is left is
    "unsettled".
    """
    countries = tool.countries
    left = [free for inside, free in protected if not inside.issuperset(countries)]
    if not left or tool.role == "own":
        return ()
    if all(free.issuperset(countries) for free in left):
        return ("adequacy",)
    known = [ground for ground in tool.transfer if ground != "adequacy"]
    if known:
        return tuple(known)
    if facts.transfers.scc is True and tool.role == "processor":
        return ("scc",)
    bases = {activity.basis for activity in facts.activities if tool.slug in activity.tools}
    return ("contract",) if bases == {"contract"} else ("unsettled",)
