"""Groups of countries that laws name, as ISO 3166-1 codes."""

_EU = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE"
EEA = frozenset(_EU.split()) | {"IS", "LI", "NO"}
