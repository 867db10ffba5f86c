"""What the data of an entry holds, by the model of its kind: references, texts, conditions, rules.

The data is walked, not the validated entry: what is wrong in one field must not hide another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from policygen.engine.library.faults import Path
from policygen.engine.library.schema import Mark, Of, Texts, When


@dataclass(frozen=True)
class Found:
    """`kind`: Of (a name of something), Mark (a value with a rule), ``text``, or ``when``."""

    kind: Of | Mark | str
    at: Path
    value: Any


def walk(model: Any, data: Any, at: Path = ()) -> Iterator[Found]:
    origin = get_origin(model)
    if origin is Annotated:
        yield from _marked(model, data, at)
    elif origin in (Union, UnionType):
        yield from walk(_fitting(get_args(model), data), data, at)
    elif model == Texts:
        yield Found("text", at, data)
    elif isinstance(model, type) and issubclass(model, BaseModel):
        yield from _entry(model, data, at)
    elif isinstance(data, list) and origin in (tuple, list):
        for number, item in enumerate(data):
            yield from walk(get_args(model)[0], item, (*at, number))
    elif isinstance(data, dict) and len(get_args(model)) == 2:
        for key, value in data.items():
            yield from walk(get_args(model)[1], value, (*at, str(key)))


def _marked(model: Any, data: Any, at: Path) -> Iterator[Found]:
    inner, *marks = get_args(model)
    if data is not None:
        yield from (Found(mark, at, data) for mark in marks if isinstance(mark, Of | Mark))
        yield from walk(inner, data, at)


def _entry(model: type[BaseModel], data: Any, at: Path) -> Iterator[Found]:
    if not isinstance(data, dict):
        return
    if model is When:
        yield Found("when", at, data)
        return
    for name, kind in fields(model).items():
        if name in data:
            yield from walk(kind, data[name], (*at, name))


@lru_cache(maxsize=100)
def fields(model: type[BaseModel]) -> dict[str, Any]:
    """Field, as the file calls it → its type with what is marked."""
    hints = get_type_hints(model, include_extras=True)
    return {info.alias or name: hints[name] for name, info in model.model_fields.items()}


def _fitting(arms: tuple[Any, ...], data: Any) -> Any:
    """The arm of ``X | Y`` that the data can be."""
    mapping, many = isinstance(data, dict), isinstance(data, list)
    wanted = _is_mapping if mapping else _is_list if many else _is_plain
    return next((arm for arm in arms if wanted(arm)), None)


def _bare(arm: Any) -> Any:
    return get_args(arm)[0] if get_origin(arm) is Annotated else arm


def _is_mapping(arm: Any) -> bool:
    bare = _bare(arm)
    return get_origin(bare) is dict or (isinstance(bare, type) and issubclass(bare, BaseModel))


def _is_list(arm: Any) -> bool:
    return get_origin(_bare(arm)) in (tuple, list)


def _is_plain(arm: Any) -> bool:
    return arm is not type(None) and not _is_mapping(arm) and not _is_list(arm)
