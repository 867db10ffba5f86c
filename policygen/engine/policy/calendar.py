"""Promises that recur as a calendar (RFC 5545): whole days, with an alarm a week before.

The same answers give the same bytes: nothing is read from a clock, and who subscribes twice keeps one
event, since its UID is the shop's.
"""

import datetime
from collections.abc import Iterable, Sequence

from icalendar import Alarm, Calendar, Event, vDuration, vText

from policygen.engine.language.duration import Duration
from policygen.engine.library.model import Library
from policygen.engine.policy.document import Document
from policygen.engine.policy.promises import DELETION_ROUND, Promise, Recurrence

CONTENT_TYPE = "text/calendar; charset=utf-8"
_FREQUENCY = {"year": "YEARLY", "month": "MONTHLY", "week": "WEEKLY", "day": "DAILY"}
_WEEK = datetime.timedelta(days=7)


def ics(promises: Sequence[Promise], document: Document, library: Library, shop_id: str) -> bytes:
    """`shop_id`: what the shop is known by for ever; it goes into the UIDs."""
    language = document.language
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//policygen//promises//EN")
    calendar.add("calscale", "GREGORIAN")
    name = f"{document.shop} – {library.promise_words['calendar'][language]}"
    calendar.add("name", vText(name, params={"LANGUAGE": language}))
    calendar.add("x-wr-calname", vText(name))
    for recurrence, texts in _events(promises).items():
        if recurrence.event == DELETION_ROUND:
            texts = [library.promise_words["round"][language], *texts]
        if recurrence.first:
            event = _event(recurrence, texts, document, shop_id)
            calendar.add_component(event)
    for promise in promises:
        if promise.day:
            calendar.add_component(_coming(promise, promise.day, library, document, shop_id))
    return bytes(calendar.to_ical())


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
    event.add(
        "dtstamp",
        datetime.datetime.combine(document.effective, datetime.time(), datetime.UTC),
    )
    event.add("dtstart", first)
    event.add("duration", vDuration(datetime.timedelta(days=1)))
    event.add("rrule", _rule(recurrence.every))
    event.add("summary", vText(recurrence.title, params=spoken))
    event.add("description", vText("\n".join(texts), params=spoken))
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(recurrence.title))
    return event


def _rule(every: Duration) -> dict[str, object]:
    (unit, number), *_rest = every.parts
    return {"freq": _FREQUENCY[unit], **({"interval": number} if number > 1 else {})}


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -_WEEK)
    return alarm
