"""What changes next: what laws ask for from a day on that lies after the policy's."""

import datetime

import icalendar

from policygen.engine.facts.model import Facts
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.calendar import ics
from policygen.engine.policy.coming import coming
from policygen.engine.policy.compose import compose
from policygen.engine.policy.promises import promises
from tests.cast import example

LIBRARY = shipped_library()
DAY = datetime.date
CHANGED = datetime.datetime(2026, 11, 29, tzinfo=datetime.UTC)


def changes(facts: Facts) -> list[tuple[str, str]]:
    return [(what.day.isoformat(), what.requirement.id) for what in coming(LIBRARY, facts)]


def test_it_works() -> None:
    facts = example("jane-ellen")
    assert [id_ for day, id_ in changes(facts) if day == "2027-01-01"] == [
        *("CCPA-threshold-2027", "US-OK-2027", "US-LA-2027", "US-DE-2027"),
    ]
    assert ("2027-05-01", "US-AL-2027") in changes(facts)


def test_nothing_that_applies_already() -> None:
    facts = example("jane-ellen").model_copy(update={"effective": DAY(2027, 1, 1)})
    assert "2027-01-01" not in dict(changes(facts))
    asked = {duty.requirement for duty in compose(LIBRARY, facts, "en").explain().checklist}
    assert {"US-OK-2027", "US-LA-2027"} <= asked
    assert "US-AL-2027" not in asked


def test_nothing_of_laws_that_do_not_concern_the_shop() -> None:
    assert changes(example("klumandel")) == []


def test_it_is_a_promise_with_its_day_and_its_question() -> None:
    facts = example("jane-ellen")
    found = promises(LIBRARY, facts, compose(LIBRARY, facts, "en"))
    alabama = next(p for p in found if p.id == "coming-US-AL-2027")
    assert (alabama.kind, alabama.day) == ("coming", DAY(2027, 5, 1))
    assert alabama.question == "customers.where"


def test_it_stands_once_in_the_calendar() -> None:
    facts = example("jane-ellen")
    document = compose(LIBRARY, facts, "en")
    content = ics(promises(LIBRARY, facts, document), document, LIBRARY, "shop", CHANGED)
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    (alabama,) = [e for e in events if e["uid"] == "coming-US-AL-2027-shop@policygen"]
    assert alabama["dtstart"].dt == DAY(2027, 5, 1)
    assert "rrule" not in alabama
    assert "Alabama" in alabama["description"]
