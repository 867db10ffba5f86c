"""Which data a shop collects, from whom, and what it says that it does not collect."""

from collections.abc import Iterable, Iterator
from datetime import date

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.conditions.family import EveryOf, Family, Source, Words, each
from policygen.engine.conditions.shop import Shop
from policygen.engine.facts.model import Activity, Facts
from policygen.engine.library.laws import MINOR_AGE
from policygen.engine.library.model import Library

NECESSARY = frozenset(
    {"orders", "custom_orders", "delivery", "accounts", "course_delivery", "consultations"}
    | {"two_step_verification", "security", "fraud_prevention", "legal_records", "aml_checks"}
    | {"returns_and_warranty", "support", "rights_requests", "legal_claims", "marketplace"}
    | {"repairs", "buying", "fairs", "keepsakes"}
)
"""Purposes for which sensitive information may be used without a right to limit (11 CCR 7027(m))."""
YOUNG_FROM = date(2026, 1, 1)
_OLD_ENOUGH = frozenset({"parents", "instructors", "applicants", "partners", "visitors"})
"""Kinds of people who are none under 16, or of whose age nobody knows."""
BACKED_SOURCES = frozenset({"person", "device", "parents"})


def _collects(shop: Shop) -> Iterable[str]:
    yield from each("collects", shop.data)
    if not shop.data.isdisjoint(shop.library.special_data):
        yield "collects:any-special"
    if not shop.data.isdisjoint(shop.library.criminal_data):
        yield "collects:any-criminal"
    if sensitive_purposes(shop.facts, shop.library):
        yield "collects:any-sensitive-pi"


def _kinds_of_data(source: Source) -> Iterator[tuple[str, frozenset[str]]]:
    for slug, term in source.vocabulary["data"].items():
        holds = {
            "collects:any-special": bool(term.get("special")),
            "collects:any-criminal": bool(term.get("criminal")),
            "collects:any-sensitive-pi": "L" in source.ccpa_letters[slug],
        }
        yield f"collects:{slug}", frozenset(name for name, true in holds.items() if true)


def _sensitive(shop: Shop) -> Iterable[str]:
    uses = sensitive_purposes(shop.facts, shop.library)
    if uses:
        yield "sensitive-pi:necessary" if uses <= NECESSARY else "sensitive-pi:other"


def sensitive_purposes(facts: Facts, library: Library) -> frozenset[str]:
    """What sensitive personal information is used for (Cal. Civ. Code 1798.140(ae); 11 CCR 7001)."""
    sensitive, young = library.sensitive_data, knows_young_people(facts, library)
    return frozenset(
        activity.purpose
        for activity in facts.activities
        if not sensitive.isdisjoint(activity.data) or (young and may_be_young(activity))
    )


def may_be_young(activity: Activity) -> bool:
    return not _OLD_ENOUGH.issuperset(activity.about)


def knows_young_people(facts: Facts, library: Library) -> bool:
    """Whether the shop knows that it has data of people under 16: all of that is sensitive from 2026 on."""
    customers = facts.customers
    youngest = customers.minimum_age
    young = youngest is not None and youngest < library.amount(*MINOR_AGE, facts.effective)
    return facts.effective >= YOUNG_FROM and (young or customers.children in ("mixed", "directed"))


def _source(shop: Shop) -> Iterable[str]:
    yield from each("source", shop.sources)
    if not BACKED_SOURCES.issuperset(shop.sources):
        yield "source:others"


def _services_as_sources(source: Source) -> Iterator[tuple[str, frozenset[str]]]:
    for slug in source.tools:
        yield f"source:{slug}", frozenset({f"tool:{slug}", "source:others"})


def _not_collected(shop: Shop) -> Iterable[str]:
    slugs = shop.facts.not_collected
    if slugs:
        yield "not-collected:any"
        yield from each("not-collected", slugs)
        if not_collected(shop.facts, shop.catalogue):
            yield "not-collected:listed"


def not_collected(facts: Facts, catalogue: Catalogue) -> tuple[str, ...]:
    """What to name as not collected. Card numbers have a clause of their own beside a payment service."""
    pays = any(tool.group == "payments" for tool in catalogue.used)
    return tuple(s for s in facts.not_collected if not (pays and s == "card_numbers"))


def received_not_collected(facts: Facts, catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Per tool, what it gets although the shop says it does not collect it.

    Card numbers go to the payment service, not to the shop; what the shop itself collects is another
    contradiction.
    """
    if not facts.not_collected:
        return {}
    collected = [activity.data for activity in facts.activities]
    promised = set(facts.not_collected).difference(("card_numbers",), *collected)
    return {
        tool.slug: tuple([slug for slug in tool.receives if slug in promised])
        for tool in catalogue.used
        if not promised.isdisjoint(tool.receives)
    }


FAMILIES = (
    Family(
        "collects",
        (
            EveryOf("data", "activities.data", "it is collected"),
            Words("any-special", "activities.data", "special categories (GDPR Art. 9)"),
            Words("any-criminal", "activities.data", "criminal records (GDPR Art. 10)"),
            Words("any-sensitive-pi", "activities.data", "sensitive personal information (CCPA)"),
        ),
        _collects,
        implied=_kinds_of_data,
        needs_one={"any-sensitive-pi": "sensitive-pi:necessary sensitive-pi:other"},
    ),
    Family(
        "sensitive-pi",
        (
            Words(
                "necessary",
                "activities.data",
                "sensitive personal information is used only for purposes of 11 CCR 7027(m)",
            ),
            Words("other", "activities.data", "it is used for others too"),
        ),
        _sensitive,
        at_most_one=("necessary other",),
        implies={"necessary other": "collects:any-sensitive-pi"},
    ),
    Family(
        "source",
        (
            EveryOf("sources", "activities.source", "data comes from there"),
            EveryOf("tools", "activities.source", "data comes from that service"),
            Words(
                "others", "activities.source", "some comes from neither the person nor the device"
            ),
        ),
        _source,
        implied=_services_as_sources,
    ),
    Family(
        "not-collected",
        (
            EveryOf("data", "not_collected", "the shop says that it does not collect it"),
            Words("any", "not_collected", "it says so of something"),
            Words(
                "listed", "not_collected", "of more than card numbers that a payment service gets"
            ),
        ),
        _not_collected,
        implies={"* listed": "not-collected:any"},
    ),
)
