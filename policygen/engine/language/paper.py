"""The paper of a country."""

from typing import Literal, TypeAlias

Paper: TypeAlias = Literal["A4", "Letter"]

# CLDR, supplementalData, measurementData, paperSize US-Letter.
_LETTER = frozenset(
    ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"]
)


def paper_of(country: str) -> Paper:
    """`country`: ISO 3166-1."""
    return "Letter" if country in _LETTER else "A4"
