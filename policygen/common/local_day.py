"""Which day it is in a country."""

import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.core import get_global
from django.utils import timezone


def today_in(country: str) -> datetime.date:
    """The day that has begun in all of the country (ISO 3166), its westernmost place too; that of the UTC
    where the country is not known."""
    return day_in(country, timezone.now())


def day_in(country: str, moment: datetime.datetime) -> datetime.date:
    days = (moment.astimezone(zone).date() for zone in _zones(country))
    return min(days, default=moment.date())


@lru_cache
def _zones(country: str) -> tuple[ZoneInfo, ...]:
    found = (
        name for name, territory in get_global("zone_territories").items() if territory == country
    )
    return tuple(map(ZoneInfo, sorted(found)))
