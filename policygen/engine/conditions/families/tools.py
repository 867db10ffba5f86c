"""The services that a shop uses: what they are, what they do with data, and where it goes."""

from collections.abc import Iterable, Iterator
from itertools import chain

from policygen.engine.conditions.family import EveryOf, Family, Source, Words, each
from policygen.engine.conditions.shop import Shop
from policygen.engine.law.bases import CONSENT
from policygen.engine.law.transfers import UNSETTLED, outside
from policygen.engine.library.countries import region_of
from policygen.engine.library.schema import Tool

_QUESTION = "activities.tools"


def _tool(shop: Shop) -> Iterable[str]:
    return [f"tool:{tool.slug}" for tool in shop.catalogue.used]


def _what_a_tool_brings(source: Source) -> Iterator[tuple[str, frozenset[str]]]:
    for tool in source.tools.values():
        brings = {f"tools:{tool.group}", *each("role", roles(tool))}
        yield f"tool:{tool.slug}", frozenset(brings)


def _tools(shop: Shop) -> Iterable[str]:
    if shop.catalogue.used:
        yield "tools:any"
        yield from each("tools", {tool.group for tool in shop.catalogue.used})


def roles(tool: Tool) -> tuple[str, ...]:
    return ("processor", "controller") if tool.role == "mixed" else (tool.role,)


def _role(shop: Shop) -> Iterable[str]:
    one_of_each = {tool.role: tool for tool in shop.catalogue.used}
    return {f"role:{role}" for tool in one_of_each.values() for role in roles(tool)}


def _recipients(shop: Shop) -> Iterable[str]:
    return ("recipients:any",) if shop.recipients or shop.facts.disclosures else ()


def _kept_outside(shop: Shop) -> Iterable[str]:
    """What a service sends on from the area is its own transfer; what the shop keeps abroad is the shop’s."""
    home = region_of(shop.facts.business.country)
    kept = {place[:2] for place in shop.facts.storage.where if place != "WORLD"}
    if home in ("eea", "uk") and outside(kept, home):
        yield f"transfers:kept-outside-{home}"


def _transfers(shop: Shop) -> Iterable[str]:
    countries = {place[:2] for place in shop.facts.storage.where if place != "WORLD"}
    countries.update(*[tool.countries for tool in shop.recipients])
    for region in ("eea", "uk", "ua"):
        if outside(countries, region):
            yield f"transfers:outside-{region}"
    yield from _kept_outside(shop)
    if any(shop.catalogue.grounds.values()):
        yield "transfers:restricted"
    unsettled = frozenset(shop.catalogue.unsettled)
    at_home = frozenset(shop.catalogue.unsettled_at_home)
    if at_home:
        yield "transfers:unsettled-at-home"
    if unsettled - at_home:
        yield "transfers:unsettled-abroad"
    if shop.catalogue.framework_only:
        yield "transfers:framework-only"
    if "ua_pdp" in shop.catalogue.laws:
        yield from _from_ukraine(shop)


def _from_ukraine(shop: Shop) -> Iterable[str]:
    if shop.catalogue.ukrainian_safe:
        yield "transfers:ua-safe"
    for grounds in shop.catalogue.ukrainian_other.values():
        yield "transfers:ua-unsettled" if UNSETTLED in grounds else "transfers:ua-other"


def _ground(shop: Shop) -> Iterable[str]:
    return each("ground", {*chain.from_iterable(shop.catalogue.grounds.values())})


def _flag(shop: Shop) -> Iterable[str]:
    flags = {flag for tool in shop.catalogue.used for flag in tool.flags}
    return [f"flag:{flag.replace('_', '-')}" for flag in flags]


def _unsure(shop: Shop) -> Iterable[str]:
    if any(tool.unsure for tool in shop.catalogue.used):
        yield "unsure:tools"
    if shop.catalogue.unconfirmed_transfers:
        yield "unsure:transfers"


def _ads(shop: Shop) -> Iterable[str]:
    if tools := shop.catalogue.ad_tools:
        yield "ads:any"
        parts = [shop.catalogue.activities_of(tool) for tool in tools]
        asked = all(part and all(a.basis == CONSENT for a in part) for part in parts)
        if asked and shop.facts.cookies.banner is True and not shop.has_no_site:
            yield "ads:by-consent"


FAMILIES = (
    Family(
        "tool",
        (EveryOf("tools", _QUESTION, "the shop uses it"),),
        _tool,
        implied=_what_a_tool_brings,
    ),
    Family(
        "tools",
        (
            Words("any", _QUESTION, "the shop uses any service"),
            EveryOf("tool_groups", _QUESTION, "one of that group"),
        ),
        _tools,
        implies={"*": "tools:any"},
    ),
    Family(
        "role",
        (Words("processor controller joint own", _QUESTION, "some service has it; mixed is both"),),
        _role,
        implies={
            "processor controller joint": "tools:any recipients:any",
            "own": "tools:any",
        },
    ),
    Family(
        "recipients",
        (Words("any", _QUESTION, "a service of another company, or a disclosure"),),
        _recipients,
    ),
    Family(
        "transfers",
        (
            Words(
                "outside-eea outside-uk outside-ua",
                _QUESTION,
                "a service of another company gets data outside, or it is stored there",
            ),
            Words(
                "kept-outside-eea kept-outside-uk",
                "storage.where",
                "the shop is in the area, and keeps data outside",
            ),
            Words(
                "restricted",
                _QUESTION,
                "the GDPR, the UK GDPR or Swiss law applies and some service gets data outside its area",
            ),
            Words(
                "unsettled-at-home unsettled-abroad",
                _QUESTION,
                "nothing allows sending data to a service in the business’s own country, or in another",
            ),
            Words(
                "framework-only",
                _QUESTION,
                "some service has nothing but a data privacy framework",
            ),
            Words(
                "ua-safe ua-other ua-unsettled",
                _QUESTION,
                "Ukraine’s law applies, and data goes to a country that protects it, to another on a"
                " ground of Art. 29, or on none",
            ),
        ),
        _transfers,
        implies={
            "kept-outside-eea": "transfers:outside-eea established:eea storage:stated",
            "kept-outside-uk": "transfers:outside-uk established:uk storage:stated",
            "restricted": "tools:any recipients:any",
            "framework-only": "transfers:restricted",
            "unsettled-at-home unsettled-abroad": "transfers:restricted ground:unsettled",
            "ua-safe ua-other ua-unsettled": "transfers:outside-ua law:ua_pdp",
        },
    ),
    Family(
        "ground",
        (EveryOf("transfer_grounds", _QUESTION, "a transfer rests on it; unsettled: on none"),),
        _ground,
        implies={"*": "transfers:restricted"},
    ),
    Family(
        "flag",
        (
            Words(
                "blocked-ua licence-ended russian-origin",
                _QUESTION,
                "what the catalogue knows of some service",
            ),
        ),
        _flag,
        implies={"blocked-ua licence-ended russian-origin": "tools:any"},
    ),
    Family(
        "unsure",
        (
            Words("tools", _QUESTION, "something about a service is not confirmed"),
            Words(
                "transfers",
                "transfers.scc",
                "what protects data that a service gets abroad is not, and its owner has not said either",
            ),
        ),
        _unsure,
        implies={"tools": "tools:any", "transfers": "unsure:tools transfers:restricted"},
    ),
    Family(
        "ads",
        (
            Words("any", _QUESTION, "an ad service that can follow people across sites"),
            Words("by-consent", "activities.basis", "the banner asks before any such service"),
        ),
        _ads,
        implies={
            "any": "tools:any recipients:any",
            "by-consent": "ads:any basis:consent cookies:banner",
        },
    ),
)
