"""The fields of each kind of entry, as the engine's models have them: which must stand, and what may."""

import types
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from policygen.engine.library import schema, word_schemas
from policygen.engine.library.schema import Of
from policygen.engine.loading.checking.texts import REQUIRED

_KINDS: dict[str, type[BaseModel]] = {
    "tools": schema.Tool,
    "laws": schema.Requirement,
    "findings": schema.FindingRule,
    "retention": schema.RetentionRule,
    "promises": schema.PromiseSource,
}
_NAMES = {"slug", "id"}
_MAY_BE_EMPTY = {"purposes", "countries", "tool_groups", "suggested_for"}
"""Lists that must stand, and say something when there is nothing in them."""


@dataclass(frozen=True)
class Field:
    """One key of an entry.

    `blank`: how it begins. `options`: the words that it takes, where they are few and the program's;
    `of`: kinds of entries whose names it takes. `form`: "texts", "list", "yes or no", "day", "period"…
    """

    name: str
    required: bool
    blank: Any
    form: str
    options: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    nullable: bool = False
    within: tuple["Field", ...] = ()

    @property
    def is_name(self) -> bool:
        return self.name in _NAMES

    @property
    def may_be_empty(self) -> bool:
        return self.name in _MAY_BE_EMPTY


@dataclass(frozen=True)
class Shape:
    fields: tuple[Field, ...]

    def empty(self, data: Any, languages: Collection[str]) -> list[str]:
        """The keys that must be filled in and are not, each with the path to it."""
        known = data if isinstance(data, dict) else {}
        return list(_empty(self.fields, known, "", languages))

    @property
    def flat(self) -> tuple[Field, ...]:
        """Those within others too, by their paths; what must stand comes first."""
        found = tuple(_flat(self.fields, ""))
        return tuple(sorted(found, key=lambda field: not field.required))


def _empty(
    fields: tuple[Field, ...], data: dict[str, Any], path: str, languages: Collection[str]
) -> Iterator[str]:
    for field in fields:
        value, here = data.get(field.name, _ABSENT), f"{path}{field.name}"
        if value is _ABSENT:
            if field.required:
                yield here
        elif isinstance(value, dict) and field.form == "keys" and _must_have(field):
            yield from _empty(field.within, value, f"{here}.", languages)
        elif isinstance(value, dict) and field.form in ("texts", "text"):
            yield from (f"{here}.{code}" for code in languages if not value.get(code))
        elif _is_empty(field, value):
            yield here


def _must_have(field: Field) -> bool:
    return any(one.required for one in field.within)


def _is_empty(field: Field, value: Any) -> bool:
    if value is None:
        return not field.nullable
    if isinstance(value, dict):
        return not any(value.values())
    if isinstance(value, list):
        return not value and field.required and not field.may_be_empty
    return bool(value == "")


_ABSENT: Any = object()


def _flat(fields: tuple[Field, ...], path: str) -> Iterator[Field]:
    for field in fields:
        if not field.is_name:
            yield replace(field, name=f"{path}{field.name}")
        if field.required or path:
            yield from _flat(field.within, f"{path}{field.name}.")


def of(path: str) -> Shape:
    """Of the entries of a file."""
    folder, _slash, name = path.removesuffix(".yaml").partition("/")
    model = word_schemas.KINDS[name] if folder == "vocabulary" else _KINDS[folder]
    return Shape(_fields(model))


@lru_cache
def _fields(model: type[BaseModel]) -> tuple[Field, ...]:
    return tuple(_field(info.alias or name, info) for name, info in model.model_fields.items())


def _field(name: str, info: FieldInfo) -> Field:
    required = info.is_required()
    kind = _kind(info.annotation, tuple(info.metadata))
    return Field(name, required=required, **kind)


def _kind(annotation: Any, marks: tuple[Any, ...]) -> dict[str, Any]:
    """Blank, form and the rest, of an annotation with what stands beside it."""
    if get_origin(annotation) is Annotated:
        return _kind(annotation.__origin__, (*marks, *annotation.__metadata__))
    options = get_args(annotation)
    if get_origin(annotation) in (Union, types.UnionType):
        kinds = [_kind(one, marks) for one in options if one is not type(None)]
        chosen = max(kinds, key=lambda kind: len(kind.get("of", ())))
        words_too = tuple(word for kind in kinds for word in kind.get("options", ()))
        return {**chosen, "options": words_too, "nullable": type(None) in options}
    named = tuple(kind for mark in marks if isinstance(mark, Of) for kind in mark.kinds)
    if get_origin(annotation) is Literal:
        return {"blank": "", "form": "word", "options": options}
    if get_origin(annotation) is tuple:
        item = _kind(options[0], ())
        return {**item, "blank": [], "form": "list", "nullable": False}
    if get_origin(annotation) is dict:
        return {"blank": dict.fromkeys(REQUIRED, ""), "form": "texts"}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        within = _fields(annotation)
        if annotation is schema.When:
            within = tuple(replace(field, of=("conditions",)) for field in within)
        blank = {field.name: field.blank for field in within if field.required}
        return {"blank": blank, "form": "keys", "within": within}
    return {
        "blank": "",
        "form": _FORMS.get(getattr(annotation, "__name__", ""), "text"),
        "of": named,
    }


_FORMS = {"bool": "yes or no", "date": "day", "Duration": "period"}
