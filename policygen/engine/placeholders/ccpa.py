"""California's table: Civ. Code 1798.110(c), 1798.130(a)(5); 11 CCR 7011(e)(1)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from policygen.engine.conditions.families.selling import shares_for_ads
from policygen.engine.library.schema import Tool
from policygen.engine.library.wording import NOTHING, capitalised
from policygen.engine.placeholders.case import Case
from policygen.engine.placeholders.declaration import EVERY_SHOP, placeholder
from policygen.engine.templates.markup import Html, joined, table


@dataclass(slots=True)
class _Category:
    """A category of personal information, with what the answers say of it, in their order."""

    data: dict[str, None] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)
    tools: dict[str, Tool] = field(default_factory=dict)
    """The services that get data of this category."""


def _ccpa(case: Case) -> Html:
    strings, found = case.words.strings, _categories(case)
    headings = [strings[key] for key in ("ccpa_category", "sources", "disclosed_to", "ccpa_sold")]
    shares = shares_for_ads(case.facts, case.catalogue)
    rows = [
        _row(case, letter, found[letter], shares)
        for letter in case.library.vocabulary["ccpa_categories"]
        if letter in found
    ]
    return table("ccpa", headings, rows)


def _categories(case: Case) -> dict[str, _Category]:
    """By letter, those that the shop collects."""
    letters, found = case.library.ccpa_letters, defaultdict[str, _Category](_Category)
    passed: dict[str, set[str]] = {}
    for activity in case.facts.activities:
        here = set[str]()
        for slug in activity.data:
            here |= letters[slug]
            for letter in letters[slug]:
                found[letter].data[slug] = None
        for source in activity.source:
            given = case.given(source, activity.data)
            for letter in here if given is activity.data else _letters(case, given):
                found[letter].sources[source] = None
        for slug in activity.tools:
            tool = case.catalogue.tool(slug)
            if slug not in passed:
                passed[slug] = _letters(case, case.passed(tool))
            for letter in here & passed[slug]:
                found[letter].tools[slug] = tool
    return found


def _letters(case: Case, data: Iterable[str]) -> set[str]:
    letters, found = case.library.ccpa_letters, set[str]()
    for slug in data:
        found |= letters[slug]
    return found


def _row(case: Case, letter: str, found: _Category, shares: bool) -> tuple[Html, Html, Html, Html]:
    labels = case.words.labels
    groups = dict.fromkeys([labels["tool_groups"][tool.group] for tool in found.tools.values()])
    sources = [case.source(slug, first=not n) for n, slug in enumerate(found.sources)]
    return (
        Html(f"{labels['ccpa_categories'][letter]}: {case.row('data', found.data)}"),
        joined(", ", sources) or NOTHING,
        capitalised(joined("; ", groups)) or NOTHING,
        case.words.strings[_sold_or_shared(case, found.tools.values(), shares)],
    )


def _sold_or_shared(case: Case, tools: Iterable[Tool], shares: bool) -> str:
    """The answers do not say what is sold, so that "sold" stands for every category."""
    if case.facts.sells_data is True:
        return "yes_sold"
    shared = shares and any(tool.ccpa == "ad_sharing" for tool in tools)
    return "yes_shared" if shared else "no"


CCPA = (
    placeholder(
        "ccpa_table()",
        "statutory categories with sources, purposes, recipients, sold or shared",
        EVERY_SHOP,
        _ccpa,
    ),
)
