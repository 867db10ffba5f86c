"""The days on which entries were last read. No database, no clock."""

import datetime
from typing import Any

DAYS = ("reviewed", "checked")
"""The keys of an entry that hold such a day."""
_AHEAD = datetime.timedelta(days=1)
"""Days are counted in UTC, and where the editor is it may be tomorrow already."""


def day_of(value: Any) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError:
        return None


def lies_ahead(day: datetime.date | None, today: datetime.date) -> bool:
    return day is not None and day > today + _AHEAD
