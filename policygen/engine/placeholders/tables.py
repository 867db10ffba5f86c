"""Tables: what is collected and why, and who gets it."""

from collections.abc import Mapping
from operator import attrgetter

from policygen.engine.language import phrases as lang
from policygen.engine.law.transfers import UNSETTLED, Area, decided_countries
from policygen.engine.library.schema import Tool
from policygen.engine.library.wording import NOTHING, ToolWording, capitalised
from policygen.engine.placeholders.bases import basis_cell
from policygen.engine.placeholders.case import Case
from policygen.engine.placeholders.declaration import EVERY_SHOP, placeholder
from policygen.engine.templates.markup import Html, joined, table


def _headings(case: Case, *keys: str) -> list[Html]:
    return [case.words.strings[key] for key in keys]


def _activities(case: Case) -> Html:
    headings = _headings(case, "purpose", "data", "basis", "recipients", "kept")
    rows = [
        (
            case.purpose(activity),
            case.cell("data", activity.data),
            basis_cell(case, bases),
            case.recipients(activity),
            case.keep(activity.keep),
        )
        for activity, bases in zip(case.facts.activities, case.catalogue.bases, strict=True)
    ]
    return table("activities", headings, rows)


def _children(case: Case) -> Html:
    headings = _headings(case, "purpose", "data", "recipients", "kept")
    rows = [
        (case.purpose(a), case.cell("data", a.data), case.recipients(a), case.keep(a.keep))
        for a in case.of_children
    ]
    return table("children", headings, rows)


def _tools(case: Case) -> Html:
    headings = _headings(case, "service", "used_for_data", "role", "country")
    tools = [case.tool(tool.slug) for tool in case.catalogue.used if tool.role != "own"]
    tools.sort(key=attrgetter("place"))
    return table("tools", headings, [_tool(case, words) for words in tools])


def _tool(case: Case, words: ToolWording) -> tuple[Html, Html, Html, Html]:
    """What it is for, which of the shop's data it gets, and what it takes by itself: "Answering your
    questions: name, email. Takes by itself: IP address".
    """
    use, passed, taken = _use(case, words), case.passed(words.tool), case.taken(words.tool)
    whole = case.words.strings.get("data_of_purposes")
    if len(passed) > MOST_DATA and whole:
        use = Html(f"{use}: {whole}")
    elif passed:
        use = Html(f"{use}: {case.row('data', passed)}")
    takes = case.words.strings.get("takes_itself")  # a release of before has no words for it
    if taken and takes:
        use = Html(f"{use}. {takes}: {case.row('data', taken)}")
    return words.title, use, _role(case, words), _countries(case, words)


def _countries(case: Case, words: ToolWording) -> Html:
    """Where the owner named several places, nobody said in which of them this service has the data."""
    tool = words.tool
    if tool.slug not in case.facts.storage.by or tool.role != "processor":
        return words.countries
    return Html(lang.either(map(case.words.country, tool.countries), case.language))


def _role(case: Case, words: ToolWording) -> Html:
    """Only the GDPR and the UK GDPR know joint controllers; elsewhere such a service is independent."""
    if words.tool.role == "joint" and {"gdpr", "uk_gdpr"}.isdisjoint(case.catalogue.laws):
        return case.words.titles["roles"]["controller"]
    return words.role


MOST_DATA = 12
"""Of a service that gets more, the table of purposes says what: a hosting gets everything."""
MOST_PURPOSES = 2
"""A service that is there for more is told by what it is: the shop's platform, its hosting."""


def _use(case: Case, words: ToolWording) -> Html:
    purposes = dict.fromkeys(a.purpose for a in case.catalogue.activities_of(words.tool))
    if not 0 < len(purposes) <= MOST_PURPOSES:
        return words.kind
    first, *others = purposes
    inside = case.words.purposes_inside
    return joined("; ", [case.words.titles["purposes"][first], *map(inside.__getitem__, others)])


def _transfers(case: Case) -> Html:
    headings, legs = _headings(case, "service", "country", "ground"), case.catalogue.legs
    rows = [
        (words.name, _countries(case, words), _ground(case, tool, legs[tool.slug]))
        for tool in case.catalogue.used
        if legs[tool.slug] and (words := case.tool(tool.slug))
    ]
    return table("transfers", headings, rows)


def _ground(case: Case, tool: Tool, by_law: Mapping[str, tuple[str, ...]]) -> Html:
    """Under the laws by which data may not just leave: "For the EU: …. For the UK: …" where they differ.

    A ground that is missing is not told: such a policy can't be published.
    """
    areas, laws = {area.law: area for area in case.catalogue.areas}, len(case.catalogue.areas)
    told = {
        law: joined("; ", [_leg(case, tool, ground, areas[law]) for ground in grounds])
        for law, grounds in by_law.items()
        if UNSETTLED not in grounds
    }
    if not told:
        return NOTHING
    if len(told) == laws and len({*told.values()}) == 1:
        return capitalised(next(iter(told.values())))
    strings = case.words.strings
    return joined(". ", [Html(f"{strings[_FOR[law]]}: {said}") for law, said in told.items()])


def _leg(case: Case, tool: Tool, ground: str, area: Area) -> Html:
    """An adequacy decision names its countries, where the service has the data in others too."""
    label = case.words.labels["transfer_grounds"][ground]
    decided = decided_countries(tool, area)
    if ground != area.rules.adequacy or area.free.issuperset(tool.countries):
        return label
    return Html(f"{label} ({', '.join(map(case.words.country, decided))})")


_FOR = {"gdpr": "for_eu", "uk_gdpr": "for_uk", "swiss": "for_switzerland"}


TABLES = (
    placeholder(
        "activities_table()", "purpose, data, basis, recipients, period", EVERY_SHOP, _activities
    ),
    placeholder(
        "tools_table()",
        "every service with its company, what it is for, role and country",
        "role:processor role:controller role:joint",
        _tools,
    ),
    placeholder(
        "transfers_table()",
        "the services abroad with country and ground",
        "transfers:restricted",
        _transfers,
    ),
    placeholder(
        "children_table()",
        "what is collected about children, why, for how long",
        "children:data",
        _children,
    ),
)
