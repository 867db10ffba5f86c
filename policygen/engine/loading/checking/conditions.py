"""The condition of an entry: its names, whether it can hold, and whether it is enough for its texts."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from policygen.engine.conditions.reachability import reachable, together
from policygen.engine.law.applying import FAMILIES as OF_LAWS
from policygen.engine.library.faults import Path, Trouble
from policygen.engine.library.laws import Law
from policygen.engine.library.schema import (
    ClauseSource,
    FindingRule,
    PromiseSource,
    When,
)
from policygen.engine.loading.checking import texts
from policygen.engine.loading.checking.files import Part
from policygen.engine.loading.checking.known import Names, condition, when_of
from policygen.engine.loading.checking.schema import nearest
from policygen.engine.placeholders.guarantees import guaranteed

Troubles = Iterator[Trouble]

GROUPS = ("all", "any", "none")


def troubles(part: Part, names: Names, others: tuple[Part, ...]) -> Troubles:
    """`others`: those that it is held against (known.Others)."""
    for one in part.found:
        if one.kind == "when":
            yield from _condition(one.value, one.at, names)
    if part.model is Law and isinstance(part.data, dict):
        yield from _grounds(when_of(part.data))
    if isinstance(part.data, dict):
        yield from _guarantees(part, names, others)
    if part.model is ClauseSource and isinstance(part.data, dict):
        yield from _satisfied(part, names, others)


def _condition(when: dict[str, Any], at: Path, names: Names) -> Troubles:
    read = condition(when)
    wrong = [*_unknown(read, at, names), *_twice(read, at)]
    yield from wrong
    if not wrong and not reachable(names.world, read):
        yield Trouble("impossible", at)


def _unknown(when: When, at: Path, names: Names) -> Troubles:
    for group in GROUPS:
        for number, name in enumerate(getattr(when, group)):
            if name not in names.conditions:
                near = nearest(name, names.conditions)
                values = {"name": name, "near": near}
                yield Trouble("unknown_condition", (*at, group, number), values)


def _twice(when: When, at: Path) -> Troubles:
    """A name that is asked for and ruled out at once, or stands there for the second time."""
    asked: list[str] = []
    for group in GROUPS:
        for number, name in enumerate(getattr(when, group)):
            if name in asked:
                code = "contradiction" if group == "none" else "double"
                if name in getattr(when, group)[:number]:
                    code = "double"
                yield Trouble(code, (*at, group, number), {"name": name})
            asked.append(name)


def _grounds(when: When) -> Troubles:
    """A law applies because of places and sizes alone: all else may depend on laws."""
    for group in GROUPS:
        for number, name in enumerate(getattr(when, group)):
            if name.partition(":")[0] not in OF_LAWS:
                values = {"name": name, "choices": ", ".join(f"{family}:" for family in OF_LAWS)}
                yield Trouble("no_ground", ("when", group, number), values)


# -- what the condition has to guarantee ---------------------------------------------------------------


def _guarantees(part: Part, names: Names, others: tuple[Part, ...]) -> Troubles:
    """A placeholder that has no value for some shop: its policy could not be made."""
    field = _WRITTEN.get(part.model)
    written = part.data.get(field) if field else None
    for language, text in written.items() if isinstance(written, dict) else ():
        if not isinstance(text, str) or texts.problem(text, _FORM[part.model]):
            continue
        for what in texts.placeholders(text):
            name = re.sub(r"\(.*", "()", what)
            if not all(guaranteed(names.world, when, name) for when in _whens(part, others)):
                yield Trouble("no_value", (str(field), language), {"what": what})


_WRITTEN: Mapping[object, str] = {
    ClauseSource: "text",
    FindingRule: "message",
    PromiseSource: "text",
}
_FORM: Mapping[object, str] = {
    ClauseSource: "markdown",
    FindingRule: "line",
    PromiseSource: "line",
}


def _whens(part: Part, others: tuple[Part, ...]) -> list[When]:
    """A promise stands with any of its clauses, so that each of them has to be enough."""
    own = when_of(part.data)
    if part.model is not PromiseSource:
        return [own]
    return [_both(own, when_of(clause.data)) for clause in others]


def _both(one: When, other: When) -> When:
    return When.model_construct(all=(*one.all, *other.all), any=one.any or other.any)


def _satisfied(part: Part, names: Names, others: tuple[Part, ...]) -> Troubles:
    """Requirements that the text can meet, of shops that can have it."""
    satisfies, there = part.data.get("satisfies"), {other.entry: other for other in others}
    for number, slug in enumerate(satisfies if isinstance(satisfies, list) else ()):
        required = there.get(slug) if isinstance(slug, str) else None
        if required is None or not isinstance(required.data, dict):
            continue
        at = ("satisfies", number)
        if "policy" not in (required.data.get("where") or ()):
            yield Trouble("elsewhere", at, {"name": slug})
        elif _never(when_of(part.data), when_of(required.data), names):
            yield Trouble("never_meets", at, {"name": slug})


def _never(one: When, other: When, names: Names) -> bool:
    """Whether two conditions rule each other out, of which each can hold by itself."""
    world = names.world
    return not together(world, one, other) and reachable(world, one) and reachable(world, other)
