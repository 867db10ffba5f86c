"""A day has begun in a country when it has begun in all of it."""

import datetime

import pytest

from policygen.common.local_day import day_in

NIGHT = datetime.datetime(2026, 12, 1, 0, 30, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("country", "hours", "day"),
    [
        ("UA", 0, "2026-12-01"),
        ("UA", -2, "2026-12-01"),
        ("UA", -3, "2026-11-30"),
        ("US", 4, "2026-11-30"),
        ("US", 10, "2026-12-01"),
        ("NZ", -13, "2026-12-01"),
        ("", 0, "2026-12-01"),
        ("XX", -1, "2026-11-30"),
    ],
)
def test_it_works(country: str, hours: int, day: str) -> None:
    found = day_in(country, NIGHT + datetime.timedelta(hours=hours))
    assert found.isoformat() == day
