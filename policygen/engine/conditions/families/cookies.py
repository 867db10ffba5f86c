"""What lies on a visitor's device, and what the visitor can do about it."""

from collections.abc import Iterable

from policygen.engine.conditions.family import Family, Words, yes_no
from policygen.engine.conditions.shop import Shop

_SIGNAL = "honoured ignored unknown"


def _cookies(shop: Shop) -> Iterable[str]:
    answers = shop.facts.cookies
    of_tools = [cookie for tool in shop.catalogue.used for cookie in tool.cookies]
    yield "cookies:any" if of_tools or answers.local_storage else "cookies:none"
    if any(cookie.optional for cookie in of_tools):
        yield "cookies:optional"
    if answers.local_storage:
        yield "cookies:local-storage"
    if answers.choice_kept:
        yield "cookies:choice-kept"
    yield from yes_no(answers.banner, "cookies:banner", "cookies:no-banner")
    yield from yes_no(answers.settings_link, "cookies:settings-link", "cookies:no-settings-link")


def _gpc(shop: Shop) -> Iterable[str]:
    return (f"gpc:{shop.facts.cookies.gpc or 'unknown'}",)


def _dnt(shop: Shop) -> Iterable[str]:
    return (f"dnt:{shop.facts.cookies.dnt or 'unknown'}",)


FAMILIES = (
    Family(
        "cookies",
        (
            Words("any none", "cookies", "something, or nothing, is kept on the visitor’s device"),
            Words("optional", "activities.tools", "a service sets what needs a choice"),
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
        ),
        _cookies,
        exactly_one=("any none",),
        at_most_one=("banner no-banner", "settings-link no-settings-link"),
        implies={"local-storage": "cookies:any", "optional": "cookies:any tools:any"},
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
