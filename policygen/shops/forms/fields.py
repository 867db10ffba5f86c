"""Fields that check what was typed by the engine's own rules, and choices among catalogue words."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pydantic import TypeAdapter
from pydantic import ValidationError as EngineError

from policygen.engine.language import capitalise
from policygen.engine.library import shipped_library
from policygen.engine.typed import Email, Line, Url, clean_line
from policygen.shops.choices import current_language
from policygen.shops.models import Answer

REQUIRED = {"required": _("Please answer this question.")}


class LineField(forms.CharField):
    """One typed line. What the engine would refuse is refused here, in the page's language."""

    rule: TypeAdapter[str] = TypeAdapter(Line)

    def __init__(self, **options: Any):
        super().__init__(**{"required": False, "error_messages": REQUIRED, **options})

    def to_python(self, value: object) -> str:
        return clean_line(value) if isinstance(value, str) else ""

    def validate(self, value: str) -> None:
        super().validate(value)
        if value:
            try:
                self.rule.validate_python(value)
            except EngineError as error:
                raise ValidationError(engine_message(error)) from None


class EmailLineField(LineField):
    rule = TypeAdapter(Email)
    widget = forms.EmailInput


class WebField(LineField):
    """A web address; one without a scheme is taken for https."""

    rule = TypeAdapter(Url)
    # type="url" would make the browser refuse "example.com" before we can mend it.
    widget = forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://…"})

    def to_python(self, value: object) -> str:
        text = super().to_python(value)
        bare = text and "://" not in text and "." in text and " " not in text
        return f"https://{text}" if bare else text


def engine_message(error: EngineError) -> str:
    first = error.errors(include_url=False)[0]
    params = dict(first.get("ctx") or {})
    return capitalise(shipped_library().message(first["type"], current_language(), params))


class WordField(forms.ChoiceField):
    """One word of a catalogue, as radio buttons."""

    def __init__(self, choices: Any, **options: Any):
        settings = {"required": False, "widget": forms.RadioSelect, "error_messages": REQUIRED}
        super().__init__(choices=choices, **{**settings, **options})


class WordsField(forms.MultipleChoiceField):
    """Several words of a catalogue, as tick boxes."""

    def __init__(self, choices: Any, **options: Any):
        settings = {
            "required": False,
            "widget": forms.CheckboxSelectMultiple,
            "error_messages": REQUIRED,
        }
        super().__init__(choices=choices, **{**settings, **options})


class AnswerField(WordField):
    """Yes, no, or "I don't know"."""

    def __init__(self, **options: Any):
        super().__init__(Answer.choices, **options)


class SelectField(forms.ChoiceField):
    """One of many, as a list that opens; the first line stands for "not answered"."""

    def __init__(self, choices: Callable[[], Any], empty: Any = None, **options: Any):
        first = ("", empty or _("Choose…"))
        super().__init__(
            choices=lambda: [first, *choices()],
            **{"required": False, "error_messages": REQUIRED, **options},
        )


class NumberField(forms.IntegerField):
    def __init__(self, **options: Any):
        super().__init__(**{"required": False, **options})


class DateField(forms.DateField):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **options: Any):
        super().__init__(input_formats=["%Y-%m-%d"], error_messages=REQUIRED, **options)
