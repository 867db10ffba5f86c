"""A promise may recur with any period: as a rule of a calendar, or as a list of days."""

import dataclasses
import datetime

import icalendar
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from policygen.engine.language.duration import Duration
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.calendar import ics
from policygen.engine.policy.promises import promises
from policygen.engine.policy.recurring import Recurrence, Rhythm, first_day
from tests.cases import cases
from tests.cast import composed, example

DAY = datetime.date
CHANGED = datetime.datetime(2026, 11, 29, tzinfo=datetime.UTC)
LIBRARY = shipped_library()
NAME = "dnipro-maker"


@cases(
    ("period", "first", "rule"),
    [
        ("P1Y", DAY(2027, 8, 31), "FREQ=YEARLY"),
        ("P24M", DAY(2028, 8, 31), "FREQ=YEARLY;INTERVAL=2"),
        ("P1Y6M", DAY(2028, 2, 28), "FREQ=MONTHLY;INTERVAL=18"),
        ("P1M", DAY(2026, 9, 28), "FREQ=MONTHLY"),
        ("P2W", DAY(2026, 9, 14), "FREQ=WEEKLY;INTERVAL=2"),
        ("P45D", DAY(2026, 10, 15), "FREQ=DAILY;INTERVAL=45"),
        ("P1W3D", DAY(2026, 9, 10), "FREQ=DAILY;INTERVAL=10"),
        ("PT36H", DAY(2026, 9, 2), "FREQ=DAILY;INTERVAL=2"),
    ],
)
def test_it_works(period: str, first: datetime.date, rule: str) -> None:
    event = event_of(Duration.parse(period), DAY(2026, 8, 31))
    assert (event["DTSTART"].dt, event["RRULE"].to_ical().decode()) == (first, rule)


def event_of(every: Duration, begin: datetime.date) -> icalendar.Event:
    """As the calendar of an example has it."""
    recurrence = Recurrence("recurs", "Title", every, first_day(begin, every))
    model = promises(LIBRARY, example(NAME), composed(NAME, "en"))[0]
    promise = dataclasses.replace(model, recurrence=recurrence, day=None)
    content = ics([promise], composed(NAME, "en"), LIBRARY, "abc", CHANGED)
    (event,) = icalendar.Calendar.from_ical(content).events
    return event


amounts = st.integers(0, 40)
periods = st.tuples(st.integers(0, 5), amounts, amounts, st.integers(0, 400), amounts).map(
    lambda n: Duration(
        tuple((u, k) for u, k in zip(("year", "month", "week", "day", "hour"), n, strict=True) if k)
    )
)


@given(periods.filter(lambda period: period.parts), st.dates(DAY(2000, 1, 1), DAY(2090, 12, 31)))
def test_every_period_is_told_as_it_is(period: Duration, begin: datetime.date) -> None:
    event = event_of(period, begin)
    first, rhythm = event["DTSTART"].dt, Rhythm.of(period)
    assert first > begin
    expected = [rhythm.after(first, times) for times in range(4)]
    if "RRULE" in event:
        start = datetime.datetime.combine(first, datetime.time())
        rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=start)
        found = [day.date() for day in rule[:4]]
        assert found == expected or (first.month, first.day) == (2, 29)
    else:
        listed = [first, *(one.dt for one in event["RDATE"].dts)]
        assert listed[:4] == expected[: len(listed)] and listed[-1].year >= first.year + 3


def test_a_period_in_other_units_is_the_same() -> None:
    rhythm = Rhythm.of(Duration.parse("P1Y6M2W1DT1H"))
    assert rhythm == Rhythm(18, 16)
    assert rhythm.steps == (("month", 18), ("day", 16))


def test_beyond_the_calendar_there_is_no_day() -> None:
    assert Rhythm(0, 400).after(DAY(9999, 1, 1)) is None
    assert list(Recurrence("x", "X", Duration.parse("P1M3D"), None).days_ahead()) == []
    last = Recurrence("x", "X", Duration.parse("P9Y9D"), DAY(9995, 1, 1))
    assert list(last.days_ahead()) == [DAY(9995, 1, 1)]
