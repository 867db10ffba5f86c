"""Where the services that store a shop's data have it: the countries that the owner named."""

from collections.abc import Mapping

from policygen.engine.facts.model import Storage
from policygen.engine.library.countries import EEA
from policygen.engine.library.schema import Tool


def stored(storage: Storage, tools: Mapping[str, Tool]) -> dict[str, Tool]:
    """The services of ``storage.by`` with the countries where they store, which the catalogue can't know.

    Of several, each stores in those of the places where it is at home; one that is at home in none stores
    in the places that are left. One that also decides for itself has data at home too.
    """
    places = tuple(dict.fromkeys([place[:2] for place in storage.where if place != "WORLD"]))
    by = [tool for slug in storage.by if (tool := tools[slug]).role != "own"]
    if not places:
        return {}
    left = tuple([place for place in places if not any(_at_home(t, place) for t in by)])
    return {tool.slug: _keeping(tool, places, left, alone=len(by) == 1) for tool in by}


def _keeping(tool: Tool, places: tuple[str, ...], left: tuple[str, ...], *, alone: bool) -> Tool:
    where = places if alone else tuple([place for place in places if _at_home(tool, place)]) or left
    if not where:
        return tool
    if tool.role != "processor":
        where = tuple(dict.fromkeys([*tool.countries, *where]))
    return tool.model_copy(update={"countries": where})


def _at_home(tool: Tool, place: str) -> bool:
    return place in tool.countries or (place == "EU" and not EEA.isdisjoint(tool.countries))
