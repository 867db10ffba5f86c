"""The one mapping between answers in columns and answers in a facts file (models/columns.py says which).

A row is the model of a shop, or of a table that hangs on it.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Model

from policygen.shops.models import Column
from policygen.shops.models.kinds import Data, Switch, is_empty


@lru_cache
def columns_of(model: type[Model]) -> Mapping[str, Column]:
    """By their names, in the order in which a facts file has them."""
    fields = model._meta.local_fields
    return {f.name: f.answer for f in fields if hasattr(f, "answer")}


@lru_cache
def words_of(model: type[Model]) -> dict[str, str]:
    """The columns that name words of the library, each with the kind of words."""
    return {name: column.words for name, column in columns_of(model).items() if column.words}


@lru_cache
def column_of(model: type[Model], path: str) -> str:
    """The name of the column that has the answer; "" where none has."""
    named = (name for name, column in columns_of(model).items() if column.path == path)
    return next(named, "") if path else ""


def data_of(row: Model, languages: Sequence[str] = ()) -> Data:
    """As a facts file has it, without what was not answered. `languages`: of the policy."""
    found: Data = {}
    for name, column in columns_of(type(row)).items():
        if _counts(row, column):
            said = column.kind.said(getattr(row, name), languages)
            if not is_empty(said):
                _put(found, column.path, said)
    for column in columns_of(type(row)).values():
        if isinstance(column.kind, Switch):
            _switch(found, column.path, column.kind.off)
    return found


def _counts(row: Model, column: Column) -> bool:
    """Whether the column can say anything in this row."""
    if column.of and column.of != getattr(row, "kind", ""):
        return False
    return bool(column.path and (not column.beside or getattr(row, column.beside)))


def _put(data: Data, path: str, value: Any) -> None:
    *around, last = path.split(".")
    for step in around:
        data = data.setdefault(step, {})
    data[last] = value


def _switch(data: Data, path: str, off: str) -> None:
    """A facts file has the answers of the group alone where there are some, and one word where there are
    none."""
    group, _dot, key = path.partition(".")
    answers = data.pop(group, {})
    on = answers.pop(key, None)
    if on:
        data[group] = answers
    elif on is False and off:
        data[group] = off


def fill(row: Model, data: Mapping[str, Any]) -> None:
    """Every answer of the row from whole facts: ``Facts.model_dump(mode="json", by_alias=True)``."""
    for name, column in columns_of(type(row)).items():
        if column.path:
            setattr(row, name, column.kind.stored(said(data, column.path)))


def said(data: Any, path: str) -> Any:
    """What stands at a path of a facts file; None where nothing does."""
    for step in path.split("."):
        data = data.get(step) if isinstance(data, Mapping) else None
    return data


def with_answer(data: Data, path: str, value: Any) -> Data:
    """The same with another value at a path."""
    first, _dot, rest = path.partition(".")
    return {**data, first: with_answer(data.get(first, {}), rest, value) if rest else value}
