"""The same screen in two windows: noticing that what was shown is not what is stored any more.

Each screen carries a fingerprint of what was stored when it was shown. A form that comes with an older one
and would change something is not saved; the owner sees both and chooses.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from policygen.shops.forms.activity import ActivityForm
from policygen.shops.forms.base import StepForm

SEEN = "seen"
"""The name of the hidden field."""

Stored = dict[str, list[str]]


@dataclass(frozen=True)
class Both:
    """One question whose answer was changed elsewhere, or would be changed from here."""

    label: str
    stored: str
    typed: str


def stored(form: Any) -> Stored:
    """What is stored of this screen, by the fields' names; what is empty is left out."""
    found = {}
    for part in _parts(form):
        for name, field in part.fields.items():
            values = _values(part, name, field)
            if values:
                found[part.add_prefix(name)] = values
    return found


def fingerprint(form: Any) -> str:
    """A screen that was never saved holds suggestions, which are no answers."""
    if form.step not in form.instance.saved_steps:
        return "new"
    text = json.dumps(stored(form), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def changes(form: Any) -> bool:
    """Whether the window says something else than what is stored, or than we suggested on it."""
    unseen = form.step not in form.instance.saved_steps
    shown = type(form)(instance=form.instance) if unseen else form
    return any(
        _changed(part, name, sent[name].data)
        for part, sent in zip(_parts(shown), _parts(form), strict=True)
        for name in sent.fields.keys() & part.fields.keys()
    )


def _changed(part: forms.BaseForm, name: str, value: Any) -> bool:
    field = part.fields[name]
    return field.has_changed(part.get_initial_for_field(field, name), value)


def differences(form: Any, before: Stored, after: Stored) -> list[Both]:
    """In the order of the page."""
    found = []
    for part in _parts(form):
        for name, field in part.fields.items():
            key = part.add_prefix(name)
            was, would_be = before.get(key, []), after.get(key, [])
            if was != would_be:
                label = _label(part, name, field)
                found.append(Both(label, _shown(field, was), _shown(field, would_be)))
    return found


def leave_unjudged(form: Any) -> None:
    """A form in the middle of being filled in shows no errors."""
    for part in (*_parts(form), *([form.placement] if hasattr(form, "cards") else [])):
        part._errors, part.cleaned_data = ErrorDict(), {}


def _parts(form: Any) -> Iterator[forms.BaseForm]:
    """The cards of a screen that has some, or the screen itself."""
    yield from getattr(form, "cards", [form])


def _values(part: forms.BaseForm, name: str, field: forms.Field) -> list[str]:
    value = part.get_initial_for_field(field, name)
    values = value if isinstance(value, list | tuple) else [value]
    texts = [str(one) for one in values if one not in (None, "", False)]
    if isinstance(field, forms.MultipleChoiceField):
        # A question of several groups has the answers of all of them in each.
        return sorted(text for text in texts if field.valid_value(text))
    return texts


def _label(part: forms.BaseForm, name: str, field: forms.Field) -> str:
    if isinstance(part, ActivityForm):
        return f"{part.title}: {field.label}"
    for text in part.texts if isinstance(part, StepForm) else ():
        if name.startswith(f"{text.field}_"):
            return f"{text.label} ({field.label})"
    return str(field.label)


def _shown(field: forms.Field, values: list[str]) -> str:
    names = dict(_flat(getattr(field, "choices", ())))
    return "; ".join(names.get(value, value) for value in values)


def _flat(choices: Any) -> Iterator[tuple[str, str]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield str(value), str(label)
