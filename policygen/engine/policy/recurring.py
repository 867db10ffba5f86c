"""Days that come again and again, however long the period: `P1Y6M`, `P2W`, `P45D`."""

import calendar
import datetime
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from policygen.engine.language.duration import Duration

_YEARS_AHEAD = 10
"""For how long a calendar is told the days of a period that no rule of RFC 5545 can say."""


@dataclass(frozen=True)
class Rhythm:
    """A period as a calendar counts it, in whole days: `P1Y6M` is 18 months, `P2W` 14 days."""

    months: int
    days: int

    @classmethod
    def of(cls, every: Duration) -> "Rhythm":
        amounts = dict(every.parts)
        hours = amounts.get("hour", 0) + amounts.get("minute", 0) / 60
        part_of_days = math.ceil((hours + amounts.get("second", 0) / 3600) / 24)
        return cls(
            amounts.get("year", 0) * 12 + amounts.get("month", 0),
            amounts.get("week", 0) * 7 + amounts.get("day", 0) + part_of_days,
        )

    @cached_property
    def steps(self) -> tuple[tuple[str, int], ...]:
        """In the largest units that fit: at most one of months or years, and one of days or weeks."""
        years, weeks = self.months % 12 == 0, self.days % 7 == 0
        months = ("year", self.months // 12) if years else ("month", self.months)
        days = ("week", self.days // 7) if weeks else ("day", self.days)
        return tuple(step for step in (months, days) if step[1])

    def after(self, day: datetime.date, times: int = 1) -> datetime.date | None:
        """So many periods later: the same day of the month, or its last where it has none. None beyond
        the year 9999."""
        months = day.year * 12 + day.month - 1 + self.months * times
        year, month = divmod(months, 12)
        if year > datetime.MAXYEAR:
            return None
        last = calendar.monthrange(year, month + 1)[1]
        try:
            found = datetime.date(year, month + 1, min(day.day, last))
            return found + datetime.timedelta(days=self.days * times)
        except OverflowError:
            return None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`first`: the first day; None where it lies beyond the calendar (the year 9999)."""

    event: str
    title: str
    every: Duration
    first: datetime.date | None

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm.of(self.every)

    def days_ahead(self) -> Iterator[datetime.date]:
        """The first day, and those of the ten years after it."""
        if self.first is None:
            return
        rhythm, times, day = self.rhythm, 0, self.first
        while day.year <= self.first.year + _YEARS_AHEAD:
            yield day
            times += 1
            following = rhythm.after(self.first, times)
            if following is None:
                return
            day = following


def first_day(begin: datetime.date, every: Duration) -> datetime.date | None:
    """One period after the beginning, on a day that every later month has."""
    rhythm = Rhythm.of(every)
    if rhythm.months % 12:
        begin = begin.replace(day=min(begin.day, 28))
    return rhythm.after(begin)


def later(day: datetime.date, period: Duration) -> datetime.date | None:
    """The same day of a later month, or its last where it has none; None beyond the year 9999."""
    return Rhythm.of(period).after(day)
