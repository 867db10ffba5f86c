"""The tools that one shop uses: the library's and the shop's own, seen through its answers."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property
from itertools import chain
from typing import Literal

from policygen.engine.conditions.storing import stored
from policygen.engine.facts.fields import Localized
from policygen.engine.facts.model import Activity, CustomTool, Facts
from policygen.engine.facts.typed.web import url_target
from policygen.engine.law.applying import laws
from policygen.engine.law.bases import LegalBasis, legal_bases
from policygen.engine.law.transfers import (
    UNSETTLED,
    Area,
    adequate,
    areas,
    transfer_grounds,
    ukrainian_grounds,
)
from policygen.engine.library.contracting import Contracting
from policygen.engine.library.model import Library
from policygen.engine.library.schema import CHOSEN, Cookie, Term, Tool

BUILT_IN, SENDER_ON_SITE = "platform_statistics", "sender_on_site"
"""Yes/no questions of the library: whether a platform's own statistics run, and whether a form or script of a
mail service stands on the site."""
_SENDERS = frozenset({"email_sms", "crm"})
PLATFORMS = frozenset({"shop_platform", "course_platform"})
"""Groups of services on which a site, and what people type there, stands."""


class Catalogue:
    """Look-ups that conditions, tables and findings share. Cheap to make; nothing is kept."""

    def __init__(self, facts: Facts, library: Library):
        self._facts = facts
        self._library = library

    @cached_property
    def used(self) -> tuple[Tool, ...]:
        """Every tool named anywhere in the answers, each once, in the order of the answers."""
        facts, known = self._facts, self._known
        slugs = [slug for activity in facts.activities for slug in activity.tools]
        slugs += facts.storage.by
        slugs += [s for activity in facts.activities for s in activity.source if s in known]
        return tuple([known[slug] for slug in dict.fromkeys(slugs)])

    @cached_property
    def _known(self) -> Mapping[str, Tool]:
        own, country = self._facts.custom_tools, self._facts.business.country
        shared = self._library.once(Contracting, country).tools
        changed = {tool.slug: _as_tool(tool) for tool in own}
        if self._facts.storage.by:
            changed |= stored(self._facts.storage, {**shared, **changed})
        return {**shared, **changed} if changed else shared

    def tool(self, slug: str) -> Tool:
        return self._known[slug]

    def is_tool(self, slug: str) -> bool:
        return slug in self._known

    def data_of(self, tool: Tool) -> Collection[str]:
        """The data of the activities that the tool has a part in, in the order of the answers."""
        data = [activity.data for activity in self.activities_of(tool)]
        return dict.fromkeys(chain.from_iterable(data))

    def activities_of(self, tool: Tool) -> list[Activity]:
        """Those whose data the tool gets, in the order of the answers."""
        return self._activities[tool.slug]

    @cached_property
    def _activities(self) -> dict[str, list[Activity]]:
        found: dict[str, list[Activity]] = defaultdict(list)
        for activity in self._facts.activities:
            for slug in self.recipients(activity):
                found[slug].append(activity)
        return found

    def recipients(self, activity: Activity) -> tuple[str, ...]:
        """The services named, and who keeps the data: the platform of the shop, its hosting, the servers.

        A purpose on which a platform is named has no other one. What is used `elsewhere` (vocabulary of
        purposes) goes to the services named; without any it is on the servers, or on the `premises` only.
        """
        elsewhere = self._purposes[activity.purpose].get("elsewhere")
        if elsewhere:
            return activity.tools or (() if elsewhere == "premises" else self._servers)
        named_platform = any(self._known[slug].group in PLATFORMS for slug in activity.tools)
        holders = self._hosting if named_platform else self._holders
        return tuple(dict.fromkeys(activity.tools + holders)) if holders else activity.tools

    @cached_property
    def _purposes(self) -> Mapping[str, Term]:
        return self._library.vocabulary["purposes"]

    @cached_property
    def _servers(self) -> tuple[str, ...]:
        by = self._facts.storage.by
        return tuple([slug for slug in by if self._known[slug].role != "own"])

    @cached_property
    def _hosting(self) -> tuple[str, ...]:
        return self._servers + self._of_group("hosting")

    @cached_property
    def _holders(self) -> tuple[str, ...]:
        """Of the shop platform and the course platform, one keeps what no platform is named for. They
        keep no more than what they are named for where a shop has pages on them and no site."""
        if self._facts.answers.get("own_site") is False:
            return self._hosting
        platform = self._of_group("shop_platform") or self._of_group("course_platform")
        return self._hosting + platform

    def _of_group(self, group: str) -> tuple[str, ...]:
        """Those that have the data on servers of theirs."""
        return tuple([t.slug for t in self.used if t.group == group and t.role != "own"])

    @cached_property
    def laws(self) -> tuple[str, ...]:
        """Those that apply to the shop, in the order of the library."""
        return laws(self._facts, self._library)

    @cached_property
    def bases(self) -> tuple[tuple[LegalBasis, ...], ...]:
        """Of each activity, in the order of the answers."""
        facts, laws, library = self._facts, self.laws, self._library
        return tuple(legal_bases(a, facts, laws, library) for a in facts.activities)

    @cached_property
    def areas(self) -> tuple[Area, ...]:
        """Where the laws apply under which a transfer needs a ground."""
        return areas(self._facts, self.laws, self._library)

    @cached_property
    def legs(self) -> dict[str, dict[str, tuple[str, ...]]]:
        """On what ground each tool gets data abroad, per law under which it does."""
        return {
            tool.slug: {
                area.law: grounds
                for area in self.areas
                if (grounds := transfer_grounds(tool, self._facts, area))
            }
            for tool in self.used
        }

    @cached_property
    def grounds(self) -> dict[str, tuple[str, ...]]:
        """Of `legs`, the grounds under any law; () where a tool gets nothing abroad."""
        return {
            slug: tuple(dict.fromkeys(chain.from_iterable(by_law.values())))
            for slug, by_law in self.legs.items()
        }

    @cached_property
    def unsettled(self) -> tuple[str, ...]:
        """Slugs of tools that some law lets have no data for want of a ground."""
        return tuple(slug for slug, grounds in self.grounds.items() if UNSETTLED in grounds)

    @cached_property
    def unsettled_at_home(self) -> tuple[str, ...]:
        """Of these, those in the shop's own country. A shop outside the EEA that the GDPR reaches hands its
        customers' data on from there to another company, which is a transfer too (EDPB Guidelines 05/2021);
        what people send the shop itself is none."""
        home = {self._facts.business.country}
        return tuple(slug for slug in self.unsettled if set(self._known[slug].countries) == home)

    @cached_property
    def framework_only(self) -> tuple[Tool, ...]:
        """Tools whose data some law protects abroad by nothing but a framework, which a court can end."""
        only = {area.law: area for area in self.areas}
        return tuple(
            tool
            for tool in self.used
            if any(_rests_on_framework(g, only[law]) for law, g in self.legs[tool.slug].items())
        )

    @cached_property
    def ukrainian_safe(self) -> tuple[str, ...]:
        """The places abroad that protect data properly by Art. 29(3) of Ukraine's law."""
        safe = self._safe_for_ukraine
        return tuple(dict.fromkeys(place for place, _tool in self._from_ukraine if place in safe))

    @cached_property
    def ukrainian_other(self) -> dict[str, tuple[str, ...]]:
        """The other places abroad, each with what allows data to go there (Art. 29(4))."""
        safe = self._safe_for_ukraine
        others = [(place, tool) for place, tool in self._from_ukraine if place not in safe]
        return ukrainian_grounds(others, self._facts)

    @cached_property
    def _safe_for_ukraine(self) -> frozenset[str]:
        return adequate(self._library, "ua_pdp", self._facts)

    @cached_property
    def _from_ukraine(self) -> list[tuple[str, Tool | None]]:
        """Each place outside Ukraine where data is, with the service that has it there."""
        tools = [tool for tool in self.used if tool.role != "own"]
        found: list[tuple[str, Tool | None]] = [(c, tool) for tool in tools for c in tool.countries]
        known = {country for country, _tool in found}
        stored = (place[:2] for place in self._facts.storage.where if place != "WORLD")
        found += [(place, None) for place in stored if place not in known]
        return [(place, tool) for place, tool in found if place != "UA"]

    @cached_property
    def unconfirmed_transfers(self) -> tuple[Tool, ...]:
        """Whose ground for getting data abroad nobody has confirmed: neither an editor nor the owner."""
        if self._facts.transfers.scc is not None:
            return ()
        grounds, signed = self.grounds, self._facts.transfers.signed
        named = [t for t in self.used if "transfer" in t.unsure and t.slug not in signed]
        certain = {UNSETTLED, "contract", *(area.rules.adequacy for area in self.areas)}
        return tuple(t for t in named if not certain.issuperset(grounds[t.slug]))

    @cached_property
    def cookies(self) -> tuple[tuple[Tool, Cookie], ...]:
        """What services are known to set on the shop's site, but for what the owner says is off."""
        off = self._facts.answers.get(BUILT_IN) is False
        return tuple(
            (tool, cookie)
            for tool in self.used
            if tool.slug not in self._elsewhere
            for cookie in tool.cookies
            if "name" not in cookie.unsure and not (off and cookie.built_in)
        )

    @cached_property
    def waiting(self) -> tuple[tuple[Tool, Cookie], ...]:
        """Cookies that wait for a choice: not what a visitor has set in the software of the site itself."""
        return tuple(
            (tool, cookie)
            for tool, cookie in self.cookies
            if cookie.optional and not (tool.role == "own" and cookie.purpose == CHOSEN)
        )

    @cached_property
    def off_site(self) -> tuple[Tool, ...]:
        """Tools that set cookies where they stand on a site, and have no part in anything on this one."""
        return tuple(t for t in self.used if t.cookies and t.slug in self._elsewhere)

    @cached_property
    def _elsewhere(self) -> frozenset[str]:
        purposes = self._library.vocabulary["purposes"]
        on_site: set[str] = set()
        off_site: set[str] = set()
        for activity in self._facts.activities:
            away = activity.purpose in purposes and purposes[activity.purpose].get("off_site")
            (off_site if away else on_site).update(activity.tools, activity.source)
        found = off_site - on_site
        if self._facts.answers.get(SENDER_ON_SITE) is True:
            found = {s for s in found if s not in self._known or self.tool(s).group not in _SENDERS}
        return frozenset(found)

    @cached_property
    def ad_tools(self) -> tuple[Tool, ...]:
        """Tools that can follow people across sites (Civ. Code 1798.140(ah), 22575(b)(6))."""
        return tuple([tool for tool in self.used if tool.ccpa == "ad_sharing"])


def _rests_on_framework(grounds: tuple[str, ...], area: Area) -> bool:
    """Beside countries with an adequacy decision."""
    others = frozenset(grounds) - {area.rules.adequacy}
    return bool(others) and area.frameworks.issuperset(others)


def _under_ccpa(custom: CustomTool) -> Literal["service_provider", "third_party", "ad_sharing"]:
    """An advertising service that nobody has looked at is taken for one that follows people."""
    if custom.role == "own":
        return "service_provider"
    if custom.group == "ads":
        return "ad_sharing"
    return "service_provider" if custom.role == "processor" else "third_party"


def _by_language(text: Localized) -> str | dict[str, str]:
    return text.texts[""] if "" in text.texts else dict(text.texts)


def _as_tool(custom: CustomTool) -> Tool:
    return Tool(
        slug=custom.slug,
        name=_by_language(custom.name),
        group=custom.group,
        entity=_by_language(custom.entity) if custom.entity else None,
        countries=(custom.country,),
        role=custom.role,
        receives=custom.data,
        cookies=tuple(
            Cookie(name=c.name, kind=c.kind, purpose=c.purpose, lasts=c.lasts)
            for c in custom.cookies
        ),
        policy_url=url_target(custom.policy_url) if custom.policy_url else None,
        ccpa=_under_ccpa(custom),
        checked=None,
    )
