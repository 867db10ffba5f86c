"""The fields of the desk's forms."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from policygen.engine.language.phrases import capitalise, language_name
from policygen.engine.templates import MAX_TEXT

MAX_ENTRY = 4 * MAX_TEXT
"""Letters of an entry as YAML, which may hold several texts."""
MAX_COMMENT, MAX_REMARK, MAX_NOTE = 300, 1000, 2000


_TOO_LONG = gettext_noop(
    "At most %(limit_value)s characters are possible here, not %(show_value)s."
)


def too_long(limit: int, length: int) -> str:
    return _(_TOO_LONG) % {"limit_value": limit, "show_value": length}


class Written(forms.CharField):
    """A text that is refused with its count where it is too long. `maxlength` would make a browser cut
    what is pasted, and say nothing."""

    default_error_messages = {"max_length": gettext_lazy(_TOO_LONG)}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attributes = super().widget_attrs(widget)
        limit = attributes.pop("maxlength", None)
        return {**attributes, "data-limit": limit} if limit else attributes

    def to_python(self, value: Any) -> Any:
        """With line breaks of one letter, as they are counted and stored."""
        text = super().to_python(value)
        return text.replace("\r\n", "\n") if isinstance(text, str) else text


class Names(Written):
    """Names of conditions or requirements, apart by spaces, commas or lines."""

    def __init__(self, **kwargs: Any):
        rows = forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "class": "desk-names"})
        super().__init__(required=False, max_length=5000, widget=rows, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return tuple(dict.fromkeys(name for name in re.split(r"[\s,]+", text) if name))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value


def comment() -> Written:
    return Written(
        label=gettext_lazy("What changed, and why"),
        max_length=MAX_COMMENT,
        required=False,
        help_text=gettext_lazy("For the other editors; it stands in the history."),
    )


def text_in(code: str) -> Written:
    """A clause's text in one language; how long it may be is the engine's to say."""
    attributes = {"rows": 12, "lang": code, "class": "desk-text", "spellcheck": "true"}
    return Written(
        label=capitalise(language_name(code, code)),
        required=False,
        max_length=MAX_TEXT - 1,  # and the line break at its end
        strip=False,
        widget=forms.Textarea(attributes),
    )


def doubt_in(code: str) -> Written:
    return Written(
        label=capitalise(language_name(code, code)),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2, "lang": code}),
    )


def note(**more: Any) -> Written:
    rows = forms.Textarea({"rows": 2, "lang": "en"})
    return Written(required=False, max_length=MAX_NOTE, widget=rows, **more)


def as_yaml(rows: int, **more: Any) -> Written:
    attributes = {"rows": rows, "spellcheck": "false"}
    return Written(strip=False, max_length=MAX_ENTRY, widget=forms.Textarea(attributes), **more)


def lock(form: forms.BaseForm) -> None:
    """Its fields can be read, marked and copied, and nothing can be typed into them."""
    for field in form.fields.values():
        ticked = isinstance(field.widget, forms.CheckboxInput)
        field.widget.attrs["disabled" if ticked else "readonly"] = True
        field.disabled = ticked
