"""What pydantic says of an entry, as troubles of ours."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from policygen.engine.library.faults import Path, Trouble
from policygen.engine.loading.checking import walk

_CODES = {
    "missing": "missing_field",
    "extra_forbidden": "unknown_field",
    "string_type": "not_text",
    "string_too_short": "empty",
    "bool_type": "not_yes_no",
    "bool_parsing": "not_yes_no",
    "int_type": "not_number",
    "int_parsing": "not_number",
    "int_from_float": "not_number",
    "greater_than_equal": "not_number",
    "tuple_type": "not_list",
    "list_type": "not_list",
    "too_short": "empty_list",
    "dict_type": "not_mapping",
    "mapping_type": "not_mapping",
    "model_type": "not_mapping",
    "model_attributes_type": "not_mapping",
    "literal_error": "not_a_choice",
    "date_type": "bad_date",
    "date_parsing": "bad_date",
    "date_from_datetime_parsing": "bad_date",
    "date_from_datetime_inexact": "bad_date",
}
"""pydantic's types of error → codes of ours; those that our own models raise are codes already."""
PATTERNS = {
    r"^[A-Za-z0-9][A-Za-z0-9_.-]*$": "bad_name",
    r"^[A-Z]{2}$": "bad_country",
    r"^[A-Z]{2}(-[A-Z]{2})?$": "bad_place",
    r"^https?://[^\s/?#]+": "bad_address",
}
"""The patterns of library/schema.py → what is told where a value does not fit."""
_OWN = frozenset(
    {"bad_period", "keep_one_of", "keep_for_after", "contains_nothing", "first_layer_satisfies"}
    | {"amount_or_places", "when_without_words", "until_before_from"}
)
_QUOTED = re.compile(r"'([^']*)'")
_LONGEST = 60


@lru_cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def value_of(model: Any, data: Any) -> tuple[Any, tuple[Trouble, ...]]:
    """The entry, and why it is none: one of the two is empty."""
    try:
        return _adapter(model).validate_python(data), ()
    except ValidationError as error:
        return None, troubles(error, model, data)


def troubles(error: ValidationError, model: Any, data: Any) -> tuple[Trouble, ...]:
    """Each place once: of ``X | Y`` pydantic tells what it takes to be either."""
    found: dict[Path, Trouble] = {}
    for one in error.errors(include_url=False):
        at = _place(one["loc"], data, one["type"]) if one["loc"] else ()
        deeper = any(other[: len(at)] == at and other != at for other in found)
        if not deeper:
            found.setdefault(at, _trouble(one, at, model))
    return tuple(found.values())


def _place(loc: Iterable[str | int], data: Any, kind: str) -> Path:
    """Without the names of the types that pydantic tried, which stand in no file."""
    *before, last = loc
    at: list[str | int] = []
    for step in before:
        if _has(data, step):
            data = data[step]
            at.append(step)
    return (*at, last) if kind == "missing" or _has(data, last) else tuple(at)


def _has(data: Any, step: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, dict) and step in data


def _trouble(error: Any, at: Path, model: Any) -> Trouble:
    kind, context = error["type"], error.get("ctx") or {}
    code = _CODES.get(kind) or (kind if kind in _OWN else "unusable")
    if kind == "string_pattern_mismatch":
        code = PATTERNS.get(context.get("pattern", ""), "unusable")
    if code == "missing_field":
        return Trouble(code, at[:-1], {"name": at[-1] if at else ""})
    if code == "unknown_field":
        return Trouble(code, at, _unknown(at, model))
    return Trouble(code, at, _values(code, error["input"], context))


def _values(code: str, given: Any, context: dict[str, Any]) -> dict[str, object]:
    value = str(given)[:_LONGEST]
    if code == "not_a_choice":
        choices = _QUOTED.findall(str(context.get("expected", "")))
        return {"value": value, "choices": ", ".join(choices), "near": nearest(value, choices)}
    return {"value": value} if code.startswith("bad_") else {}


def _unknown(at: Path, model: Any) -> dict[str, object]:
    name = str(at[-1]) if at else ""
    return {"name": name, "near": nearest(name, list(_known(model, at[:-1])))}


def _known(model: Any, at: Path) -> Iterator[str]:
    """The fields of the model that stands at a place."""
    for step in at:
        within = _model_in(model)
        if isinstance(step, str) and within:
            model = walk.fields(within).get(step)
    within = _model_in(model)
    yield from walk.fields(within) if within else ()


def _model_in(kind: Any) -> type[BaseModel] | None:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    return next((found for arm in get_args(kind) if (found := _model_in(arm))), None)


def nearest(name: str, known: Iterable[str]) -> str:
    """The word that was meant, perhaps; "" where none is like it."""
    return next(iter(get_close_matches(name[:_LONGEST], list(known), n=1)), "")
