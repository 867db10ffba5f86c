"""Tables: what is collected and why, and who gets it."""

from operator import attrgetter

from policygen.engine.facts.model import Activity
from policygen.engine.law.consent import is_asked
from policygen.engine.library.wording import NOTHING, ToolWording, capitalised
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
            _basis(case, activity),
            case.tool_names(activity.tools),
            case.keep(activity.keep),
        )
        for activity in case.facts.activities
    ]
    return table("activities", headings, rows)


def _basis(case: Case, activity: Activity) -> Html:
    if not is_asked(activity, case.facts):
        return NOTHING
    basis = case.words.titles["bases"][activity.basis]
    if not activity.interest:
        return basis
    return Html(f"{basis}: {case.words.labels['interests'][activity.interest]}")


def _children(case: Case) -> Html:
    headings = _headings(case, "purpose", "data", "recipients", "kept")
    rows = [
        (case.purpose(a), case.cell("data", a.data), case.tool_names(a.tools), case.keep(a.keep))
        for a in case.of_children
    ]
    return table("children", headings, rows)


def _tools(case: Case) -> Html:
    headings = _headings(case, "service", "used_for_data", "role", "country")
    tools = [case.tool(tool.slug) for tool in case.catalogue.used if tool.role != "own"]
    tools.sort(key=attrgetter("place"))
    return table("tools", headings, [_tool(case, words) for words in tools])


def _tool(case: Case, words: ToolWording) -> tuple[Html, Html, Html, Html]:
    """What it is for and which of the shop's data it gets: "Payment services: name, email"."""
    data = [*filter(words.receives.__contains__, case.passed(words.tool))]
    use = Html(f"{words.group}: {case.row('data', data)}") if data else words.group
    return words.title, use, words.role, words.countries


def _transfers(case: Case) -> Html:
    headings, grounds = _headings(case, "service", "country", "ground"), case.catalogue.grounds
    labels = case.words.labels["transfer_grounds"]
    rows = [
        (
            words.name,
            words.countries,
            capitalised(joined("; ", [labels[ground] for ground in grounds[tool.slug]])),
        )
        for tool in case.catalogue.used
        if grounds[tool.slug] and (words := case.tool(tool.slug))
    ]
    return table("transfers", headings, rows)


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
        "about:children about:parents children:tools",
        _children,
    ),
)
