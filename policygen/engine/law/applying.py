"""Which laws apply to a shop, from where it is and where its customers are."""

from policygen.engine.facts.model import Facts
from policygen.engine.library.countries import EEA

_MARKETS = {
    "uk": "GB",
    "us": "US",
    "ukraine": "UA",
    "switzerland": "CH",
    "canada": "CA",
    "brazil": "BR",
    "australia": "AU",
}


def established(facts: Facts) -> str:
    """eea, uk, ua, us or elsewhere."""
    country = facts.business.country
    if country in EEA:
        return "eea"
    return {"GB": "uk", "UA": "ua", "US": "us"}.get(country, "elsewhere")


def markets(facts: Facts) -> frozenset[str]:
    """Where the shop's customers are.

    The whole of the USA includes California. WORLD brings in the EEA, the UK and the USA; a smaller
    market counts only where it was named, since selling to whoever comes is not aiming at a country
    (EDPB Guidelines 3/2018, on GDPR Art. 3(2)).
    """
    where = facts.customers.where
    world = "WORLD" in where
    countries = {place[:2] for place in where if place not in ("EU", "WORLD")}
    found = {name for name, code in _MARKETS.items() if code in countries}
    if world:
        found |= {"world", "uk", "us"}
    if world or "EU" in where or countries & EEA:
        found.add("eea")
    if world or {"US", "US-CA"} & set(where):
        found.add("california")
    return frozenset(found)


def laws(facts: Facts) -> tuple[str, ...]:
    """The owner's own choice, or what follows from the answers. In a fixed order."""
    if facts.laws is not None:
        return facts.laws
    return tuple(law for law, applies in _applying(facts).items() if applies)


def _applying(facts: Facts) -> dict[str, bool]:
    here, there, where = established(facts), markets(facts), facts.customers.where
    whole_us = "world" in there or "US" in where
    business_for_ccpa = True in facts.customers.ccpa_thresholds.model_dump().values()
    return {
        "gdpr": here == "eea" or "eea" in there,  # Art. 3(1), 3(2)(a)
        "uk_gdpr": here == "uk" or "uk" in there,  # Art. 3(1), 3(2)(a)
        "ua_pdp": here == "ua" or "UA" in facts.storage.where,  # Law 2297-VI Art. 1
        "ua_ecommerce": "ukraine" in there,  # Law 675-VIII
        "ccpa": "california" in there and business_for_ccpa,  # Civ. Code 1798.140(d)
        "caloppa": "california" in there,  # Bus. & Prof. Code 22575, no threshold
        "delaware": whole_us or "US-DE" in where,  # 6 Del. C. 1205C, no threshold
        "us_states": whole_us or any(p.startswith("US-") and p != "US-CA" for p in where),
        "coppa": "us" in there,  # 16 CFR 312.2, 312.3
        "swiss": "switzerland" in there,
        "canada": "canada" in there,
        "brazil": "brazil" in there,
    }
