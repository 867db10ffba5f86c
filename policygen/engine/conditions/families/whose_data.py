"""Whose data an activity uses, held against the answers about children, contracts and consent."""

from collections.abc import Callable, Iterator

from policygen.engine.conditions.families.people import children_activities
from policygen.engine.facts.model import Activity, Facts
from policygen.engine.law.bases import CONSENT, CONTRACT, without_contract
from policygen.engine.library.model import Library

Test = Callable[[Activity, Facts, Library], bool]
TAKING_PART = frozenset({"accounts", "community"})
"""Purposes beside those of teaching for which it is the child whose data is used."""


def conflicts(facts: Facts, library: Library) -> Iterator[str]:
    """Names of the family ``conflict``."""
    for name, test in TESTS.items():
        if any(test(activity, facts, library) for activity in facts.activities):
            yield f"conflict:{name}"
    if any(activity.keep.criteria for activity in children_activities(facts)):
        yield "conflict:children-without-period"


def purposes_in(conflict: str, facts: Facts, library: Library) -> tuple[str, ...]:
    """In which the conflict of this name is."""
    test = TESTS[conflict]
    return tuple(a.purpose for a in facts.activities if test(a, facts, library))


def _children_left_out(activity: Activity, facts: Facts, library: Library) -> bool:
    """A shop for children serves whoever takes part, and speaks of "customers" alone."""
    if facts.customers.children != "directed" or set(activity.about) != {"customers"}:
        return False
    return takes_part(activity.purpose, library)


def takes_part(purpose: str, library: Library) -> bool:
    """Whether whoever is served takes part, so that it is a child's own data where children are served."""
    term = library.vocabulary["purposes"].get(purpose)
    return purpose in TAKING_PART or bool(term and term.get("group") == "teaching")


def _contract_with_nobody(activity: Activity, facts: Facts, library: Library) -> bool:
    return activity.basis == CONTRACT and without_contract(activity, library) == activity.about


def _contract_with_some(activity: Activity, facts: Facts, library: Library) -> bool:
    """For those who have none, no interest is named."""
    if activity.basis != CONTRACT or activity.interest:
        return False
    return () != without_contract(activity, library) != activity.about


def _consent_as_condition(activity: Activity, facts: Facts, library: Library) -> bool:
    return activity.basis == CONSENT and bool(activity.needed)


def _friends_without_consent(activity: Activity, facts: Facts, library: Library) -> bool:
    """They are written to."""
    if activity.purpose != "referrals" or activity.basis == CONSENT:
        return False
    invited = not {"friends", "recipients"}.isdisjoint(activity.about)
    return invited and not {"email", "phone"}.isdisjoint(activity.data)


TESTS: dict[str, Test] = {
    "children-left-out": _children_left_out,
    "contract-with-nobody": _contract_with_nobody,
    "contract-with-some": _contract_with_some,
    "consent-as-condition": _consent_as_condition,
    "friends-without-consent": _friends_without_consent,
}
"""By the name of the conflict."""
