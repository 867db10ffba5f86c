"""What the wizard's templates need to write a field.

The screen of details has some thousand boxes and options. Django writes each through a template of
its own (50 µs), which would make half a second; joined here they take a tenth of that.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BoundField, Select
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from policygen.shops.forms.fields import UNKNOWN

register = template.Library()

_BOX = (
    '<div class="form-check"{}><input class="form-check-input position-relative z-1" type="{}"'
    ' name="{}" value="{}" id="{}"{}><label class="form-check-label" for="{}">{}{}</label></div>\n'
)
_SHORT_BOX = '<label><input type="{}" name="{}" value="{}"{}> {}</label>\n'
_CHECKED = mark_safe(" checked")
_SELECTED = mark_safe(" selected")


@register.filter
def boxes(field: BoundField) -> SafeString:
    """The tick boxes or radio buttons of a field, under their headings if there are some."""
    given = field.value()
    chosen = {str(v) for v in (given if isinstance(given, list | tuple) else [given])}
    number, parts = 0, []
    for heading, rows in _grouped(field.field.choices):  # type: ignore[attr-defined]
        parts.append(_group(field, heading, rows, number, chosen))
        number += len(rows)
    return format_html_join("\n", "{}", ((part,) for part in parts))


def _grouped(choices: Iterable[Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """(heading or "", choices); Django lets both kinds stand beside each other."""
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for value, label in choices:
        if isinstance(label, list | tuple):
            groups.append((str(value), list(label)))
        elif groups and not groups[-1][0]:
            groups[-1][1].append((value, label))
        else:
            groups.append(("", [(value, label)]))
    return groups


def _group(
    field: BoundField, heading: str, rows: list[tuple[str, str]], start: int, chosen: set[str]
) -> SafeString:
    if getattr(field.field.widget, "short", False):
        found = _short_boxes(field, rows, chosen)
    else:
        numbered = enumerate(rows, start)
        found = format_html_join(
            "", _BOX, (_box(field, n, value, label, chosen) for n, (value, label) in numbered)
        )
    if not heading:
        return format_html('<div class="choices">\n{}</div>', found)
    title = f"{field.auto_id}_group{start}"
    return format_html(
        '<p class="choices-heading" id="{}">{}</p>\n'
        '<div class="choices" role="group" aria-labelledby="{}">\n{}</div>',
        *(title, heading, title, found),
    )


def _short_boxes(field: BoundField, rows: list[tuple[str, str]], chosen: set[str]) -> SafeString:
    """Without ids, for lists of a hundred."""
    name, kind = field.html_name, field.field.widget.input_type
    return format_html_join(
        "",
        _SHORT_BOX,
        ((kind, name, v, _CHECKED if v in chosen else "", label) for v, label in rows),
    )


def _box(
    field: BoundField, number: int, value: str, label: str, chosen: set[str]
) -> tuple[Any, ...]:
    widget: Any = field.field.widget
    found_by = getattr(widget, "found_by", None)
    hint = getattr(widget, "hints", {}).get(value) or _if_unknown(field, value)
    box_id = f"{field.auto_id}_{number}"
    return (
        format_html(' data-search="{}"', found_by(value)) if found_by else "",
        *(widget.input_type, field.html_name, value, box_id),
        _CHECKED if str(value) in chosen else "",
        *(box_id, label),
        format_html(' <small class="form-text">{}</small>', hint) if hint else "",
    )


def _if_unknown(field: BoundField, value: str) -> str:
    """What the policy says of "I don't know", inside its box."""
    asked = getattr(field, "asked", None)
    return asked.unknown if asked and value == UNKNOWN else ""


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's input with Bootstrap's class."""
    is_select = isinstance(field.field.widget, Select)
    wrong = " is-invalid" if field.errors else ""
    style = f"{'form-select' if is_select else 'form-control'}{wrong}"
    return _select(field, style) if is_select else field.as_widget(attrs={"class": style})


def _select(field: BoundField, style: str) -> SafeString:
    widget: Any = field.field.widget
    attrs = field.build_widget_attrs({"id": field.auto_id, "class": style, **widget.attrs}, widget)
    if widget.allow_multiple_selected:
        attrs["multiple"] = True
    given = field.value()
    chosen = {str(v) for v in (given if isinstance(given, list | tuple) else [given])}
    options = (
        _options(rows, chosen)
        if not heading
        else format_html('<optgroup label="{}">{}</optgroup>', heading, _options(rows, chosen))
        for heading, rows in _grouped(field.field.choices)  # type: ignore[attr-defined]
    )
    flat = format_html_join(
        "", ' {}="{}"', ((k, k if v is True else v) for k, v in attrs.items() if v)
    )
    inside = format_html_join("\n", "{}", ((part,) for part in options))
    return format_html('<select name="{}"{}>{}</select>', field.html_name, flat, inside)


def _options(rows: Iterable[tuple[str, str]], chosen: set[str]) -> SafeString:
    return format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        ((value, _SELECTED if str(value) in chosen else "", label) for value, label in rows),
    )
