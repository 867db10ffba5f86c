"""Data leaving the EEA, the UK or Ukraine: where to, and on what ground."""

from functools import lru_cache

from policygen.engine.facts.model import Facts
from policygen.engine.library.countries import EEA
from policygen.engine.library.laws import ADEQUATE
from policygen.engine.library.model import Library
from policygen.engine.library.schema import Tool

_HOME = {"eea": EEA, "uk": frozenset({"GB"}), "ua": frozenset({"UA"})}
_INSIDE = {**_HOME, "eea": EEA | {"EU"}}


def outside(countries: tuple[str, ...], region: str) -> bool:
    """Whether any of the countries lies outside `region` (eea, uk, ua)."""
    return not _INSIDE[region].issuperset(countries)


def storage_regions(facts: Facts) -> frozenset[str]:
    """eea, uk, us, ua, elsewhere."""
    names = {"EU": "eea", "GB": "uk", "US": "us", "UA": "ua"}
    regions = set()
    for place in facts.storage.where:
        country = place[:2] if place != "WORLD" else place
        regions.add("eea" if country in EEA else names.get(country, "elsewhere"))
    return frozenset(regions)


def adequate(library: Library, law: str, facts: Facts) -> frozenset[str]:
    """The countries to which data may go without more, on the day from which the policy is in force."""
    found = library.parameter(law, ADEQUATE, facts.effective)
    return _countries(found.places or ()) if found else frozenset()


@lru_cache(maxsize=50)
def _countries(places: tuple[str, ...]) -> frozenset[str]:
    found = frozenset(places)
    return found - {"EU"} | EEA if "EU" in found else found


Area = tuple[str, frozenset[str]]
"""A region whose law applies, and where data may go from there without more."""


def areas(facts: Facts, applying: tuple[str, ...], library: Library) -> tuple[Area, ...]:
    """What the `applying` laws protect: the EEA for the GDPR, the UK for the UK GDPR."""
    return tuple(
        (region, adequate(library, law, facts))
        for law, region in (("gdpr", "eea"), ("uk_gdpr", "uk"))
        if law in applying
    )


def transfer_grounds(tool: Tool, facts: Facts, protected: tuple[Area, ...]) -> tuple[str, ...]:
    """Slugs of transfer_grounds for a tool; empty where the data stays at home or with the shop.

    Home is what is `protected`. Countries with an adequacy decision need nothing more. Where nothing is
    known, a transfer that a contract with the customer needs rests on Art. 49(1)(b)–(c); what is left is
    "unsettled".
    """
    abroad = _unprotected(tool.countries, protected)
    if abroad is None or tool.role == "own":
        return ()
    if not abroad:
        return ("adequacy",)
    known = tuple(g for g in tool.transfer if g != "adequacy")
    if known:
        return known
    if facts.transfers.scc is True and tool.role == "processor":
        return ("scc",)
    bases = {a.basis for a in facts.activities if tool.slug in a.tools}
    return ("contract",) if bases == {"contract"} else ("unsettled",)


@lru_cache(maxsize=1000)
def _unprotected(countries: tuple[str, ...], protected: tuple[Area, ...]) -> frozenset[str] | None:
    """Countries abroad without an adequacy decision; None where no data goes abroad."""
    left = [area for area in protected if outside(countries, area[0])]
    if not left:
        return None
    there = frozenset(countries)
    return frozenset().union(*[there - _HOME[region] - free for region, free in left])
