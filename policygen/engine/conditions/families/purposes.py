"""What data is used for, on which ground, about whom, for how long."""

from collections.abc import Iterable

from policygen.engine.conditions.family import EveryOf, Family, Words, each
from policygen.engine.conditions.shop import Shop
from policygen.engine.facts.model import Activity
from policygen.engine.law.bases import CONSENT

EMAIL_MARKETING = frozenset({"newsletter"})
MESSAGE_MARKETING = frozenset({"sms_marketing", "messenger_marketing"})
MARKETING = (
    EMAIL_MARKETING
    | MESSAGE_MARKETING
    | {"postal_marketing", "advertising", "loyalty_programme", "contests"}
)


def _purpose(shop: Shop) -> Iterable[str]:
    return each("purpose", shop.purposes)


def _basis(shop: Shop) -> Iterable[str]:
    return each("basis", shop.bases)


def _consent(shop: Shop) -> Iterable[str]:
    rows = zip(shop.facts.activities, shop.catalogue.bases, strict=True)
    return [f"consent:{a.purpose}" for a, bases in rows if a.basis == CONSENT and bases]


def _interest(shop: Shop) -> Iterable[str]:
    bases = (basis for found in shop.catalogue.bases for basis in found)
    return [f"interest:{basis.interest}" for basis in bases if basis.interest]


def _about(shop: Shop) -> Iterable[str]:
    return each("about", shop.about)


def _mandatory(shop: Shop) -> Iterable[str]:
    activities = shop.facts.activities
    needed = [activity for activity in activities if activity.needed]
    if needed:
        yield "mandatory:some"
    if any(activity.left_free for activity in needed):
        yield "mandatory:in-part"
    if any(activity.basis == CONSENT for activity in needed):
        yield "mandatory:with-consent"
    if any(activity.basis != CONSENT for activity in needed):
        yield "mandatory:without-consent"
    if all(_is_free(activity) for activity in activities):
        yield "mandatory:none"
    if needed and _others_are_free(activities):
        yield "mandatory:others-free"


def _others_are_free(activities: Iterable[Activity]) -> bool:
    """Everything that people give themselves was asked about, and some of it may be left out."""
    given = [activity for activity in activities if "person" in activity.source]
    free = [activity for activity in given if _is_free(activity)]
    return bool(free) and all(activity.needed or _is_free(activity) for activity in given)


def _is_free(activity: Activity) -> bool:
    """Whether none of it has to be given. Where nobody said, it is neither free nor needed."""
    return activity.mandatory in (True, False) and not activity.needed


def _marketing(shop: Shop) -> Iterable[str]:
    if not shop.purposes.isdisjoint(EMAIL_MARKETING):
        yield "marketing:email"
    if not shop.purposes.isdisjoint(MESSAGE_MARKETING):
        yield "marketing:messages"
    if not shop.purposes.isdisjoint(MARKETING):
        yield "marketing:any"


def _keeps(shop: Shop) -> Iterable[str]:
    keeping = [a.keep for a in shop.facts.activities]
    if any(keep.criteria for keep in keeping):
        yield "keeps:criteria"
    yield from each("keeps", {why for keep in keeping for why in keep.why})


def _purposes(slugs: Iterable[str]) -> str:
    return " ".join(sorted(f"purpose:{slug}" for slug in slugs))


FAMILIES = (
    Family(
        "purpose",
        (EveryOf("purposes", "activities", "data is used for it"),),
        _purpose,
        at_least_one=("*",),
        implies={"accounts": "has:account"},
    ),
    Family(
        "basis",
        (EveryOf("bases", "activities.basis", "some purpose rests on it, for some of the people"),),
        _basis,
    ),
    Family(
        "consent",
        (
            EveryOf(
                "purposes", "activities.basis", "that purpose rests on consent, which is asked for"
            ),
        ),
        _consent,
        implies={"*": "basis:consent purpose:{}"},
    ),
    Family(
        "interest",
        (EveryOf("interests", "activities.interest", "a legitimate interest of some purpose"),),
        _interest,
    ),
    Family(
        "about",
        (EveryOf("about", "activities.about", "data is about such people"),),
        _about,
        at_least_one=("*",),
    ),
    Family(
        "mandatory",
        (
            Words("some", "activities.mandatory", "a customer must give some data to be served"),
            Words(
                "with-consent without-consent",
                "activities.mandatory",
                "some of that rests on consent, or on something else",
            ),
            Words(
                "in-part",
                "activities.optional",
                "of what is asked for that, some may be left out",
            ),
            Words("none", "activities.mandatory", "a customer need give none of it"),
            Words(
                "others-free",
                "activities.mandatory",
                "what is not mandatory of what people give was answered, and there is some",
            ),
        ),
        _mandatory,
        at_most_one=("some none",),
        implies={"with-consent without-consent in-part others-free": "mandatory:some"},
    ),
    Family(
        "marketing",
        (
            Words("email", "activities", "newsletter"),
            Words("messages", "activities", "SMS or messenger"),
            Words("any", "activities", "these, post, advertising, a loyalty programme or contests"),
        ),
        _marketing,
        same_as={
            "email": _purposes(EMAIL_MARKETING),
            "messages": _purposes(MESSAGE_MARKETING),
            "any": _purposes(MARKETING),
        },
        implies={"email messages": "marketing:any"},
    ),
    Family(
        "keeps",
        (
            EveryOf("keep_reasons", "activities.keep", "a reason why some data is kept"),
            Words("criteria", "activities.keep", "for some data there is no fixed period"),
        ),
        _keeps,
    ),
)
