"""What can be told of an entry by itself, without the rest of the library."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from policygen.engine.language.duration import Duration
from policygen.engine.library.faults import Path, Trouble
from policygen.engine.library.laws import Law
from policygen.engine.library.schema import (
    ClauseSource,
    FindingRule,
    Mark,
    PromiseSource,
    RetentionRule,
    Tool,
)
from policygen.engine.loading.checking import schema, texts
from policygen.engine.loading.checking.files import Part
from policygen.engine.loading.checking.walk import Found

Troubles = Iterator[Trouble]

LONGEST = 36_525
"""Days: nothing is kept for longer than a hundred years."""
_FORMS: Mapping[tuple[object, str], str] = {
    (ClauseSource, "text"): "markdown",
    (FindingRule, "message"): "line",
    (PromiseSource, "text"): "line",
}
_FORMATS = ("messages.yaml", "strings.yaml", "receipts.yaml")


def troubles(part: Part, languages: Mapping[str, str]) -> Troubles:
    """Its form, its texts, its periods, and what its fields say together."""
    if part.model is None:
        return
    _value, wrong = schema.value_of(part.model, part.data)
    yield from wrong
    named = {trouble.at for trouble in wrong}
    for found in part.found:
        if found.kind == "text":
            form = _form(part, found.at)
            yield from texts.text_troubles(found.value, found.at, form, languages)
        elif isinstance(found.kind, Mark) and found.at not in named:
            yield from _rule(found)
    if isinstance(part.data, dict):
        yield from (Trouble("empty", (key,)) for key, value in part.data.items() if value == "")
        yield from _TOGETHER.get(part.model, _nothing)(part.data)


def _form(part: Part, at: Path) -> str:
    if part.path in _FORMATS or (
        part.path in ("retention.yaml", "promises.yaml") and not part.entry
    ):
        return "format"
    return _FORMS.get((part.model, str(at[-1]) if at else ""), "plain")


# -- single fields ---------------------------------------------------------------------------------------


def _rule(found: Found) -> Troubles:
    value = str(found.value)
    mark = found.kind.rule if isinstance(found.kind, Mark) else ""
    if mark == "https" and not value.startswith("https://"):
        yield Trouble("bad_address", found.at, {"value": value[:60]})
    if mark == "period" and (period := _period(value)) and period.days > LONGEST:
        yield Trouble("long_period", found.at, {"value": value[:60]})


def days_to_come(part: Part, today: date) -> Troubles:
    """A day that is not here yet anywhere in the world is no day of a review."""
    for found in part.found:
        if found.kind == Mark("day") and (day := _day(found.value)) and (day - today).days > 1:
            yield Trouble("future", found.at, {"value": day.isoformat()})


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


@lru_cache(maxsize=1000)
def _period(value: str) -> Duration | None:
    try:
        return Duration.parse(value)
    except ValueError:
        return None


# -- fields together -------------------------------------------------------------------------------------

Data = dict[str, Any]


def _nothing(data: Data) -> Troubles:
    return iter(())


def _retention(data: Data) -> Troubles:
    """From the shortest to the longest."""
    names = ("minimum", "customary", "maximum")
    periods = {n: p for n in names if n in data and (p := _period(str(data[n])))}
    if not periods and not any(data.get(key) for key in (*names, "note")):
        yield Trouble("period_missing")
    for (shorter, one), (longer, other) in pairwise(periods.items()):
        if one.days > other.days:
            yield Trouble("period_order", (shorter,), {"shorter": shorter, "longer": longer})


def _promise(data: Data) -> Troubles:
    rhythm = [key for key in ("every", "title") if data.get(key)]
    if data.get("kind") == "recurring" and len(rhythm) < 2:
        yield Trouble("recurring_needs", ("kind",))
    if data.get("kind") in ("once", "asked"):
        yield from (Trouble("only_recurring", (key,)) for key in rhythm)


def _tool(data: Data) -> Troubles:
    own, unsure = data.get("role") == "own", data.get("unsure") or ()
    places = data.get("countries")
    if own and places:
        yield Trouble("own_countries", ("countries",))
    if not own and places == [] and "countries" not in unsure:
        yield Trouble("no_countries", ("countries",))
    if not (own or data.get("policy_url") or data.get("flags") or "policy_url" in unsure):
        yield Trouble("no_policy_url", ("policy_url",))


def _law(data: Data) -> Troubles:
    """Each value of a parameter holds from a day of its own."""
    parameters = data.get("parameters")
    for name, values in parameters.items() if isinstance(parameters, dict) else ():
        listed = values if isinstance(values, list) else []
        days = [str(v.get("from")) for v in listed if isinstance(v, dict)]
        for number, day in enumerate(days):
            if day in days[:number]:
                yield Trouble("double", ("parameters", name, number, "from"), {"name": day})


_TOGETHER = {Law: _law, RetentionRule: _retention, PromiseSource: _promise, Tool: _tool}
