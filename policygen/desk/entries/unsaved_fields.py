"""What was typed into an entry's form and is not saved: it comes back on the page that follows."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest

from policygen.desk.entries.forms import EntryForm
from policygen.desk.roles import may_write


@dataclass(frozen=True)
class Typed:
    """`fields`: name → what was typed, of those that don't say what the entry says."""

    fields: dict[str, Any] = field(default_factory=dict)
    remark: str = ""

    def __bool__(self) -> bool:
        return bool(self.fields or self.remark.strip())

    @property
    def texts(self) -> list[str]:
        """For a page without the fields, to be copied."""
        return [value for value in self.fields.values() if isinstance(value, str) and value]


def typed_in(stored: EntryForm, data: Mapping[str, Any]) -> dict[str, Any]:
    """Of a sent form the fields that differ from the entry as it is now, which `stored` shows."""
    fields = {name: field for name, field in stored.fields.items() if name != "seen"}
    if not any(name in data for name in fields):
        return {}  # One of its buttons was sent, without the form.
    ticks = {name for name, field in fields.items() if isinstance(field, forms.BooleanField)}
    sent = {
        name: field.widget.value_from_datadict(data, {}, name)
        for name, field in fields.items()
        if name in data or name in ticks
    }
    return {name: value for name, value in sent.items() if _said(value) != _stored(stored, name)}


def _stored(form: EntryForm, name: str) -> Any:
    field = form.fields[name]
    value = field.prepare_value(form.get_initial_for_field(field, name))
    return bool(value) if isinstance(field, forms.BooleanField) else _said(value)


def _said(value: Any) -> Any:
    """Without what a browser or YAML adds: spaces at the ends of lines, the form of a line break."""
    if isinstance(value, bool):
        return value
    lines = str("" if value is None else value).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip()


def put_into(
    stored: EntryForm, request: HttpRequest, before: int, saved: Collection[str] = ()
) -> Typed:
    """What a sent form holds that is not saved, put into `stored`.

    `before`: the entry's revision before this request; who had seen that one has seen what the request
    did to it. `saved`: what the request stored, "fields" or "remark".
    """
    wanted = may_write(request) and "fields" not in saved
    found = typed_in(stored, request.POST) if wanted else {}
    if found:
        seen = request.POST.get("seen", "")
        ours = str(stored.entry.revision) if seen == str(before) else seen
        stored.initial = {**stored.initial, **found, "seen": ours}
    return Typed(found, "" if "remark" in saved else request.POST.get("remark", ""))
