"""Children, ages, and decisions about people."""

from collections.abc import Iterable

from policygen.engine.conditions.family import EveryOf, Family, Words, each, yes_no
from policygen.engine.conditions.shop import Shop

_AGE = "customers.minimum_age"


def _children(shop: Shop) -> Iterable[str]:
    answer = shop.facts.customers.children
    if answer:
        yield f"children:{answer}"
        if answer != "none":
            yield "children:any"
    receiving = {tool.slug for tool in shop.recipients}
    for activity in shop.facts.activities:
        gets = shop.catalogue.recipients(activity)
        if activity.about in ("children", "parents") and not receiving.isdisjoint(gets):
            yield "children:tools"


def _age(shop: Shop) -> Iterable[str]:
    age = shop.facts.customers.minimum_age
    if age is None:
        return
    yield "age:from-16" if age >= shop.minor_age else "age:under-16"
    if age >= 18:
        yield "age:adults"
    elif age >= shop.child_age:
        yield "age:minors"


def _parental_consent(shop: Shop) -> Iterable[str]:
    ways = shop.facts.customers.parental_consent
    return each("parental-consent", (*ways, "any")) if ways else ()


def _automated(shop: Shop) -> Iterable[str]:
    decisions = shop.facts.automated_decisions
    return yes_no(bool(decisions.made), "automated:some", "automated:none") if decisions else ()


FAMILIES = (
    Family(
        "children",
        (
            EveryOf("children", "customers.children", "the shop’s answer about children under 13"),
            Words("any", "customers.children", "they are among its customers"),
            Words("tools", "activities.tools", "a service gets children’s or parents’ data"),
        ),
        _children,
        at_most_one=("none mixed directed", "none any"),
        same_as={"any": "children:mixed children:directed"},
        implies={"tools": "recipients:any tools:any"},
        needs_one={"tools": "about:children about:parents"},
    ),
    Family(
        "age",
        (
            Words("adults", _AGE, "the youngest customers are 18 or older"),
            Words("minors", _AGE, "they are 13 to 17"),
            Words("from-16", _AGE, "they are 16 or older"),
            Words("under-16", _AGE, "they are younger"),
        ),
        _age,
        at_most_one=("adults minors", "adults under-16", "from-16 under-16"),
        implies={"adults": "age:from-16"},
    ),
    Family(
        "parental-consent",
        (
            EveryOf(
                "parental_consent", "customers.parental_consent", "a parent’s consent is checked so"
            ),
            Words("any", "customers.parental_consent", "it was said how"),
        ),
        _parental_consent,
        same_as={"any": "*"},
    ),
    Family(
        "automated",
        (Words("none some", "automated_decisions", "decisions by machine alone"),),
        _automated,
        at_most_one=("none some",),
    ),
)
