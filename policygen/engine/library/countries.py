"""Groups of countries that laws name, as ISO 3166-1 codes."""

_EU = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
EEA = frozenset(_EU.split()) | {"IS", "LI", "NO"}
_STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC"
    " ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY"
)
_REGIONS = {"GB": "uk", "UA": "ua", "US": "us"}
US_STATES = frozenset(f"US-{code}" for code in _STATES.split())
PROVINCES = frozenset({"CA-QC"})
"""Of Canada, those whose own law the library knows."""


def region_of(country: str) -> str:
    """eea, uk, ua, us or elsewhere, of a country's code."""
    return "eea" if country in EEA else _REGIONS.get(country, "elsewhere")
