"""Data leaving the area that a law protects: where to, and on what ground under that law."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from policygen.engine.facts.model import Facts
from policygen.engine.library.countries import EEA, region_of
from policygen.engine.library.laws import ADEQUATE
from policygen.engine.library.model import Library
from policygen.engine.library.schema import Tool

_HOME = {
    "eea": EEA,
    "uk": frozenset({"GB"}),
    "ua": frozenset({"UA"}),
    "ch": frozenset({"CH"}),
}
_INSIDE = {**_HOME, "eea": EEA | {"EU"}}


@dataclass(frozen=True)
class Rules:
    """How one law names its grounds. `frameworks` cover companies in the USA only, and can be struck down."""

    region: str
    adequacy: str
    clauses: str
    frameworks: frozenset[str]
    known: frozenset[str]
    """What a service's own terms can give: frameworks, clauses and other grounds."""


GDPR = Rules("eea", "adequacy", "scc", frozenset({"dpf"}), frozenset({"dpf", "scc", "bcr"}))
RULES = {
    "gdpr": GDPR,
    "uk_gdpr": Rules(
        *("uk", "uk_adequacy", "uk_addendum"),
        frozenset({"uk_extension"}),
        frozenset({"uk_extension", "uk_addendum"}),
    ),
    "swiss": Rules(
        *("ch", "adequacy", "scc"),
        frozenset({"swiss_dpf"}),
        frozenset({"swiss_dpf", "scc", "bcr"}),
    ),
}
"""The laws under which each transfer needs a ground of its own, in the order in which they are told."""
UNSETTLED = "unsettled"


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
    return found | EEA if "EU" in found else found


@dataclass(frozen=True)
class Area:
    """A region whose law applies, and where data may go from there without more, the region included."""

    law: str
    rules: Rules
    inside: frozenset[str]
    free: frozenset[str]

    @property
    def frameworks(self) -> frozenset[str]:
        return self.rules.frameworks


def areas(facts: Facts, applying: tuple[str, ...], library: Library) -> tuple[Area, ...]:
    """What the `applying` laws protect: the EEA for the GDPR, the UK for the UK GDPR, Switzerland."""
    return tuple(
        Area(
            law,
            told,
            _INSIDE[rules.region],
            _INSIDE[rules.region] | adequate(library, law, facts),
        )
        for law, rules in RULES.items()
        if law in applying and (told := _told(rules, library))
    )


def _told(rules: Rules, library: Library) -> Rules | None:
    """As a release tells them: one of before has the words of the GDPR only, and none for Switzerland."""
    if rules.known <= library.vocabulary["transfer_grounds"].keys():
        return rules
    if rules.region == "ch":
        return None
    return replace(GDPR, region=rules.region)


def transfer_grounds(tool: Tool, facts: Facts, area: Area) -> tuple[str, ...]:
    """Slugs of transfer_grounds for a tool under one law; empty where the data stays at home.

    Countries with an adequacy decision need nothing more, and come first. For the others the service's own
    terms count, then the clauses that the shop signed with it, then that a contract with the customer needs
    the transfer (Art. 49(1)(b)–(c)). A service that decides for itself and contracts from a safe country
    answers for what it sends on. What is left is "unsettled".
    """
    countries, rules = tool.countries, area.rules
    if tool.role == "own" or area.inside.issuperset(countries):
        return ()
    unsafe = frozenset(countries) - area.free
    decided = (rules.adequacy,) if decided_countries(tool, area) else ()
    return tuple(dict.fromkeys(decided + _of_the_others(tool, unsafe, facts, area)))


def decided_countries(tool: Tool, area: Area) -> tuple[str, ...]:
    """Those abroad that an adequacy decision covers."""
    return tuple(c for c in tool.countries if c in area.free and c not in area.inside)


def _of_the_others(tool: Tool, unsafe: frozenset[str], facts: Facts, area: Area) -> tuple[str, ...]:
    countries, rules = tool.countries, area.rules
    if not unsafe:
        return ()
    known, signed = _known(tool, unsafe, rules), tool.slug in facts.transfers.signed
    if signed and rules.clauses not in known:
        return (*known, rules.clauses)
    if known:
        return known
    if facts.transfers.scc is True and tool.role == "processor":
        return (rules.clauses,)
    bases = {activity.basis for activity in facts.activities if tool.slug in activity.tools}
    if bases == {"contract"}:
        return ("contract",)
    if tool.role in ("controller", "joint") and countries[0] in area.free:
        return ()
    return (UNSETTLED,)


def _known(tool: Tool, unsafe: frozenset[str], rules: Rules) -> tuple[str, ...]:
    """What the catalogue knows of a service, as far as it covers all countries that are not safe."""
    known = [ground for ground in tool.transfer if ground in rules.known]
    if "US" not in unsafe:
        known = [ground for ground in known if ground not in rules.frameworks]
    if unsafe != {"US"} and rules.frameworks.issuperset(known):
        return ()
    return tuple(known)


# -- Ukraine -----------------------------------------------------------------------------------------


def ukrainian_grounds(
    places: Iterable[tuple[str, Tool | None]], facts: Facts
) -> dict[str, tuple[str, ...]]:
    """On what data goes to each country that protects it less, by Art. 29(4) of Law 2297-VI.

    `places`: countries with the service that keeps data there, None for servers of nobody named. Grounds:
    ``contract`` (item 2), ``consent`` (item 1), ``guarantees`` (item 5), or UNSETTLED.
    """
    found: dict[str, dict[str, None]] = {}
    for country, tool in places:
        found.setdefault(country, {}).update(dict.fromkeys(_ukrainian(tool, facts)))
    return {country: tuple(grounds) for country, grounds in found.items()}


def _ukrainian(tool: Tool | None, facts: Facts) -> tuple[str, ...]:
    if tool is not None and _guaranteed(tool, facts):
        return ("guarantees",)
    used = [a.basis for a in facts.activities if tool is None or tool.slug in a.tools]
    bases = dict.fromkeys(used or [a.basis for a in facts.activities])
    if {"contract", "consent"}.issuperset(bases):
        return tuple(bases)
    return (UNSETTLED,)


def _guaranteed(tool: Tool, facts: Facts) -> bool:
    signed = facts.transfers.scc is True and tool.role == "processor"
    return bool(tool.transfer) or signed or tool.slug in facts.transfers.signed
