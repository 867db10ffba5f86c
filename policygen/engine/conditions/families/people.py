"""Children, ages, and decisions about people."""

from collections.abc import Iterable

from policygen.engine.conditions.family import EveryOf, Family, Words, each, yes_no
from policygen.engine.conditions.shop import Shop
from policygen.engine.facts.model import Activity, Facts

_AGE, _OLDEST = "customers.minimum_age", "customers.maximum_age"
_CHILDREN = frozenset({"children"})
_MAY_BE_CHILDREN = _CHILDREN | {"visitors", "students"}
SEEN_BY_OTHERS = frozenset({"community", "reviews"})
"""Purposes for which people write or show what others then see."""
VOICE = frozenset({"voice", "lesson_recordings", "call_recordings"})


def _children(shop: Shop) -> Iterable[str]:
    answer = shop.facts.customers.children
    if answer:
        yield f"children:{answer}"
        if answer != "none":
            yield "children:any"
    theirs = children_activities(shop.facts)
    if theirs:
        yield "children:data"
    receiving = {tool.slug for tool in shop.recipients}
    if any(not receiving.isdisjoint(shop.catalogue.recipients(activity)) for activity in theirs):
        yield "children:tools"
    if any(activity.purpose in SEEN_BY_OTHERS for activity in theirs):
        yield "children:public"
    if any(a.purpose == "orders" and set(a.about) == {"parents"} for a in shop.facts.activities):
        yield "children:bought-for"
    spoken = [activity for activity in theirs if not VOICE.isdisjoint(activity.data)]
    if spoken:
        yield "children:voice-brief" if all(map(_brief, spoken)) else "children:voice-kept"


def children_activities(facts: Facts) -> tuple[Activity, ...]:
    """Those whose data can be a child's. Where children come to the site, they are among its visitors and
    among those who are taught."""
    children = facts.customers.children
    whose = _MAY_BE_CHILDREN if children and children != "none" else _CHILDREN
    return tuple(activity for activity in facts.activities if not whose.isdisjoint(activity.about))


def _brief(activity: Activity) -> bool:
    """Whether it is a message that is answered and deleted, and no recording of a lesson."""
    return activity.keep.until == "purpose_done" and VOICE.intersection(activity.data) == {"voice"}


def _age(shop: Shop) -> Iterable[str]:
    youngest, oldest = shop.facts.customers.minimum_age, shop.facts.customers.maximum_age
    if youngest is None:
        return
    if oldest is not None and youngest <= oldest < 18:
        yield "age:range"
    yield "age:from-16" if youngest >= shop.minor_age else "age:under-16"
    if youngest < 14:
        yield "age:under-14"
    if youngest >= 18:
        yield "age:adults"
    elif youngest >= shop.child_age:
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
            Words("data", "activities.about", "some data is, or can be, a child’s"),
            Words("tools", "activities.tools", "a service gets such data"),
            Words("public", "activities.about", "others see what a child writes or shows"),
            Words("bought-for", "activities.about", "only parents order"),
            Words(
                "voice-brief",
                "activities.keep",
                "a child’s voice is kept until the purpose is achieved, and no longer",
            ),
            Words("voice-kept", "activities.keep", "a child’s voice is kept longer"),
        ),
        _children,
        at_most_one=("none mixed directed", "none any", "voice-brief voice-kept"),
        same_as={"any": "children:mixed children:directed"},
        implies={
            "tools": "recipients:any tools:any children:data",
            "public voice-brief voice-kept": "children:data",
            "bought-for": "about:parents purpose:orders",
        },
        needs_one={"data": "about:children about:visitors about:students"},
    ),
    Family(
        "age",
        (
            Words("adults", _AGE, "the youngest customers are 18 or older"),
            Words("minors", _AGE, "they are 13 to 17"),
            Words("from-16", _AGE, "they are 16 or older"),
            Words("under-16", _AGE, "they are younger"),
            Words("under-14", _AGE, "they are younger than 14 (Civil Code of Ukraine Art. 31)"),
            Words("range", _OLDEST, "the youngest and the oldest age are given, both under 18"),
        ),
        _age,
        at_most_one=("adults minors", "adults under-16", "adults range", "from-16 under-16"),
        implies={"adults": "age:from-16", "under-14": "age:under-16"},
        needs_one={"range": "age:from-16 age:under-16"},
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
