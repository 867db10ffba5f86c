"""Whose data it is: children's, and that of people for whom a reason is missing. Lists inside a sentence."""

from collections.abc import Callable

from policygen.engine.conditions.families import whose_data
from policygen.engine.law.bases import CONSENT
from policygen.engine.law.consent import agreed_on_site
from policygen.engine.library.schema import Tool
from policygen.engine.placeholders.case import Case
from policygen.engine.placeholders.declaration import placeholder
from policygen.engine.templates.markup import Html, escaped


def _children_data(case: Case) -> Html | None:
    return case.labels("data", (slug for a in case.of_children for slug in a.data))


def _children_tools(case: Case) -> Html | None:
    def gets(tool: Tool) -> bool:
        received = (case.catalogue.recipients(a) for a in case.of_children)
        return tool.role != "own" and any(tool.slug in slugs for slugs in received)

    return case.tools(gets)


def _consent(case: Case) -> Html | None:
    """Where it is asked for."""
    rows = zip(case.facts.activities, case.catalogue.bases, strict=True)
    return case.labels("purposes", (a.purpose for a, bases in rows if bases and a.basis == CONSENT))


def _consent_needed(case: Case) -> Html | None:
    conflict = whose_data.purposes_in("consent-as-condition", case.facts, case.library)
    return case.purposes(conflict)


def _agreed(case: Case) -> Html | None:
    return case.purposes(a.purpose for a in agreed_on_site(case.facts))


def _ages(case: Case) -> Html | None:
    ages = case.facts.customers
    if ages.minimum_age is None or ages.maximum_age is None or ages.minimum_age > ages.maximum_age:
        return None
    return escaped(f"{ages.minimum_age}–{ages.maximum_age}")


def _in(conflict: str) -> Callable[[Case], Html | None]:
    return lambda case: case.ticked(whose_data.purposes_in(conflict, case.facts, case.library))


PEOPLE = (
    placeholder(
        "parental_consent",
        "how a parent's consent is verified, likewise",
        "parental-consent:any",
        lambda case: case.labels("parental_consent", case.facts.customers.parental_consent),
    ),
    placeholder(
        "consent_purposes",
        "the purposes that rest on consent, likewise",
        "basis:consent",
        _consent,
    ),
    placeholder(
        "agreed_purposes",
        "the purposes to which visitors agree on the site, likewise, in lower case",
        "cookies:agreed",
        _agreed,
    ),
    placeholder(
        "consent_needed",
        "the purposes that the shop does not do without consent, likewise",
        "mandatory:with-consent",
        _consent_needed,
    ),
    placeholder(
        "children_data",
        "what is collected about children, likewise",
        "children:data",
        _children_data,
    ),
    placeholder(
        "children_tools",
        "the services that receive children's data, likewise",
        "children:tools",
        _children_tools,
    ),
    placeholder("shop.ages", "the youngest and the oldest age: 6–17", "age:range", _ages),
    placeholder(
        "left_out_purposes",
        "purposes of a shop for children that are about customers alone, likewise",
        "conflict:children-left-out",
        _in("children-left-out"),
    ),
    placeholder(
        "uncontracted_purposes",
        "purposes that rest on a contract with people who have none, likewise",
        "conflict:contract-with-nobody",
        _in("contract-with-nobody"),
    ),
    placeholder(
        "half_contracted_purposes",
        "purposes that rest on a contract which only some of the people have, likewise",
        "conflict:contract-with-some",
        _in("contract-with-some"),
    ),
    placeholder(
        "forced_purposes",
        "purposes that rest on a consent which must be given, likewise",
        "conflict:consent-as-condition",
        _in("consent-as-condition"),
    ),
)
