"""Whether a postal address holds a postcode of its country. More can’t be asked of one line."""

import re

# Of countries where every address has one, and where shops of ours are likely.
_POSTCODES = {
    **dict.fromkeys(("UA", "DE", "FR", "ES", "IT", "US", "FI", "EE", "LT", "HR"), r"\d{5}"),
    **dict.fromkeys(("AT", "BE", "BG", "CH", "DK", "HU", "NO", "SI", "AU"), r"\d{4}"),
    **dict.fromkeys(("CZ", "SK", "SE", "GR"), r"\d{3} ?\d{2}"),
    "PL": r"\d{2}-\d{3}",
    "PT": r"\d{4}-\d{3}",
    "RO": r"\d{6}",
    "NL": r"\d{4} ?[A-Za-z]{2}",
    "GB": r"[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}",
    "CA": r"[A-Za-z]\d[A-Za-z] ?\d[A-Za-z]\d",
    "LV": r"(?:LV-)?\d{4}",
}


def lacks_postcode(address: str, country: str) -> bool:
    """False for a country whose postcodes are not known here."""
    form = _POSTCODES.get(country)
    return form is not None and re.search(rf"(?<!\w){form}(?!\w)", address) is None
