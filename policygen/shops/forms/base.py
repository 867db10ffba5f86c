"""What all screens of the wizard have in common."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, cast

from crispy_forms.layout import Layout
from django import forms

from policygen.engine.facts.answered import no_answer_rule
from policygen.engine.language.phrases import capitalise, language_name
from policygen.releases.current import current_library
from policygen.shops import former_words, library_words
from policygen.shops.answers.answers import Answers
from policygen.shops.answers.storing import changing
from policygen.shops.choices import current_language
from policygen.shops.forms.asking import Text, texts_of
from policygen.shops.forms.fields import UNKNOWN, LineField, WordsField
from policygen.shops.forms.layout import Group, Lines, open_questions
from policygen.shops.forms.waiting import WaitingForm
from policygen.shops.models import Shop
from policygen.shops.presets import usual_answers
from policygen.shops.question_help import words_of


@dataclass(frozen=True)
class FormError:
    """For the summary on top: `anchor` is the id of the field to mend."""

    anchor: str
    label: str
    message: str


class StepForm(WaitingForm):
    """One screen: answers of a shop, grouped, with the reason for asking beside each."""

    has_tables: ClassVar[bool] = False
    """Whether its answers are more than columns of the shop."""
    offered_later: ClassVar[tuple[str, ...]] = ()
    """Fields whose choices the screen makes from other answers."""
    required_css_class = "required"

    class Meta(WaitingForm.Meta):
        model = Shop

    def __init__(self, data: Any = None, *, instance: Shop, **options: Any):
        first_time = self.step not in instance.saved_steps
        usual = {**self.suggested(instance), **usual_answers(instance, self.step)}
        initial = {
            **options.pop("initial", {}),
            **(usual if first_time and data is None else {}),
        }
        super().__init__(data, instance=instance, initial=initial, **options)
        self._keep_gone()
        if not first_time:
            self._show_unknown()
        self.texts = tuple(t for t in texts_of(self.step) if t.field not in self.unasked)
        for text in self.texts:
            self._add_text(text)
        self.lay_out(self.in_order(self._all_groups()))

    def _all_groups(self) -> list[Any]:
        """With the questions of the library that no group of the screen names, at its end."""
        groups = self.groups()
        named = {pointer.name for pointer in Layout(*filter(None, groups)).get_field_names()}
        rest = [name for name in self.made if name not in named]
        return [*groups, Group("", *rest)] if rest else groups

    def groups(self) -> list[Any]:
        """The questions in their groups, which each screen names; this base asks none of its own."""
        return []

    def open_questions(self) -> int:
        """How many questions the screen shows without unfolding anything."""
        return open_questions(self.helper.layout)

    def _keep_gone(self) -> None:
        """Chosen words that the library has no more stay on offer, and are told as such."""
        for name, kind in library_words.COLUMNS.items():
            if name in self.fields and name not in self.offered_later:
                stored = getattr(self.instance, name)
                former_words.keep_on_offer(self.fields[name], kind, stored, current_language())

    def _show_unknown(self) -> None:
        """What a saved screen asked in the open, or answered for the owner, and has no answer to was
        answered with "I don't know"."""
        suggested = self.suggested(self.instance)
        for name, field in self.fields.items():
            if not getattr(field, "may_be_unknown", False) or self.initial.get(name):
                continue
            if self.waits(name) and name not in suggested:
                continue
            if isinstance(field, WordsField):
                field.shown_unknown = True
            self.initial[name] = [UNKNOWN] if isinstance(field, WordsField) else UNKNOWN

    def text_languages(self) -> list[str]:
        return self.instance.languages or list(current_library().complete_languages)

    # -- texts per language ------------------------------------------------------------------------

    def _add_text(self, text: Text) -> None:
        stored = text.stored(self.instance)
        for position, language in enumerate(self.text_languages()):
            first = position == 0
            field = self.fields[f"{text.field}_{language}"] = LineField(
                label=capitalise(language_name(language, current_language())),
                required=text.required and first,
                initial=stored.get(language, stored.get("", "") if first else ""),
                widget=forms.TextInput(attrs={"lang": language}),
            )
            field.no_answer = no_answer_rule(text.path)

    def lines(self, name: str) -> Group | None:
        """The lines of a question that is answered once per language; None where it is not asked."""
        found = (text for text in self.texts if text.field == name)
        return next((self._lines(text) for text in found), None)

    def asked_as(self, name: str, *fields: Any, kind: type[Group] = Group) -> Group:
        """A group that is a question: under its words in the library."""
        words = words_of(self.step, name)
        return kind(words.label, *fields, id=f"id_{name}", help=words.hint)

    def _lines(self, text: Text) -> Group:
        names = [f"{text.field}_{language}" for language in self.text_languages()]
        return Lines(text.label, *names, id=f"id_{text.field}", help=text.help)

    def text_value(self, text: Text) -> dict[str, str]:
        """{"": text} where one line was filled in; else one text per language."""
        return self.text_in(text, self.text_languages())

    def text_in(self, text: Text, languages: Collection[str]) -> dict[str, str]:
        """Likewise, with these lines alone."""
        typed = {lang: self.cleaned_data.get(f"{text.field}_{lang}", "") for lang in languages}
        return one_text(typed)

    def _post_clean(self) -> None:
        super()._post_clean()
        for text in self.texts:
            self._store(text)

    def _store(self, text: Text) -> None:
        value: Any = self.text_value(text)
        if text.part:
            stored = getattr(self.instance, text.column)
            kept = {key: v for key, v in stored.items() if key != text.part}
            value = {**kept, text.part: value} if value else kept
        setattr(self.instance, text.column, value)

    # -- answers that are more than columns of the shop ----------------------------------------------

    def apply(self, answers: Answers) -> None:
        """What is filled in, into the answers in memory; the columns of the shop are there already."""

    def save(self, commit: bool = True) -> Shop:
        """The shop has to be locked."""
        if not self.has_tables:
            return cast(Shop, super().save(commit))
        shop: Shop = self.instance
        with changing(shop) as answers:
            self.apply(answers)
        return shop

    # -- errors ------------------------------------------------------------------------------------

    def error_list(self) -> list[FormError]:
        """All errors in the order of the page. A line of one language is named by its question."""
        questions = {
            f"{text.field}_{language}": text.label
            for text in self.texts
            for language in self.text_languages()
        }
        return form_errors(self, questions)


def one_text(typed: Mapping[str, str]) -> dict[str, str]:
    """{"": text} where one line was filled in, or all are the same; else one text per language."""
    given = {language: value for language, value in typed.items() if value}
    everywhere_the_same = len(given) == len(typed) and len(set(given.values())) == 1
    if len(given) == 1 or everywhere_the_same:
        return {"": next(iter(given.values()))}
    return given


def form_errors(
    form: forms.BaseForm, questions: Mapping[str, str] = MappingProxyType({})
) -> list[FormError]:
    found = [FormError(form.prefix or "", "", str(e)) for e in form.non_field_errors()]
    for name in form.fields:
        bound = form[name]
        label = f"{questions[name]} ({bound.label})" if name in questions else str(bound.label)
        found += [FormError(bound.auto_id, label, str(e)) for e in bound.errors]
    return found
