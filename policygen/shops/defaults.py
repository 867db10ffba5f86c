"""What a purpose or a tool brings with it, so that an owner rarely has to change anything."""

from collections.abc import Iterable
from typing import Any, cast

from policygen.engine.law.retention import LEGAL_RECORDS, suggestion
from policygen.releases.current import current_library
from policygen.shops import presets, tools
from policygen.shops.answers.answers import ActivityAnswers, Answers, period
from policygen.shops.answers.mapping import fill
from policygen.shops.models import Activity, Shop

# The purpose that a tool of a group is there for, where the shop has chosen none that takes it.
NATURAL_PURPOSES = {
    "payments": "orders",
    "shop_platform": "orders",
    "course_platform": "course_delivery",
    "shipping": "delivery",
    "support": "support",
    "email_sms": "service_messages",
    "crm": "orders",
    "analytics": "analytics",
    "ads": "advertising",
    "social_login": "social_login",
    "spam": "spam_protection",
    "hosting": "site_operation",
    "consent": "site_operation",
    "gem_lab": "gem_services",
    "video": "embedded_media",
}


_NOTHING_USUAL: dict[str, Any] = {
    "data": [],
    "about": "customers",
    "source": ["person"],
    "basis": "",
    "interest": None,
    "mandatory": None,
    "optional": [],
    "tool_groups": [],
    "keep": {"until": "purpose_done"},
}


_ORDERS = frozenset({"orders", "custom_orders"})
_OF_A_SITE = frozenset({"site_operation", "security"})
"""Purposes that every shop with a site has."""


def has_no_site(shop: Shop) -> bool:
    """It sells on pages of others only."""
    return str(shop.own_site) == "no"


def suggested_purposes(shop: Shop) -> list[str]:
    """What a shop of this kind that sells this usually does with data."""
    passed_over = _OF_A_SITE if has_no_site(shop) else frozenset()
    usual, found = presets.usual_purposes(shop), []
    for slug, term in current_library().vocabulary["purposes"].items():
        offers = term.get("suggested_for")
        fitting = isinstance(offers, list) and set(offers) & set(shop.offers)
        if (offers == "all" or fitting or slug in usual) and slug not in passed_over:
            found.append(slug)
    return found


def set_purposes(answers: Answers, purposes: Iterable[str]) -> None:
    """Remove what is no longer ticked, add what is new with its defaults, leave the rest alone."""
    wanted = list(dict.fromkeys(purposes))
    answers.activities = [a for a in answers.activities if a.row.purpose in wanted]
    present = {activity.row.purpose for activity in answers.activities}
    for purpose in wanted:
        if purpose not in present:
            add_activity(answers, purpose)


def defaults_of(purpose: str) -> dict[str, Any]:
    """Of a purpose that the library has no more, nothing is usual."""
    term = current_library().vocabulary["purposes"].get(purpose)
    return cast("dict[str, Any]", term.get("defaults")) if term else dict(_NOTHING_USUAL)


def add_activity(answers: Answers, purpose: str) -> ActivityAnswers:
    """With the defaults of the purpose, and the chosen tools of the kinds it usually needs."""
    usual = defaults_of(purpose)
    row = Activity()
    fill(
        row,
        {**usual, "data": _usual_data(answers.shop, purpose, usual["data"]), "purpose": purpose},
    )
    groups = set(usual["tool_groups"])
    fitting = [s for s in answers.tools if tools.group_among(answers.custom_tools, s) in groups]
    keep = period(_usual_period(answers.shop, purpose, usual["keep"]))
    activity = ActivityAnswers(row, keep, fitting)
    answers.activities.append(activity)
    return activity


def _usual_data(shop: Shop, purpose: str, usual: list[str]) -> list[str]:
    """A receipt in Ukraine names the goods and the sum, not where the buyer lives."""
    without = {"billing_address"} if purpose == LEGAL_RECORDS and shop.country == "UA" else set()
    return [slug for slug in usual if slug not in without]


def _usual_period(shop: Shop, purpose: str, usual: dict[str, Any]) -> dict[str, Any]:
    """The default, or what the law of the shop's country demands of its tax records."""
    if purpose != LEGAL_RECORDS:
        return usual
    rule = suggestion(current_library(), shop.region or shop.country, purpose, shop.form)
    if rule is None or rule.minimum is None or rule.after is None:
        return usual
    return {**usual, "for": str(rule.minimum), "after": rule.after}


def set_tools(answers: Answers, slugs: Iterable[str]) -> list[str]:
    """Choose exactly these tools. New ones go to the activities that usually need them.

    Returns the purposes that had to be added because a tool can't be there for anything else.
    """
    wanted = list(dict.fromkeys(slugs))
    _take_off(answers, set(answers.tools) - set(wanted))
    answers.custom_tools = [tool for tool in answers.custom_tools if tool.slug in wanted]
    new = [slug for slug in wanted if slug not in answers.tools]
    answers.tools += new
    return [purpose for slug in new if (purpose := _place(answers, slug))]


def _take_off(answers: Answers, gone: set[str]) -> None:
    """Tools are also named as sources and as the place where data is stored."""
    answers.tools = [slug for slug in answers.tools if slug not in gone]
    shop = answers.shop
    shop.storage_by = [slug for slug in shop.storage_by if slug not in gone]
    shop.transfers_signed = [slug for slug in shop.transfers_signed if slug not in gone]
    for activity in answers.activities:
        activity.tools = [slug for slug in activity.tools if slug not in gone]
        kept = [slug for slug in activity.row.source if slug not in gone]
        if kept != activity.row.source:
            activity.row.source = kept or ["person"]


def _place(answers: Answers, slug: str) -> str | None:
    """Give a new tool to the activities that need its kind; the purpose added for it, if any."""
    group = tools.group_among(answers.custom_tools, slug)
    fitting = [a for a in answers.activities if group in tools.tool_groups(a.row)]
    natural = _natural_purpose(group)
    if natural and not fitting:
        return _place_at(answers, slug, natural)
    if _takes_orders(answers.shop, slug):
        fitting += [a for a in answers.activities if a.row.purpose in _ORDERS and a not in fitting]
    for activity in fitting:
        activity.use([slug])
    return None


def _takes_orders(shop: Shop, slug: str) -> bool:
    """Without a site, people order where they find the shop: in a chat as well."""
    tool = current_library().tools.get(slug)
    return has_no_site(shop) and tool is not None and tool.presence == "page"


def _natural_purpose(group: str) -> str | None:
    natural = NATURAL_PURPOSES.get(group)
    return natural if natural in current_library().vocabulary["purposes"] else None


def _place_at(answers: Answers, slug: str, purpose: str) -> str | None:
    """The purpose, if it had to be added."""
    present = next((a for a in answers.activities if a.row.purpose == purpose), None)
    (present or add_activity(answers, purpose)).use([slug])
    return None if present else purpose
