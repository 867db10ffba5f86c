"""What is no fault and yet hardly meant: told beside the faults, and nothing waits for it."""

from collections.abc import Iterator
from typing import Any

from policygen.engine.conditions.reachability import idle, omittable, reachable
from policygen.engine.library.cited import STATUTES, unknown
from policygen.engine.library.faults import Path, Trouble
from policygen.engine.library.schema import Requirement, When
from policygen.engine.loading.checking.files import Part
from policygen.engine.loading.checking.known import Names, condition

Troubles = Iterator[Trouble]


def troubles(part: Part, names: Names, satisfied: bool) -> Troubles:
    """`satisfied`: whether some clause says that it satisfies it."""
    for one in part.found:
        if one.kind == "when":
            yield from _condition(condition(one.value), one.at, names)
    of_the_text = part.model is Requirement and "policy" in part.data["where"]
    if of_the_text and not satisfied:
        yield Trouble("unsatisfied")
    yield from _unlinked(part, names)


def _unlinked(part: Part, names: Names) -> Troubles:
    """Places of its citations that lead to no official text, parameters of a law among them."""
    for at, citation in _citations(part.data):
        for place in unknown(names.vocabulary[STATUTES], citation):
            yield Trouble("no_statute", at, {"name": place})


def _citations(data: Any, at: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(data, list):
        data = dict(enumerate(data))
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "citation" and isinstance(value, str):
                yield (*at, key), value
            elif at or key == "parameters":
                yield from _citations(value, (*at, key))


def _condition(when: When, at: Path, names: Names) -> Troubles:
    world = names.world
    if not when.names or not reachable(world, when):
        return  # for everybody, and says so; or a fault
    if not omittable(world, when):
        yield Trouble("for_everybody", at)
    for group, number in idle(world, when):
        yield Trouble("idle", (*at, group, number), {"name": getattr(when, group)[number]})
