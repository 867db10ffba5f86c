"""Which clauses rest on which answers: each answer of the example shops, and of a dozen random ones, turned over, and
what was said otherwise.

    python -m tests.properties.rests_on

writes the list anew. Read what changed in it: a clause that joins speaks of an answer that it did not speak of.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from policygen.engine.facts.reading import FactsError, make_facts
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from tests.paths import EXAMPLES

LIBRARY = shipped_library()
LIST = Path(__file__).with_name("rests_on.yaml")
BY_CHANCE = Path(__file__).with_name("by_chance.jsonl")
"""A shop a line, once made by tests.library.witness: made anew they would change with every new service."""
Steps = tuple[str | int, ...]


def found() -> dict[str, list[str]]:
    """Path of an answer, without the numbers of its lists → the clauses that changed, came or went."""
    changed: dict[str, set[str]] = defaultdict(set)
    for data in shops():
        before = said(data)
        for steps, other in turned_over(data):
            after = said(other)
            if before is not None and after is not None:
                name = ".".join(step for step in steps if isinstance(step, str))
                changed[name] |= {
                    clause
                    for clause in before.keys() | after.keys()
                    if before.get(clause) != after.get(clause)
                }
    return {name: sorted(clauses) for name, clauses in sorted(changed.items())}


def shops() -> Iterator[dict[str, Any]]:
    for path in sorted(EXAMPLES.glob("*.yaml")):
        yield yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    yield from map(json.loads, BY_CHANCE.read_text(encoding="utf-8").splitlines())


def said(data: dict[str, Any]) -> dict[str, str] | None:
    """By clause, in English. None where no shop can have these answers."""
    try:
        facts = make_facts(data, LIBRARY)
    except FactsError:
        return None
    return {clause.id: str(clause.html) for clause in compose(LIBRARY, facts, "en").on_pages}


def turned_over(data: dict[str, Any]) -> Iterator[tuple[Steps, dict[str, Any]]]:
    """The shop with one answer other, or without it; of a list without one of its items."""
    for steps in leaves(data):
        *before, last = steps
        for value in others(at(data, steps)):
            changed = deepcopy(data)
            place = at(changed, before)
            if value is None:
                del place[last]
            else:
                place[last] = value
            yield steps, changed


def leaves(value: Any, steps: Steps = ()) -> Iterator[Steps]:
    if steps and steps[0] in ("facts", "languages", "own_words"):
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*steps, key))
        if steps:
            yield steps
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*steps, number))
    elif steps:
        yield steps


def others(value: Any) -> Iterator[Any]:
    """None: left out."""
    yield None
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1


def at(data: Any, steps: Any) -> Any:
    for step in steps:
        data = data[step]
    return data


def write() -> None:
    LIST.write_text(yaml.safe_dump(found(), allow_unicode=True, width=110), encoding="utf-8")


if __name__ == "__main__":
    write()
