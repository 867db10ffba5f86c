"""What findings quote of answers that can't be true."""

from policygen.engine.conditions.families.doubts import (
    criterion_is_foreign,
    cyrillic_services,
    cyrillic_texts,
    emails,
    event_is_foreign,
    is_circular,
)
from policygen.engine.facts.typed.emails import email_meant
from policygen.engine.placeholders.case import Case
from policygen.engine.placeholders.declaration import placeholder
from policygen.engine.templates.markup import Html


def _meant(case: Case) -> Html | None:
    meant = map(email_meant, emails(case.facts.business))
    return case.listed([address for address in meant if address])


def _circular(case: Case) -> Html | None:
    return case.ticked(a.purpose for a in case.facts.activities if is_circular(a))


def _foreign(case: Case) -> Html | None:
    library, activities = case.library, case.facts.activities
    wrong = [a.purpose for a in activities if criterion_is_foreign(a, library)]
    return case.ticked(wrong)


def _foreign_events(case: Case) -> Html | None:
    library, activities = case.library, case.facts.activities
    wrong = [a.purpose for a in activities if event_is_foreign(a, library)]
    return case.labels("purposes", wrong)


DOUBTS = (
    placeholder(
        "email_meant", "the e-mail address that was probably meant", "doubt:email-misspelt", _meant
    ),
    placeholder(
        "cyrillic_texts",
        "typed texts of the English policy that are in Cyrillic",
        "doubt:cyrillic",
        lambda case: case.listed(cyrillic_texts(case.facts)),
    ),
    placeholder(
        "cyrillic_services",
        "names of own services and their companies that the English policy has in Cyrillic",
        "doubt:cyrillic-service",
        lambda case: case.listed(cyrillic_services(case.facts)),
    ),
    placeholder(
        "circular_purposes",
        "purposes whose data is kept until the purpose is achieved",
        "doubt:purpose-done",
        _circular,
    ),
    placeholder(
        "foreign_criteria_purposes",
        "purposes whose criterion for keeping is none",
        "doubt:criteria",
        _foreign,
    ),
    placeholder(
        "foreign_event_purposes",
        "purposes that have no such event as their period runs from",
        "doubt:event",
        _foreign_events,
    ),
)
