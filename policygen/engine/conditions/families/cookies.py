"""What lies on a visitor's device, and what the visitor can do about it."""

from collections.abc import Iterable

from policygen.engine.conditions.catalogue import BUILT_IN, SENDER_ON_SITE
from policygen.engine.conditions.family import Family, Words, yes_no
from policygen.engine.conditions.own_storage import own_purposes, own_storage, waits_for_choice
from policygen.engine.conditions.shop import Shop
from policygen.engine.law.consent import agreed_on_site
from policygen.engine.library.schema import Cookie

_SIGNAL = "honoured ignored unknown"
_TRACKING = frozenset(
    {
        *("advertising", "analytics", "session_replay", "personalisation", "social_features"),
        *("embedded_media", "aggregated_statistics"),
    }
)
"""Purposes that may count visitors or show them ads."""
_TRACKERS, _PLATFORMS = (
    frozenset({"ads", "analytics"}),
    frozenset({"shop_platform", "course_platform"}),
)
"""Groups of services that do, and those that may by themselves."""


def _cookies(shop: Shop) -> Iterable[str]:
    if shop.has_no_site:
        yield "cookies:none"
        return
    answers = shop.facts.cookies
    of_tools = [cookie for _tool, cookie in shop.catalogue.cookies]
    of_site = answers.own or own_storage(shop.facts, shop.catalogue)
    yield "cookies:any" if of_tools or of_site else "cookies:none"
    if any(cookie.checked or tool.checked for tool, cookie in shop.catalogue.cookies):
        yield "cookies:of-services"
    yield from _kinds(shop, of_tools)
    if agreed_on_site(shop.facts):
        yield "cookies:agreed"
    if shop.catalogue.off_site and shop.facts.answers.get(SENDER_ON_SITE) is not False:
        yield "cookies:off-site"
    if _follows_nobody(shop):
        yield "cookies:no-tracking"
    if answers.local_storage:
        yield "cookies:local-storage"
    if answers.own:
        yield "cookies:own"
    if answers.choice_kept:
        yield "cookies:choice-kept"
    yield from yes_no(answers.banner, "cookies:banner", "cookies:no-banner")
    yield from yes_no(answers.settings_link, "cookies:settings-link", "cookies:no-settings-link")


def _kinds(shop: Shop, of_tools: list[Cookie]) -> Iterable[str]:
    own = own_purposes(shop.facts, shop.library)
    if shop.catalogue.waiting or waits_for_choice(own):
        yield "cookies:optional"
    if any(not cookie.built_in for _tool, cookie in shop.catalogue.waiting):
        yield "cookies:optional-of-services"
    if any(cookie.built_in for cookie in of_tools):
        yield "cookies:built-in"
    if any(cookie.purpose == "advertising" for cookie in of_tools):
        yield "cookies:ads-of-services"
    if "fraud" in own or any(cookie.purpose == "fraud" for cookie in of_tools):
        yield "cookies:fraud"


def _follows_nobody(shop: Shop) -> bool:
    """Whether neither a purpose nor a service counts visitors or shows them ads. A platform may count them
    by itself, so its owner has to say that it does not; so may a service that nobody has looked at.
    """
    used, groups = shop.catalogue.used, {tool.group for tool in shop.catalogue.used}
    platform_quiet = shop.facts.answers.get(BUILT_IN) is False
    return (
        bool(shop.facts.business.website)
        and shop.purposes.isdisjoint(_TRACKING)
        and groups.isdisjoint(_TRACKERS)
        and (platform_quiet or groups.isdisjoint(_PLATFORMS))
        and not any("cookies" in tool.unsure for tool in used)
        and all(tool.checked or tool.role == "own" for tool in used)
        and not any(cookie.optional for tool in used for cookie in tool.cookies)
        and not waits_for_choice(own_purposes(shop.facts, shop.library))
    )


def _gpc(shop: Shop) -> Iterable[str]:
    return (f"gpc:{_signal(shop, shop.facts.cookies.gpc)}",)


def _dnt(shop: Shop) -> Iterable[str]:
    return (f"dnt:{_signal(shop, shop.facts.cookies.dnt)}",)


def _signal(shop: Shop, answer: str | None) -> str:
    return "unknown" if shop.has_no_site or answer is None else answer


FAMILIES = (
    Family(
        "cookies",
        (
            Words("any none", "cookies", "something, or nothing, is kept on the visitor’s device"),
            Words(
                "of-services", "activities.tools", "a service is known to set something on the site"
            ),
            Words("optional", "activities.tools", "a service or the site sets what needs a choice"),
            Words(
                "optional-of-services",
                "activities.tools",
                "a service does, statistics of a platform aside",
            ),
            Words(
                "built-in",
                "answers.platform_statistics",
                "a platform has statistics of its own that set cookies, and they are not said to be off",
            ),
            Words("ads-of-services", "activities.tools", "a service sets some for advertising"),
            Words("fraud", "activities.tools", "a service or the site sets some against fraud"),
            Words(
                "agreed",
                "activities.basis",
                "the site asks visitors before a purpose that rests on their consent",
            ),
            Words(
                "off-site",
                "answers.sender_on_site",
                "a service that can set cookies is used off the site only, as far as was said",
            ),
            Words(
                "no-tracking",
                "activities",
                "no purpose and no service counts visitors or shows them advertising",
            ),
            Words(
                "banner no-banner", "cookies.banner", "optional ones wait for a choice, or do not"
            ),
            Words(
                "settings-link no-settings-link",
                "cookies.settings_link",
                "the choice can be changed, or cannot",
            ),
            Words("choice-kept", "cookies.choice_kept", "it was said how long the choice is kept"),
            Words("local-storage", "cookies.local_storage", "the site uses local storage"),
            Words("own", "cookies.own", "something that the site itself keeps is named"),
        ),
        _cookies,
        exactly_one=("any none",),
        at_most_one=("banner no-banner", "settings-link no-settings-link"),
        implies={
            "local-storage": "cookies:any",
            "own": "cookies:any",
            "of-services": "cookies:any tools:any",
            "optional": "cookies:any",
            "optional-of-services": "cookies:optional tools:any",
            "built-in": "cookies:any tools:any",
            "ads-of-services": "cookies:optional",
            "fraud": "cookies:any",
            "agreed": "cookies:banner basis:consent",
            "off-site": "tools:any",
            "no-tracking": "has:website",
        },
        excludes={"no-tracking": "cookies:optional tools:ads tools:analytics ads:any"},
    ),
    Family(
        "gpc",
        (Words(_SIGNAL, "cookies.gpc", "what the site does on Global Privacy Control"),),
        _gpc,
        exactly_one=(_SIGNAL,),
    ),
    Family(
        "dnt",
        (Words(_SIGNAL, "cookies.dnt", "what it does on Do Not Track"),),
        _dnt,
        exactly_one=(_SIGNAL,),
    ),
)
