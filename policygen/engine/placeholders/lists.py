"""Lists inside a sentence: "A, B and C". A list of nothing is no value."""

from collections.abc import Iterable

from policygen.engine.conditions.families.data import (
    knows_young_people,
    not_collected,
    received_not_collected,
)
from policygen.engine.facts.model import Activity
from policygen.engine.language import phrases as lang
from policygen.engine.law import retention
from policygen.engine.law.bases import CONTRACT, without_contract
from policygen.engine.law.consent import is_asked
from policygen.engine.law.transfers import UNSETTLED
from policygen.engine.placeholders.case import Case
from policygen.engine.placeholders.declaration import EVERY_SHOP, placeholder
from policygen.engine.templates.markup import Html, fact, joined


def _received(case: Case) -> dict[str, tuple[str, ...]]:
    return received_not_collected(case.facts, case.catalogue)


def _received_data(case: Case) -> Html | None:
    return case.labels("data", (slug for data in _received(case).values() for slug in data))


def _receiving_tools(case: Case) -> Html | None:
    received = _received(case)
    return case.tools(lambda tool: tool.slug in received)


def _collected(case: Case) -> list[str]:
    return [slug for activity in case.facts.activities for slug in activity.data]


def _conflicting(case: Case) -> Html | None:
    collected = frozenset(_collected(case))
    return case.labels("data", (s for s in case.facts.not_collected if s in collected))


def _special(case: Case) -> Html | None:
    return case.labels("data", filter(case.library.special_data.__contains__, _collected(case)))


def _sensitive(case: Case) -> Html | None:
    sensitive, language = case.library.sensitive_data, case.language
    slugs = dict.fromkeys(filter(sensitive.__contains__, _collected(case)))
    named = [case.library.label("data", slug, language) for slug in slugs]
    if knows_young_people(case.facts, case.library):
        named.append(case.words.texts["young_people"])
    return case.listed(named)


def _sources(case: Case) -> Html | None:
    sources = [s for a in case.facts.activities for s in a.source if s not in ("person", "device")]
    return case.listed(_source(case, slug) for slug in sources)


def _source(case: Case, slug: str) -> str:
    if case.catalogue.is_tool(slug):
        return case.catalogue.tool(slug).named_inside(case.language)
    return case.library.label("sources", slug, case.language)


def _orders_kept(case: Case) -> Html | None:
    return case.keeps(a.keep for a in case.facts.activities if a.purpose == "orders")


def _storage_places(case: Case) -> Html | None:
    return case.listed(lang.place(place, case.language) for place in case.facts.storage.where)


def _grounded(case: Case, ground: str | None = None) -> Html | None:
    """The services that get data abroad, on that ground if one is named."""
    grounds = case.catalogue.grounds
    return case.tools(
        lambda tool: ground in grounds[tool.slug] if ground else bool(grounds[tool.slug])
    )


def _ukrainian_safe(case: Case) -> Html | None:
    return case.listed(lang.place(place, case.language) for place in case.catalogue.ukrainian_safe)


def _ukrainian_other(case: Case) -> Html | None:
    """«США (договір із вами, ваша згода)»."""
    found = {p: g for p, g in case.catalogue.ukrainian_other.items() if UNSETTLED not in g}
    words = [f"{lang.place(p, case.language)} ({_allowed(case, g)})" for p, g in found.items()]
    return joined("; ", map(fact, words)) if words else None


def _allowed(case: Case, grounds: Iterable[str]) -> str:
    return ", ".join([_ground_of_ukraine(case, ground) for ground in grounds])


def _ground_of_ukraine(case: Case, ground: str) -> str:
    """Not everybody is a party to the contract, and for a child a parent agrees; a release of before says no
    such thing."""
    others = any(
        activity.basis == ground and _of_others(case, activity, ground)
        for activity in case.facts.activities
    )
    words, name = case.words.texts, f"ua_{ground}"
    return words.get(f"{name}_others" if others else name) or words.get(name, ground)


def _of_others(case: Case, activity: Activity, ground: str) -> bool:
    if ground == CONTRACT:
        return bool(without_contract(activity, case.library))
    return "children" in activity.about


def _ukrainian_unsettled(case: Case) -> Html | None:
    found = [p for p, g in case.catalogue.ukrainian_other.items() if UNSETTLED in g]
    return case.listed(lang.place(place, case.language) for place in found)


def _flagged(case: Case, flag: str) -> Html | None:
    return case.tools(lambda tool: flag in tool.flags)


def _periods(case: Case, kept: Iterable[retention.Kept]) -> Html | None:
    lines = [retention.in_finding(one, case.library, case.language) for one in kept]
    return joined("; ", map(fact, dict.fromkeys(lines))) if lines else None


def _unreasoned(case: Case) -> Html | None:
    return case.ticked(a.purpose for a in retention.without_reason(case.facts))


def _unasked(case: Case) -> Html | None:
    facts = case.facts
    return case.ticked(a.purpose for a in facts.activities if not is_asked(a, facts))


def _built_in(case: Case) -> Html | None:
    counting = {tool.slug for tool, cookie in case.catalogue.cookies if cookie.built_in}
    return case.tools(lambda tool: tool.slug in counting)


def _asking(case: Case) -> Html | None:
    asking = {tool.slug for tool, cookie in case.catalogue.waiting if not cookie.built_in}
    return case.tools(lambda tool: tool.slug in asking)


def _present(case: Case, presence: str) -> Html | None:
    return case.tools(lambda tool: tool.presence == presence)


LISTS = (
    placeholder(
        "site_platforms",
        "the platforms that hold the site or a part of it, likewise",
        "site:platform",
        lambda case: _present(case, "site"),
    ),
    placeholder(
        "sales_pages",
        "the services where the shop has a page or a channel, likewise",
        "site:pages",
        lambda case: _present(case, "page"),
    ),
    placeholder(
        "not_collected",
        "what the shop does not collect, as a list inside a sentence",
        "not-collected:listed",
        lambda case: case.labels("data", not_collected(case.facts, case.catalogue)),
    ),
    placeholder(
        "special_data",
        "the special categories that the shop collects, likewise",
        "collects:any-special",
        _special,
    ),
    placeholder(
        "sensitive_pi",
        "the sensitive personal information that it collects, likewise",
        "collects:any-sensitive-pi",
        _sensitive,
    ),
    placeholder(
        "sources", "the others who give the shop data, likewise", "source:others", _sources
    ),
    placeholder(
        "all_purposes",
        "everything that data is used for, likewise",
        EVERY_SHOP,
        lambda case: case.purposes(a.purpose for a in case.facts.activities),
    ),
    placeholder(
        "orders_kept",
        "how long data of orders is kept, with the reason",
        "purpose:orders",
        _orders_kept,
    ),
    placeholder(
        "storage_places",
        "the countries where data is stored, likewise",
        "storage:stated",
        _storage_places,
    ),
    placeholder(
        "storage_tools",
        "the services that store it, likewise",
        "storage:by-tools",
        lambda case: case.tools(lambda tool: tool.slug in case.facts.storage.by),
    ),
    placeholder(
        "ad_tools",
        "the tools that can follow people across sites, likewise",
        "ads:any",
        lambda case: case.tools(lambda tool: tool.ccpa == "ad_sharing"),
    ),
    placeholder(
        "joint_tools",
        "the tools with which the shop is jointly responsible, likewise",
        "role:joint",
        lambda case: case.tools(lambda tool: tool.role == "joint"),
    ),
    placeholder(
        "independent_tools",
        "the tools that decide for themselves, likewise",
        "role:controller",
        lambda case: case.tools(lambda tool: tool.role in ("controller", "mixed")),
    ),
    placeholder(
        "blocked_tools",
        "the tools blocked in Ukraine, likewise",
        "flag:blocked-ua",
        lambda case: _flagged(case, "blocked_ua"),
    ),
    placeholder(
        "ended_tools",
        "the tools whose licence has ended, likewise",
        "flag:licence-ended",
        lambda case: _flagged(case, "licence_ended"),
    ),
    placeholder(
        "built_in_tools",
        "the platforms whose own statistics set cookies, likewise",
        "cookies:built-in",
        _built_in,
    ),
    placeholder(
        "optional_tools",
        "the services whose cookies on the site wait for a choice, likewise",
        "cookies:optional-of-services",
        _asking,
    ),
    placeholder(
        "off_site_tools",
        "the tools that can set cookies and are used off the site only, likewise",
        "cookies:off-site",
        lambda case: case.tools(lambda tool: tool in case.catalogue.off_site),
    ),
    placeholder(
        "unasked_purposes",
        "the purposes that rest on visitors' consent for which nobody asks, likewise",
        "conflict:consent-not-asked",
        _unasked,
    ),
    placeholder(
        "unsettled_tools",
        "the tools for whose transfer no ground is known, likewise",
        "ground:unsettled",
        lambda case: _grounded(case, "unsettled"),
    ),
    placeholder(
        "unsettled_at_home",
        "of these, the tools in the shop’s own country, likewise",
        "transfers:unsettled-at-home",
        lambda case: case.tools(lambda tool: tool.slug in case.catalogue.unsettled_at_home),
    ),
    placeholder(
        "framework_tools",
        "the tools whose data nothing but a data privacy framework protects abroad, likewise",
        "transfers:framework-only",
        lambda case: case.tools(lambda tool: tool in case.catalogue.framework_only),
    ),
    placeholder(
        "ua_safe_places",
        "the countries abroad that protect data by Ukraine’s Art. 29, likewise",
        "transfers:ua-safe",
        _ukrainian_safe,
    ),
    placeholder(
        "ua_other_places",
        "the other countries, each with what allows to send data there",
        "transfers:ua-other",
        _ukrainian_other,
    ),
    placeholder(
        "ua_unsettled_places",
        "the countries for which Art. 29 names no ground, likewise",
        "transfers:ua-unsettled",
        _ukrainian_unsettled,
    ),
    placeholder(
        "unsure_tools",
        "the tools of which something is unconfirmed, likewise",
        "unsure:tools",
        lambda case: case.tools(lambda tool: bool(tool.unsure)),
    ),
    placeholder(
        "unconfirmed_transfers",
        "the tools abroad of which neither we nor the owner know what protects the data, likewise",
        "unsure:transfers",
        lambda case: case.tools(lambda tool: tool in case.catalogue.unconfirmed_transfers),
    ),
    placeholder(
        "received_data",
        "what a tool gets although the shop says it does not collect it, likewise",
        "conflict:received-not-collected",
        _received_data,
    ),
    placeholder(
        "receiving_tools",
        "the tools that get it, likewise",
        "conflict:received-not-collected",
        _receiving_tools,
    ),
    placeholder(
        "russian_tools",
        "the tools of Russian origin, likewise",
        "flag:russian-origin",
        lambda case: _flagged(case, "russian_origin"),
    ),
    placeholder(
        "abroad_tools",
        "the tools that get data outside the area of the law that applies, likewise",
        "transfers:restricted",
        _grounded,
    ),
    placeholder(
        "short_periods",
        "purposes kept shorter than a law asks: each with its period and the law",
        "conflict:kept-too-short",
        lambda case: _periods(case, retention.too_short(case.facts, case.library)),
    ),
    placeholder(
        "long_periods",
        "purposes kept longer than anybody has a reason to: each with the longest period",
        "conflict:kept-too-long",
        lambda case: _periods(case, retention.too_long(case.facts, case.library)),
    ),
    placeholder(
        "unreasoned_purposes",
        "purposes kept for more than five years without a reason, as a list",
        "conflict:long-without-reason",
        _unreasoned,
    ),
    placeholder(
        "conflicting_data",
        "what is both collected and said not to be, likewise",
        "conflict:not-collected",
        _conflicting,
    ),
    placeholder(
        "verification",
        "what the shop asks for to make sure who is asking, likewise",
        "verify:any",
        lambda case: case.labels("verification", case.facts.rights.verify),
    ),
    placeholder(
        "links_out",
        "the kinds of sites it links to, likewise",
        "links:any",
        lambda case: case.labels("links_out", case.facts.links_out),
    ),
    placeholder(
        "change_notices",
        "where changes are announced, likewise",
        "changes:any",
        lambda case: case.labels("notices", case.facts.changes.notice),
    ),
    placeholder(
        "local_storage",
        "what is kept on the visitor's device, likewise",
        "cookies:local-storage",
        lambda case: case.labels("local_storage", case.facts.cookies.local_storage),
    ),
)
