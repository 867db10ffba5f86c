"""ISO 8601 durations of the calendar kind: "P24M" is 24 months, not a number of seconds."""

import re
from dataclasses import dataclass
from functools import cached_property

_PATTERN = re.compile(
    r"P(?:(?P<year>\d{1,5})Y)?(?:(?P<month>\d{1,5})M)?(?:(?P<week>\d{1,5})W)?(?:(?P<day>\d{1,5})D)?"
    r"(?:T(?:(?P<hour>\d{1,5})H)?(?:(?P<minute>\d{1,5})M)?(?:(?P<second>\d{1,5})S)?)?",
    re.ASCII,
)
UNITS = ("year", "month", "week", "day", "hour", "minute", "second")
_DAYS = {"year": 365.25, "month": 30.4375, "week": 7.0, "day": 1.0}
_SECONDS = {"hour": 3600, "minute": 60, "second": 1}
_LETTERS = {"year": "Y", "month": "M", "week": "W", "day": "D"}


@dataclass(frozen=True)
class Duration:
    """Amounts per unit, largest first, none of them zero: ``(("month", 24),)``."""

    parts: tuple[tuple[str, int], ...]

    @classmethod
    def parse(cls, text: str) -> "Duration":
        """Raises ValueError for anything but a positive ISO 8601 duration."""
        match = _PATTERN.fullmatch(text)
        parts = tuple((u, int(match[u])) for u in UNITS if match[u]) if match else ()
        if not parts or text.endswith("T") or any(n == 0 for _, n in parts):
            raise ValueError(text)
        return cls(parts)

    @cached_property
    def days(self) -> float:
        """Rough length in days, for comparing periods, not for dates."""
        return sum(n * _DAYS[u] if u in _DAYS else n * _SECONDS[u] / 86400 for u, n in self.parts)

    def fits(self, years: int) -> bool:
        """Whether it is no longer than so many years."""
        return self.days <= years * _DAYS["year"]

    def __str__(self) -> str:
        date = "".join(f"{n}{_LETTERS[u]}" for u, n in self.parts if u in _LETTERS)
        time = "".join(f"{n}{u[0].upper()}" for u, n in self.parts if u in _SECONDS)
        return f"P{date}T{time}" if time else f"P{date}"
