"""The services a shop can choose, has chosen, and has not yet said what for."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from policygen.engine.language.phrases import capitalise
from policygen.engine.library.schema import Tool
from policygen.releases.current import current_library
from policygen.shops import presets
from policygen.shops.choices import Choices, current_language, label, term_label
from policygen.shops.former_words import GROUP, gone_label
from policygen.shops.models import Activity, CustomTool, Shop, ShopTool

FLAGS = {
    "blocked_ua": _("blocked in Ukraine"),
    "licence_ended": _("licence ended"),
    "russian_origin": _("Russian origin"),
}

AHEAD = 6


@dataclass(frozen=True)
class Group:
    """Tools of one kind on offer, the most used first, those of the shop’s own country some places ahead."""

    slug: str
    label: str
    question: str
    tools: Choices
    needed: bool
    """Whether what the shop does usually takes a service of this kind."""


def suggested(shop: Shop) -> list[str]:
    """What shops of this kind and country usually use, until the shop has said what it uses."""
    return [] if "tools" in shop.saved_steps else presets.usual_tools(shop)


def on_offer(shop: Shop) -> list[Group]:
    """All groups, the needed ones first; a shop's own tools stand in their group."""
    usual = suggested(shop)
    needed = _needed_groups(shop)
    language = current_language()
    rows: dict[str, Choices] = {slug: [] for slug in current_library().vocabulary["tool_groups"]}

    tools = current_library().tools.values()
    order = {tool.slug: number for number, tool in _numbered(tools)}

    def place(tool: Tool) -> tuple[bool, bool, int]:
        moved = -AHEAD if tool.countries[:1] == (shop.country,) else 0
        if shop.country != "UA" and tool.countries == ("UA",):
            moved = AHEAD  # of Ukraine's own market, which the library knows best
        return tool.slug not in usual, bool(tool.flags), order[tool.slug] + moved

    for tool in sorted(tools, key=place):
        rows.setdefault(tool.group, []).append((tool.slug, offer_label(tool, language)))
    for own in shop.custom_tools.all():
        rows.setdefault(own.group, []).insert(0, (own.slug, _own_label(own, language)))
    rows = {GROUP: gone(shop), **rows}
    groups = [
        Group(slug, *_words(slug), tools, slug in needed) for slug, tools in rows.items() if tools
    ]
    return sorted(groups, key=lambda group: not (group.needed or group.slug == GROUP))


def _own_label(tool: CustomTool, language: str) -> str:
    """With its kind where the library has no such kind any more."""
    name = tool.named(language)
    known = current_library().vocabulary["tool_groups"]
    return name if tool.group in known else f"{name}: {label('tool_groups', tool.group)}"


def _words(group: str) -> tuple[str, str]:
    """The heading of a kind, and the question about it."""
    if group == GROUP:
        return str(_("No longer offered")), ""
    return capitalise(label("tool_groups", group)), term_label("tool_groups", group)


def _needed_groups(shop: Shop) -> set[str]:
    """Hosting is needed by all who have a site."""
    found = set() if shop.own_site == "no" else {"hosting"}
    for activity in shop.activities.all():
        found.update(tool_groups(activity))
    return found


def tool_groups(activity: Activity) -> list[str]:
    purpose = current_library().vocabulary["purposes"].get(activity.purpose)
    defaults = purpose.get("defaults") if purpose else None
    return list(defaults.get("tool_groups", [])) if isinstance(defaults, dict) else []


def _numbered(tools: Iterable[Tool]) -> Iterator[tuple[int, Tool]]:
    """Each with its place in its kind: an editor puts the most used first."""
    seen: Counter[str] = Counter()
    for tool in tools:
        yield seen[tool.group], tool
        seen[tool.group] += 1


def offer_label(tool: Tool, language: str) -> str:
    warnings = ", ".join(str(FLAGS[flag]) for flag in tool.flags if flag in FLAGS)
    return f"{tool.named(language)} ({warnings})" if warnings else tool.named(language)


def search_words(slug: str) -> str:
    """What the filter box finds a tool by: its names in every language and the others it goes by."""
    library = current_library()
    tool = library.tools.get(slug)
    if tool is None:
        return ""
    return " | ".join(dict.fromkeys([*map(tool.named, library.complete_languages), *tool.aliases]))


def usual_role(group: str) -> str:
    """What most services of a kind do with the data, for an owner who does not know of theirs."""
    roles = [tool.role for tool in current_library().tools.values() if tool.group == group]
    settled = Counter(role for role in roles if role in ("processor", "controller"))
    return settled.most_common(1)[0][0] if settled else "processor"


def chosen(shop: Shop) -> Choices:
    """The shop's tools with their names, in the order of choosing."""
    language = current_language()
    own = {tool.slug: tool.named(language) for tool in shop.custom_tools.all()}
    known, lost = current_library().tools, dict(gone(shop))
    return [
        (slug, own.get(slug) or (known[slug].named(language) if slug in known else lost[slug]))
        for slug in [tool.slug for tool in shop.tools.all()]
    ]


def following_people(shop: Shop) -> list[str]:
    """The names of those that can follow people across sites (Cal. Civ. Code 1798.140(ah))."""
    known = current_library().tools
    return [n for slug, n in chosen(shop) if slug in known and known[slug].ccpa == "ad_sharing"]


def gone(shop: Shop) -> Choices:
    """Those that the library has no more."""
    own = {tool.slug for tool in shop.custom_tools.all()}
    slugs = [tool.slug for tool in shop.tools.all()]
    known = current_library().tools
    return [(slug, name_of_gone(slug)) for slug in slugs if slug not in own and slug not in known]


def name_of_gone(slug: str) -> str:
    return gone_label("tools", slug, current_language())


def group_of(shop: Shop, slug: str) -> str:
    return group_among(shop.custom_tools.all(), slug)


def group_among(own: Iterable[CustomTool], slug: str) -> str:
    """The kind of a service of the library, or of one of these."""
    known = current_library().tools.get(slug)
    if known:
        return known.group
    return next((tool.group for tool in own if tool.slug == slug), "other")


def unplaced(shop: Shop) -> list[ShopTool]:
    """Chosen tools that no purpose uses: the policy would pass over them in silence."""
    used = {use.tool_id for activity in shop.activities.all() for use in activity.uses.all()}
    named = {slug for activity in shop.activities.all() for slug in activity.source}
    named.update(shop.storage_by)
    return [tool for tool in shop.tools.all() if tool.pk not in used and tool.slug not in named]
