"""In which order a screen asks: what is needed at once, what is answered already, what can wait."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from enum import Enum, auto
from typing import Any

from policygen.shops.forms.layout import AllSettled, Follow, Group, More, Pair, Settled


class When(Enum):
    AT_ONCE = auto()
    SETTLED = auto()
    LATER = auto()
    NEVER = auto()
    """It does not apply."""


WhenAsked = Callable[[str], When | None]
"""Of a question; None where the library has none of that name, or one that leaves it to its parts."""


def in_order(groups: Iterable[Any], when: WhenAsked, reasons: Mapping[str, Any]) -> list[Any]:
    """The groups with what is asked at once; then what is settled, with its reasons; then the fold."""
    parts = _divided(groups, when)
    settled = [_settled(part, reasons) for part in parts[When.SETTLED]]
    later = parts[When.LATER]
    return [
        *parts[When.AT_ONCE],
        *([AllSettled("", *settled)] if settled else []),
        *([More(*later)] if later else []),
    ]


def _settled(part: Any, reasons: Mapping[str, Any]) -> Any:
    if isinstance(part, str):
        return Settled(part, reasons.get(part, ""))
    if type(part) is Group:
        return Group("", *(_settled(one, reasons) for one in part.fields), id=part.id)
    return part


def _divided(parts: Iterable[Any], when: WhenAsked) -> dict[When, list[Any]]:
    found: dict[When, list[Any]] = defaultdict(list)
    for part in filter(None, parts):
        asked = when(name_of(part))
        if asked is None and not isinstance(part, str):
            _divide(part, when, found)
        else:
            found[asked or When.AT_ONCE].append(part)
    return found


def _divide(group: Group, when: WhenAsked, found: dict[When, list[Any]]) -> None:
    """A group that is no question itself stands in each place that one of its questions has."""
    inner = _divided(group.fields, when)
    for place in (When.AT_ONCE, When.LATER):
        if inner[place]:
            part = copy(group)
            part.fields = inner[place]
            if place is When.LATER and inner[When.AT_ONCE] and isinstance(part, Group):
                part.id = ""  # a link leads to what is asked at once
            found[place].append(part)
    elsewhere = inner[When.AT_ONCE] or inner[When.LATER] or not getattr(group, "id", "")
    settled = inner[When.SETTLED]
    # Links about the group lead to its id, wherever it is.
    found[When.SETTLED] += (
        settled if elsewhere or not settled else [Group("", *settled, id=group.id)]
    )


def name_of(part: Any) -> str:
    """The question that a part of the layout is; what follows another question goes with it."""
    if isinstance(part, str):
        return part
    if isinstance(part, Follow):
        return part.asked_by
    return part.id.removeprefix("id_") if isinstance(part, Pair | Group) else ""
