"""Promises that recur as a calendar (RFC 5545): whole days, with an alarm in the morning a week before.

The same answers give the same bytes: nothing is read from a clock. An event keeps its UID, the shop's, and
its SEQUENCE grows with every change, so that a calendar that knows the event takes the newer one.
"""

import datetime
from collections.abc import Iterable, Sequence

from icalendar import Alarm, Calendar, Event, vDuration, vText

from policygen.engine.language.duration import Duration
from policygen.engine.library.model import Library
from policygen.engine.policy.document import Document
from policygen.engine.policy.promises import DELETION_ROUND, Promise
from policygen.engine.policy.recurring import Recurrence

CONTENT_TYPE = "text/calendar; charset=utf-8"
_FREQUENCY = {"year": "YEARLY", "month": "MONTHLY", "week": "WEEKLY", "day": "DAILY"}
_NINE_A_WEEK_BEFORE = -datetime.timedelta(days=6, hours=15)
"""Of an event of a whole day, which begins at midnight."""
_COUNTED_FROM = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
_LOOK_AGAIN = datetime.timedelta(days=1)
"""How often a calendar that is subscribed to asks for what changed."""


def ics(
    promises: Sequence[Promise],
    document: Document,
    library: Library,
    shop_id: str,
    changed: datetime.datetime,
) -> bytes:
    """`shop_id`: what the shop is known by for ever; it goes into the UIDs. `changed`: when answers or
    library last were."""
    language = document.language
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//policygen//promises//EN")
    calendar.add("calscale", "GREGORIAN")
    name = f"{document.shop} – {library.promise_words['calendar'][language]}"
    calendar.add("name", vText(name, params={"LANGUAGE": language}))
    calendar.add("x-wr-calname", vText(name))
    calendar.add("refresh-interval", vDuration(_LOOK_AGAIN, params={"VALUE": "DURATION"}))
    calendar.add("x-published-ttl", vDuration(_LOOK_AGAIN))
    for recurrence, texts in _events(promises).items():
        if recurrence.event == DELETION_ROUND:
            texts = [library.promise_words["round"][language], *texts]
        if recurrence.first:
            event = _event(recurrence, texts, document, shop_id)
            calendar.add_component(event)
    for promise in promises:
        if promise.day:
            calendar.add_component(_coming(promise, promise.day, library, document, shop_id))
    for event in calendar.events:
        _date(event, changed)
    return bytes(calendar.to_ical())


def _date(event: Event, changed: datetime.datetime) -> None:
    changed = changed.astimezone(datetime.UTC).replace(microsecond=0)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    minutes = (changed - _COUNTED_FROM) // datetime.timedelta(minutes=1)
    event.add("sequence", max(0, minutes))


def _coming(
    promise: Promise, day: datetime.date, library: Library, document: Document, shop_id: str
) -> Event:
    """On one day, once."""
    title = library.promise_words["coming_title"][document.language]
    recurrence = Recurrence(promise.id, title, Duration.parse("P1Y"), day)
    event = _event(recurrence, [promise.text], document, shop_id)
    del event["rrule"]
    return event


def _events(promises: Iterable[Promise]) -> dict[Recurrence, list[str]]:
    """Promises that fall on the same day for the same reason are one event."""
    found: dict[Recurrence, list[str]] = {}
    for promise in promises:
        if promise.recurrence:
            found.setdefault(promise.recurrence, []).append(promise.text)
    return found


def _event(recurrence: Recurrence, texts: list[str], document: Document, shop_id: str) -> Event:
    first = recurrence.first
    assert first is not None  # noqa: S101 - asked before
    spoken = {"LANGUAGE": document.language}
    event = Event()
    event.add("uid", f"{recurrence.event}-{shop_id}@policygen")
    event.add("dtstart", first)
    event.add("duration", vDuration(datetime.timedelta(days=1)))
    _repeat(event, recurrence)
    event.add("summary", vText(recurrence.title, params=spoken))
    event.add("description", vText("\n".join(texts), params=spoken))
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(recurrence.title))
    return event


def _repeat(event: Event, recurrence: Recurrence) -> None:
    """As a rule; months and days together are none, so their days are listed."""
    (unit, number), *more = recurrence.rhythm.steps
    if more:
        _first, *following = recurrence.days_ahead()
        event.add("rdate", following, parameters={"VALUE": "DATE"})
    else:
        interval = {"interval": number} if number > 1 else {}
        event.add("rrule", {"freq": _FREQUENCY[unit], **interval})


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", _NINE_A_WEEK_BEFORE)
    return alarm
