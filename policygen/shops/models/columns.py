"""The columns that hold answers. Each says here, once, which answer of the facts file it is.

What reads answers, writes them, asks for them or looks for a word in them takes it from here
(shops/answers/mapping.py). A column of a table that hangs on a shop has its path within the row.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models

from policygen.shops.models import kinds
from policygen.shops.models.choices import Answer
from policygen.shops.models.kinds import Kind


@dataclass(frozen=True)
class Column:
    """`path`: in the facts file; "" where it has no such answer."""

    path: str
    kind: Kind
    words: str = ""
    """The kind of the library's words that it holds, if it does."""
    beside: str = ""
    """The column without which this one says nothing."""
    of: str = ""
    """The kind of row that it belongs to, where the rows of a table differ."""
    alone: bool = False
    """Whether it can be turned over without changing another answer."""


AnyField = TypeVar("AnyField", bound="models.Field[Any, Any]")


def _saying(field: AnyField, column: Column) -> AnyField:
    field.answer = column  # type: ignore[attr-defined]
    return field


class WordsField(models.JSONField):
    """Several words of a catalogue, in the owner's order, each of them once however it is saved."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = each_once(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        return super().get_db_prep_save(each_once(value), connection)

    def deconstruct(self) -> Any:
        """In the database there is nothing special about it."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs


def each_once(value: Any) -> Any:
    """A list without doubles, in its order; whatever else as it is."""
    return list(dict.fromkeys(value)) if isinstance(value, list) else value


def words_field() -> "models.JSONField[Any, Any]":
    """A list that is no answer."""
    return WordsField(default=list, blank=True)


def words(path: str, words: str = "", *, beside: str = "") -> "models.JSONField[Any, Any]":
    return _saying(words_field(), Column(path, kinds.WORDS, words, beside=beside))


def word_or_words(path: str, words: str, default: Callable[[], list[str]]) -> Any:
    """Several words, of which some are there before anybody has chosen."""
    field = WordsField(default=default, blank=True)
    return _saying(field, Column(path, kinds.WORD_OR_WORDS, words))


def words_or_none(path: str) -> "models.JSONField[Any, Any]":
    """None where the program chooses them."""
    return _saying(WordsField(null=True, blank=True, default=None), Column(path, kinds.OR_NONE))


def text(path: str) -> "models.JSONField[Any, Any]":
    return _saying(models.JSONField(default=dict, blank=True), Column(path, kinds.LOCALIZED))


def person(path: str) -> "models.JSONField[Any, Any]":
    return _saying(models.JSONField(default=dict, blank=True), Column(path, kinds.PERSON))


def cookies(path: str) -> "models.JSONField[Any, Any]":
    return _saying(models.JSONField(default=list, blank=True), Column(path, kinds.COOKIES))


def line(path: str) -> "models.CharField[str, str]":
    field = models.CharField(max_length=300, blank=True, default="")
    return _saying(field, Column(path, kinds.LINE))


def word_field(choices: Any = None, length: int = 40) -> "models.CharField[str, str]":
    return models.CharField(max_length=length, blank=True, default="", choices=choices)


def word(
    path: str, words: str = "", *, length: int = 40, of: str = "", alone: bool = False
) -> "models.CharField[str, str]":
    """One word of the library, a code, or a period."""
    return _saying(word_field(length=length), Column(path, kinds.LINE, words, of=of, alone=alone))


def choice(path: str, choices: Any) -> "models.CharField[str, str]":
    """One of a few words of the program's own."""
    return _saying(word_field(choices), Column(path, kinds.LINE, alone=True))


def yes_no(path: str, *, beside: str = "") -> "models.CharField[str, str]":
    column = Column(path, kinds.YES_NO, beside=beside, alone=not beside)
    return _saying(word_field(Answer, 7), column)


def number(path: str) -> "models.PositiveSmallIntegerField[Any, Any]":
    field = models.PositiveSmallIntegerField(null=True, blank=True)
    return _saying(field, Column(path, kinds.OR_NONE))


def flag(path: str, *, beside: str) -> "models.BooleanField[bool, bool]":
    return _saying(models.BooleanField(default=False), Column(path, kinds.FLAG, beside=beside))


def switch(path: str, field: AnyField, values: dict[Any, bool], off: str = "") -> AnyField:
    return _saying(field, Column(path, kinds.Switch(values, off)))


def of_a_row(field: AnyField, path: str, kind: Kind = kinds.LINE, words: str = "") -> AnyField:
    """A column that is unlike the others: obligatory, or with a length of its own."""
    return _saying(field, Column(path, kind, words))
