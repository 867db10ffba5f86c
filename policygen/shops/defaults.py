"""What a purpose or a tool brings with it, so that an owner rarely has to change anything."""

from collections.abc import Iterable
from typing import Any, cast

from policygen.engine.law.retention import LEGAL_RECORDS, suggestion
from policygen.releases.current import current_library
from policygen.shops import presets, tools
from policygen.shops.from_facts import answer
from policygen.shops.models import Activity, ActivityTool, RetentionPeriod, Shop, ShopTool
from policygen.shops.periods import code_of_default, columns

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
    "tool_groups": [],
    "keep": {"until": "purpose_done"},
}


def suggested_purposes(shop: Shop) -> list[str]:
    """What a shop of this kind that sells this usually does with data."""
    usual, found = presets.usual_purposes(shop), []
    for slug, term in current_library().vocabulary["purposes"].items():
        offers = term.get("suggested_for")
        fitting = isinstance(offers, list) and set(offers) & set(shop.offers)
        if offers == "all" or fitting or slug in usual:
            found.append(slug)
    return found


def set_purposes(shop: Shop, purposes: Iterable[str]) -> None:
    """Remove what is no longer ticked, add what is new with its defaults, leave the rest alone."""
    wanted = list(dict.fromkeys(purposes))
    shop.activities.exclude(purpose__in=wanted).delete()
    present = set(shop.activities.values_list("purpose", flat=True))
    for purpose in wanted:
        if purpose not in present:
            add_activity(shop, purpose)


def defaults_of(purpose: str) -> dict[str, Any]:
    """Of a purpose that the library has no more, nothing is usual."""
    term = current_library().vocabulary["purposes"].get(purpose)
    return cast("dict[str, Any]", term.get("defaults")) if term else dict(_NOTHING_USUAL)


def add_activity(shop: Shop, purpose: str) -> Activity:
    """With the defaults of the purpose, and the chosen tools of the kinds it usually needs."""
    defaults = defaults_of(purpose)
    last = shop.activities.order_by("-position").values_list("position", flat=True).first()
    activity = Activity.objects.create(
        shop=shop,
        purpose=purpose,
        data=defaults["data"],
        about=defaults["about"],
        source=defaults["source"],
        basis=defaults["basis"],
        interest=defaults["interest"] or "",
        mandatory=answer(defaults["mandatory"]),
        position=0 if last is None else last + 1,
    )
    keep = _usual_period(shop, purpose, defaults["keep"])
    RetentionPeriod.objects.create(
        activity=activity, why=keep.get("why", []), **columns(code_of_default(keep))
    )
    groups = set(defaults["tool_groups"])
    fitting = [t for t in shop.tools.all() if tools.group_of(shop, t.slug) in groups]
    use(activity, fitting)
    return activity


def _usual_period(shop: Shop, purpose: str, usual: dict[str, Any]) -> dict[str, Any]:
    """The default, or what the law of the shop's country demands of its tax records."""
    if purpose != LEGAL_RECORDS:
        return usual
    rule = suggestion(current_library(), shop.region or shop.country, purpose, shop.form)
    if rule is None or rule.minimum is None or rule.after is None:
        return usual
    return {**usual, "for": str(rule.minimum), "after": rule.after}


def use(activity: Activity, used: Iterable[ShopTool]) -> None:
    """Let an activity's data go to these tools too."""
    rows = [ActivityTool(activity=activity, tool=t, position=n) for n, t in enumerate(used, 100)]
    ActivityTool.objects.bulk_create(rows, ignore_conflicts=True)


def set_tools(shop: Shop, slugs: Iterable[str]) -> list[str]:
    """Choose exactly these tools. New ones go to the activities that usually need them.

    Returns the purposes that had to be added because a tool can't be there for anything else.
    """
    wanted = list(dict.fromkeys(slugs))
    before = {tool.slug for tool in shop.tools.all()}
    shop.tools.exclude(slug__in=wanted).delete()
    shop.custom_tools.exclude(slug__in=wanted).delete()
    _forget(shop, before - set(wanted))
    present = set(shop.tools.values_list("slug", flat=True))
    new = [slug for slug in wanted if slug not in present]
    ShopTool.objects.bulk_create(
        ShopTool(shop=shop, slug=slug, position=len(present) + n) for n, slug in enumerate(new)
    )
    return [purpose for slug in new if (purpose := _place(shop, slug))]


def _forget(shop: Shop, taken_off: set[str]) -> None:
    """Tools are also named as sources and as the place where data is stored."""
    shop.storage_by = [slug for slug in shop.storage_by if slug not in taken_off]
    shop.save(update_fields=["storage_by", "updated"])
    for activity in shop.activities.all():
        kept = [slug for slug in activity.source if slug not in taken_off]
        if kept != activity.source:
            activity.source = kept or ["person"]
            activity.save(update_fields=["source"])


def _place(shop: Shop, slug: str) -> str | None:
    """Give a new tool to the activities that need its kind; the purpose added for it, if any."""
    tool = shop.tools.get(slug=slug)
    group = tools.group_of(shop, slug)
    fitting = [a for a in shop.activities.all() if group in tools.tool_groups(a)]
    natural = NATURAL_PURPOSES.get(group)
    if natural not in current_library().vocabulary["purposes"]:
        natural = None
    if natural and not fitting:
        added = shop.activities.filter(purpose=natural).first()
        use(added or add_activity(shop, natural), [tool])
        return None if added else natural
    for activity in fitting:
        use(activity, [tool])
    return None
