"""The tools that one shop uses: the library's and the shop's own, seen through its answers."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from policygen.engine.facts.model import Activity, CustomTool, Facts
from policygen.engine.law.applying import laws
from policygen.engine.law.transfers import areas, transfer_grounds
from policygen.engine.library.model import Library
from policygen.engine.library.schema import Cookie, Tool


class Catalogue:
    """Look-ups that conditions, tables and findings share. Cheap to make; nothing is kept."""

    def __init__(self, facts: Facts, library: Library):
        self._facts = facts
        self._library = library

    @cached_property
    def used(self) -> tuple[Tool, ...]:
        """Every tool named anywhere in the answers, each once, in the order of the answers."""
        slugs: dict[str, None] = {}
        for activity in self._facts.activities:
            slugs.update(dict.fromkeys(activity.tools))
        slugs.update(dict.fromkeys(self._facts.storage.by))
        for activity in self._facts.activities:
            slugs.update((s, None) for s in activity.source if s in self._known)
        return tuple(self._known[slug] for slug in slugs)

    @cached_property
    def _known(self) -> Mapping[str, Tool]:
        own = {t.slug: _as_tool(t) for t in self._facts.custom_tools}
        return {**self._library.tools, **own} if own else self._library.tools

    def tool(self, slug: str) -> Tool:
        return self._known[slug]

    def is_tool(self, slug: str) -> bool:
        return slug in self._known

    def activities_of(self, tool: Tool) -> tuple[Activity, ...]:
        """The activities that the tool has a part in."""
        return tuple(self._activities.get(tool.slug, ()))

    @cached_property
    def _activities(self) -> dict[str, list[Activity]]:
        found: dict[str, list[Activity]] = {}
        for activity in self._facts.activities:
            for slug in dict.fromkeys((*activity.tools, *activity.source)):
                found.setdefault(slug, []).append(activity)
        return found

    @cached_property
    def cookies(self) -> tuple[tuple[Tool, Cookie], ...]:
        return tuple((tool, cookie) for tool in self.used for cookie in tool.cookies)

    @cached_property
    def optional_cookies(self) -> tuple[tuple[Tool, Cookie], ...]:
        """Those that wait for a choice (ePrivacy Art. 5(3))."""
        return tuple((tool, cookie) for tool, cookie in self.cookies if cookie.optional)

    @cached_property
    def laws(self) -> tuple[str, ...]:
        """Those that apply to the shop, in the order of the library."""
        return laws(self._facts, self._library)

    @cached_property
    def grounds(self) -> dict[str, tuple[str, ...]]:
        """On what ground each tool gets data abroad; () where it gets none there."""
        facts, library = self._facts, self._library
        protected = areas(facts, self.laws, library)
        return {tool.slug: transfer_grounds(tool, facts, protected) for tool in self.used}

    @cached_property
    def ad_tools(self) -> tuple[Tool, ...]:
        """Tools that can follow people across sites (Civ. Code 1798.140(ah), 22575(b)(6))."""
        return tuple(tool for tool in self.used if tool.ccpa == "ad_sharing")


def _under_ccpa(custom: CustomTool) -> Literal["service_provider", "third_party", "ad_sharing"]:
    """An advertising service that nobody has looked at is taken for one that follows people."""
    if custom.role == "own":
        return "service_provider"
    if custom.group == "ads":
        return "ad_sharing"
    return "service_provider" if custom.role == "processor" else "third_party"


def _as_tool(custom: CustomTool) -> Tool:
    return Tool(
        slug=custom.slug,
        name=custom.name,
        group=custom.group,
        entity=custom.entity,
        countries=(custom.country,),
        role=custom.role,
        receives=custom.data,
        policy_url=custom.policy_url,
        ccpa=_under_ccpa(custom),
        checked=None,
    )
