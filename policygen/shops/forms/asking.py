"""Fields made of the library's questions: what is asked, in which words, and of which column."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import models

from policygen.engine.facts.answered import no_answer_rule
from policygen.engine.library.questions import Question
from policygen.shops import choices
from policygen.shops.answers.mapping import column_of, columns_of
from policygen.shops.forms.fields import (
    AnswerField,
    AskedField,
    EmailLineField,
    LineField,
    WebField,
    WordField,
    WordsField,
)
from policygen.shops.models import Column, Shop
from policygen.shops.question_help import questions, words_of

FIELD_TEMPLATE = "shops/form/field.html"

_TYPED: Mapping[str, Callable[[], forms.Field]] = {
    "yes_no_unknown": AnswerField,
    "line": LineField,
    "email": EmailLineField,
    "web": WebField,
}
_CHOSEN: Mapping[str, Callable[[Any], forms.Field]] = {
    "choice": WordField,
    "choice_or_unknown": partial(WordField, unknown=True),
    "choices": WordsField,
    "choices_or_unknown": partial(WordsField, unknown=True),
}


def field_of(question: Question, model: type[models.Model], name: str) -> forms.Field | None:
    """The field that asks it; None where a screen has to make it itself."""
    if question.kind in _TYPED:
        return _TYPED[question.kind]()
    if question.kind in _CHOSEN and name in columns_of(model):
        return _CHOSEN[question.kind](partial(choices.of_column, model, name))
    return None


@dataclass(frozen=True)
class Text:
    """A question that is answered once per language. `path`: in the facts file; `column`: a JSON field of
    the shop; `part`: of one that holds more than this answer (the address of a DPO)."""

    field: str
    path: str
    column: str
    part: str
    label: str
    help: str
    required: bool

    def stored(self, shop: Shop) -> Mapping[str, str]:
        value = getattr(shop, self.column) or {}
        return value.get(self.part, {}) if self.part else value


def texts_of(step: str) -> tuple[Text, ...]:
    return tuple(
        Text(
            name,
            question.path or "",
            *_column(question.path or ""),
            words.label,
            words.hint,
            question.required,
        )
        for name, question in questions(step).items()
        if question.kind == "localized" and (words := words_of(step, name))
    )


def _column(path: str) -> tuple[str, str]:
    whole = column_of(Shop, path)
    around, _dot, part = path.rpartition(".")
    return (whole, "") if whole else (column_of(Shop, around), part)


class AskedForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Questions of one screen. A field that the class does not have is made of the library's question; all
    have their words from there. A field that is called like a column shows and stores it.
    """

    step: ClassVar[str]
    opened: Collection[str] = ()
    """Ids of questions that are to be seen though they may be folded away."""
    advice: Mapping[str, Sequence[Any]] = MappingProxyType({})
    """What is told at a question, by its id."""
    unasked: frozenset[str] = frozenset()
    """Questions of the screen that other answers make pointless; what is stored of them stays."""
    bound_field_class = AskedField

    class Meta:
        fields: ClassVar[list[str]] = []

    def __init__(self, data: Any = None, *, instance: Any, initial: Any = None, **options: Any):
        asked = {n: q for n, q in questions(self.step).items() if n not in self.unasked}
        shown = {name: getattr(instance, name) for name in self._columns()}
        super().__init__(
            data,
            instance=instance,
            initial={**shown, **(initial or {})},
            label_suffix="",
            **options,
        )
        for name in self.unasked & self.fields.keys():
            del self.fields[name]
        self.made: list[str] = []
        for name, question in asked.items():
            if name not in self.fields:
                self._make(name, question)
        for name in self.fields.keys() & asked.keys():
            self._word(name, asked[name])

    @classmethod
    def _columns(cls) -> Mapping[str, Column]:
        model: type[models.Model] = cls._meta.model
        return columns_of(model)

    def _make(self, name: str, question: Question) -> None:
        field = field_of(question, self._meta.model, name)
        if field:
            self.fields[name] = field
            self.made.append(name)

    def _word(self, name: str, question: Question) -> None:
        field, words = self.fields[name], words_of(self.step, name)
        field.label, field.help_text = words.label, words.hint
        field.required = field.widget.is_required = question.required
        if isinstance(field, LineField) and question.path:
            field.no_answer = no_answer_rule(question.path)

    def tell(self, opened: Collection[str], advice: Mapping[str, Sequence[Any]]) -> None:
        self.opened, self.advice = opened, advice

    def lay_out(self, groups: list[Any]) -> None:
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.field_template = FIELD_TEMPLATE
        self.helper.layout = Layout(*groups)
        self.order_fields([pointer.name for pointer in self.helper.layout.get_field_names()])

    def _post_clean(self) -> None:
        for name in self._columns():
            if name in self.cleaned_data and not self._left_out(name):
                setattr(self.instance, name, self.cleaned_data[name])
        super()._post_clean()  # type: ignore[misc]

    def _left_out(self, name: str) -> bool:
        """What a browser did not send at all stays as it is stored."""
        field = self.fields[name]
        sent = not field.widget.value_omitted_from_data(
            self.data, self.files, self.add_prefix(name)
        )
        has_default: bool = self._meta.model._meta.get_field(name).has_default()
        return not sent and has_default and self.cleaned_data[name] in field.empty_values
