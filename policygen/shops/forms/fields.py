"""Fields that check what was typed by the engine's own rules, and choices among catalogue words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.choices import BaseChoiceIterator
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter
from pydantic import ValidationError as EngineError

from policygen.engine.facts.fields import Email, Line, Url, clean_line
from policygen.engine.facts.typed.emails import email_fault
from policygen.engine.facts.typed.no_answer import stands_for_nothing
from policygen.engine.facts.typed.web import completed, web_fault
from policygen.engine.facts.values import FIRST_DAY, LAST_DAY
from policygen.engine.language.phrases import capitalise
from policygen.releases.current import current_library
from policygen.shops.choices import current_language
from policygen.shops.models import Answer, Shop
from policygen.shops.question_help import Advices, Advised, Help, advices_for, help_for

REQUIRED = {"required": _("Please answer this question.")}
_LETTERS = _(
    "This mixes Latin and Cyrillic letters that look alike. Type it again on one keyboard."
)
FAULTS = {
    "email_letters": _LETTERS,
    "url_letters": _LETTERS,
    "url_account_name": _(
        "This is the name of an account. Give the whole address, such as https://instagram.com/name."
    ),
    "url_password": _(
        "The address holds a user name or a password, and everyone could read it. Take it out."
    ),
    "url_not_public": _(
        "Nobody but you can open this address. Give the one that your customers open."
    ),
}
"""What the engine's checks of addresses find, beside what it refuses in a facts file too."""
UNKNOWN = "unknown"


class AskedField(forms.BoundField):
    """A question on the page, with why it is asked and what the policy says of "I don't know"."""

    @cached_property
    def asked(self) -> Help | None:
        return help_for(getattr(self.form, "step", ""), self.name)

    @cached_property
    def advices(self) -> Advices:
        """What helps this shop to answer."""
        shop = getattr(self.form, "instance", None)
        step = getattr(self.form, "step", "")
        if not isinstance(shop, Shop):
            return Advices()  # cards share theirs (DetailsForm.reasons)
        return advices_for(step, self.name, lambda: (tool.slug for tool in shop.tools.all()))

    @property
    def shows_advices(self) -> bool:
        """Whether “I don’t know” can be chosen, or “no”: what helps then stands at the question."""
        if not self._says_unknown or not (self.advices.find_out or self.advices.how_to):
            return False
        # A list begins with "I don't know" before anybody has answered.
        return self._has_boxes or self.form.step in self.form.instance.saved_steps  # type: ignore[attr-defined]

    @property
    def find_out_folded(self) -> Advised | None:
        """How to find out, with the reason: where there is no “I don’t know” that would show it."""
        return None if self._says_unknown else self.advices.find_out

    @property
    def advice(self) -> Sequence[Any]:
        """What is told at this question."""
        told: Mapping[str, Sequence[Any]] = getattr(self.form, "advice", {})
        return told.get(str(self.auto_id), ())

    @property
    def reason_here(self) -> bool:
        """Whether the reason stands below the question; where it is the same for many, it stands on top."""
        return self.asked is not None and not getattr(self.form, "reasons_on_top", False)

    @property
    def offers_unknown(self) -> bool:
        """Whether there is a box for "I don't know", which then says what follows from it."""
        choices = getattr(self.field, "choices", ())
        return self._has_boxes and any(value == UNKNOWN for value, _label in choices)

    @property
    def _says_unknown(self) -> bool:
        return self.offers_unknown or getattr(self.field, "empty_is_unknown", False)

    @property
    def _has_boxes(self) -> bool:
        return not isinstance(self.field.widget, forms.Select)

    @cached_property
    def note_id(self) -> str:
        """The id of what is written below the field; "" where nothing is."""
        asked = self.asked
        if asked is None or not self.reason_here:
            return ""
        return f"{self.auto_id}_note" if asked.has_note else ""

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        if described is None or not self.note_id:
            return described
        return f"{described} {self.note_id}".strip()


class Rows(BaseChoiceIterator):
    """Choices that are (value, label) or (heading, choices) already, or a function that gives them.

    Django looks through every row of a plain list, and copies it for each form: half of the time
    that the forms of a page take. These are never changed, so they need neither.
    """

    def __init__(self, rows: Any):
        self.rows = rows

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows() if callable(self.rows) else self.rows)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self


_LINE: TypeAdapter[str] = TypeAdapter(Line)


class LineField(forms.CharField):
    """One typed line. What the engine would refuse is refused here, in the page's language."""

    rule: TypeAdapter[str] = _LINE
    no_answer: Callable[[str], bool] = staticmethod(stands_for_nothing)
    """What only stands for an answer; answered.no_answer_rule knows that of each question."""

    def __init__(self, **options: Any):
        super().__init__(**{"required": False, "error_messages": REQUIRED, **options})

    def to_python(self, value: object) -> str:
        return clean_line(value) if isinstance(value, str) else ""

    def validate(self, value: str) -> None:
        super().validate(value)
        if not value:
            return
        try:
            _LINE.validate_python(value)  # not too long to be looked at
            if self.no_answer(value):
                raise ValidationError(self._write_or_leave(value))
            self._refuse_fault(value)
            self.rule.validate_python(value)
        except EngineError as error:
            raise ValidationError(engine_message(error)) from None

    def _refuse_fault(self, value: str) -> None:
        fault = self.fault(value)
        if fault in FAULTS:
            raise ValidationError(FAULTS[fault])
        if fault:
            raise ValidationError(problem_message(fault, {"value": value[:60]}))

    def fault(self, value: str) -> str | None:
        """What is wrong with an address, also where a facts file may have it."""
        return None

    def _write_or_leave(self, value: str) -> str:
        if self.required:
            return _("“{value}” is no answer. Write the real one.").format(value=value[:60])
        text = _("“{value}” is no answer. Write the real one, or leave the field empty.")
        return text.format(value=value[:60])


class EmailLineField(LineField):
    rule = TypeAdapter(Email)
    # type="email" would let the browser rewrite an address in .укр.
    widget = forms.TextInput(attrs={"inputmode": "email", "autocapitalize": "none"})

    def fault(self, value: str) -> str | None:
        return email_fault(value)


class WebField(LineField):
    """A web address; one without a scheme is taken for https."""

    rule = TypeAdapter(Url)
    # type="url" would make the browser refuse "example.com" before we can mend it.
    widget = forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://…"})

    def to_python(self, value: object) -> str:
        return completed(super().to_python(value))

    def fault(self, value: str) -> str | None:
        return web_fault(value)


def engine_message(error: EngineError) -> str:
    first = error.errors(include_url=False)[0]
    return problem_message(first["type"], dict(first.get("ctx") or {}))


def problem_message(code: str, params: dict[str, Any]) -> str:
    return capitalise(current_library().message(code, current_language(), params))


class WordField(forms.ChoiceField):
    """One word of a catalogue, as radio buttons. `unknown`: "I don't know" is one more of them."""

    def __init__(self, choices: Any, *, unknown: bool = False, **options: Any):
        self.may_be_unknown = unknown
        rows = _and_unknown(choices, _("I don’t know")) if unknown else choices
        settings = {"required": False, "widget": forms.RadioSelect, "error_messages": REQUIRED}
        super().__init__(choices=Rows(rows), **{**settings, **options})

    def clean(self, value: Any) -> Any:
        """The answers know no word for "I don't know": it is kept as no answer."""
        cleaned = super().clean(value)
        return "" if self.may_be_unknown and cleaned == UNKNOWN else cleaned


class FlagField(WordField):
    """Yes or no as radio buttons, one of which is always chosen."""

    def clean(self, value: Any) -> bool:
        return bool(super().clean(value) == "yes")


class ManyField(forms.MultipleChoiceField):
    """Each choice once, however often it was sent."""

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(super().to_python(value)))


class WordsField(ManyField):
    """Several words of a catalogue, as tick boxes. `unknown`: the last box is for "I don't know"."""

    def __init__(self, choices: Any, *, unknown: bool = False, **options: Any):
        self.may_be_unknown = unknown
        self.shown_unknown = False
        """Whether the page came with "I don't know" ticked: what is ticked beside it is newer."""
        settings = {
            "required": False,
            "widget": forms.CheckboxSelectMultiple,
            "error_messages": REQUIRED,
        }
        super().__init__(choices=Rows(choices), **{**settings, **options})
        if unknown:
            self.offer(choices)

    def offer(self, rows: Any) -> None:
        """Other words to choose from; "I don't know" stays the last one."""
        label = _("I don’t know, or none of these")
        self.choices = Rows(_and_unknown(rows, label) if self.may_be_unknown else rows)

    def clean(self, value: Any) -> list[str]:
        cleaned: list[str] = super().clean(value)
        if not self.may_be_unknown or UNKNOWN not in cleaned:
            return cleaned
        rest = [value for value in cleaned if value != UNKNOWN]
        if rest and not self.shown_unknown:
            message = _("You ticked “I don’t know” and something else. Leave one of the two.")
            raise ValidationError(message)
        return rest


def _and_unknown(choices: Any, label: Any) -> Callable[[], list[Any]]:
    return lambda: [*(choices() if callable(choices) else choices), (UNKNOWN, label)]


class AnswerField(WordField):
    """Yes, no, or "I don't know"."""

    def __init__(self, **options: Any):
        super().__init__(Answer.choices, **options)


class SelectField(forms.ChoiceField):
    """One of many, as a list that opens; the first line stands for "not answered"."""

    empty_is_unknown = False
    """Whether that line reads "I don't know"."""

    def __init__(self, choices: Callable[[], Any], empty: Any = None, **options: Any):
        first = ("", empty or _("Choose…"))
        super().__init__(
            choices=Rows(lambda: [first, *choices()]),
            **{"required": False, "error_messages": REQUIRED, **options},
        )


class NumberField(forms.IntegerField):
    def __init__(self, **options: Any):
        super().__init__(**{"required": False, **options})


class DateField(forms.DateField):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **options: Any):
        days = {"first": f"{FIRST_DAY:%Y-%m-%d}", "last": f"{LAST_DAY:%Y-%m-%d}"}
        message = format_lazy(_("Choose a day from {first} to {last}."), **days)
        limits = [MinValueValidator(FIRST_DAY, message), MaxValueValidator(LAST_DAY, message)]
        super().__init__(
            input_formats=["%Y-%m-%d"], error_messages=REQUIRED, validators=limits, **options
        )
