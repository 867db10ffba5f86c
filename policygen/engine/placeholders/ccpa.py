"""California's table: Civ. Code 1798.110(c), 1798.130(a)(5); 11 CCR 7011(e)(1)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from policygen.engine.conditions.families.data import knows_young_people, may_be_young
from policygen.engine.conditions.families.selling import shares_for_ads
from policygen.engine.library.wording import NOTHING, ToolWording, capitalised
from policygen.engine.placeholders.case import Case
from policygen.engine.placeholders.declaration import EVERY_SHOP, placeholder
from policygen.engine.templates.markup import Html, fact, joined, table

_YOUNG = frozenset({"L"})
"""Whatever a shop has of people whom it knows to be under 16 is sensitive."""


@dataclass(slots=True)
class _Category:
    """A category of personal information, with what the answers say of it, in their order."""

    data: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    tools: list[ToolWording] = field(default_factory=list)
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
    found = _collected(case)
    sources: dict[str, frozenset[str]] = {}
    passed: dict[str, frozenset[str]] = {}
    young = _YOUNG if knows_young_people(case.facts, case.library) else frozenset()
    for activity in case.facts.activities:
        here = _letters(case, activity.data) | (young if may_be_young(activity) else frozenset())
        for source in activity.source:
            given = case.given(source, activity.data)
            letters = here if given is activity.data else _letters(case, given) | (here & young)
            known = sources.get(source, frozenset())
            if not letters <= known:  # each source stands once with a letter
                sources[source] = known | letters
                for letter in letters - known:
                    found[letter].sources.append(source)
        for slug in case.catalogue.recipients(activity):
            words, left = case.tool(slug), passed.get(slug)
            if left is None:
                left = _letters(case, case.passed(words.tool)) | young
            for letter in left & here:  # and so does each service
                found[letter].tools.append(words)
            passed[slug] = left - here
    _taken_for_ads(case, found)
    return found


def _taken_for_ads(case: Case, found: dict[str, _Category]) -> None:
    """What advertising services take by themselves is collected too, through them, and shared."""
    for tool in case.catalogue.ad_tools:
        words = case.tool(tool.slug)
        for slug in case.taken(tool):
            for letter in case.library.ccpa_letters[slug]:
                category = found[letter]
                for known, new in ((category.data, slug), (category.sources, "device")):
                    if new not in known:
                        known.append(new)
                if words not in category.tools:
                    category.tools.append(words)


def _collected(case: Case) -> dict[str, _Category]:
    letters = case.library.ccpa_letters
    found: dict[str, _Category] = defaultdict(_Category)
    for slug in dict.fromkeys([slug for a in case.facts.activities for slug in a.data]):
        for letter in letters[slug]:
            found[letter].data.append(slug)
    return found


def _letters(case: Case, data: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(case.library.ccpa_letters.__getitem__, data))


def _row(case: Case, letter: str, found: _Category, shares: bool) -> tuple[Html, Html, Html, Html]:
    labels = case.words.labels
    groups = dict.fromkeys([words.group for words in found.tools])
    return (
        Html(f"{labels['ccpa_categories'][letter]}: {_data(case, letter, found)}"),
        _sources(case, *found.sources) if found.sources else NOTHING,
        capitalised(joined("; ", groups)) or NOTHING,
        case.words.strings[_sold_or_shared(case, found.tools, shares)],
    )


def _data(case: Case, letter: str, found: _Category) -> Html:
    if letter not in _YOUNG or not knows_young_people(case.facts, case.library):
        return case.row("data", found.data)
    young = fact(case.words.texts["young_people"])
    return joined(", ", [case.row("data", found.data), young] if found.data else [young])


def _sources(case: Case, first: str, *others: str) -> Html:
    others_named = [case.source(slug, first=False) for slug in others]
    return joined(", ", [case.source(first), *others_named])


def _sold_or_shared(case: Case, tools: Iterable[ToolWording], shares: bool) -> str:
    """The answers do not say what is sold, so that "sold" stands for every category."""
    if case.facts.sells_data is True:
        return "yes_sold"
    shared = shares and any(words.tool.ccpa == "ad_sharing" for words in tools)
    return "yes_shared" if shared else "no"


CCPA = (
    placeholder(
        "ccpa_table()",
        "statutory categories with sources, purposes, recipients, sold or shared",
        EVERY_SHOP,
        _ccpa,
    ),
)
