"""What the wizard's templates need to write a field.

The screen of details has some thousand boxes and options. Django writes each through a template of
its own (50 µs), which would make half a second, and `format_html` takes 10 µs; escaped and joined here
they take one or two. Every value that stands in a string below has gone through `_text`.
"""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.forms import BoundField, Select
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from policygen.shops.forms.fields import UNKNOWN

register = template.Library()

_CHECKED = " checked"
_SELECTED = " selected"


def _text(value: object) -> str:
    """What `conditional_escape` makes of a string, or of what turns into one."""
    text = str(value)
    return text if isinstance(text, SafeString) else escape(text)


@register.filter
def boxes(field: BoundField) -> SafeString:
    """The tick boxes or radio buttons of a field, under their headings if there are some."""
    given = field.value()
    chosen = {str(v) for v in (given if isinstance(given, list | tuple) else [given])}
    number, parts = 0, []
    for heading, rows in _grouped(field.field.choices):  # type: ignore[attr-defined]
        parts.append(_group(field, heading, rows, number, chosen))
        number += len(rows)
    return SafeString("\n".join(parts))


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
) -> str:
    if getattr(field.field.widget, "short", False):
        found = _short_boxes(field, rows, chosen)
    else:
        found = _in_part_folded(field, rows, start, chosen)
    if not heading:
        in_a_row = " choices-row" if _short(rows) else ""
        return f'<div class="choices{in_a_row}">\n{found}</div>'
    title = _text(f"{field.auto_id}_group{start}")
    return (
        f'<p class="choices-heading" id="{title}">{_text(heading)}</p>\n'
        f'<div class="choices" role="group" aria-labelledby="{title}">\n{found}</div>'
    )


def _short(rows: list[tuple[str, str]]) -> bool:
    """Whether the boxes have room beside each other on a phone."""
    return len(rows) <= 3 and sum(len(str(label)) for _value, label in rows) <= 20


def _in_part_folded(
    field: BoundField, rows: list[tuple[str, str]], start: int, chosen: set[str]
) -> str:
    """All of them, or those that the widget names as usual, with the others in a fold below them."""
    usual: frozenset[str] = getattr(field.field.widget, "usual", frozenset())
    shown = [row for row in rows if row[0] in usual or row[0] in chosen]
    folded = [row for row in rows if row not in shown and row[0] != UNKNOWN]
    if not usual or not folded:
        return _long_boxes(field, _with_ids(field, rows, start), chosen)
    rest = [row for row in rows if row not in shown and row not in folded]
    parts, inner, last = (
        _long_boxes(field, _with_ids(field, some, start + before), chosen)
        for some, before in ((shown, 0), (folded, len(shown)), (rest, len(shown) + len(folded)))
    )
    more = _text(_("Others (%(number)s)") % {"number": len(folded)})
    folded_boxes = f'<summary>{more}</summary>\n<div class="choices">\n{inner}</div>'
    return f'{parts}<details class="folded">{folded_boxes}</details>\n{last}'


def _short_boxes(field: BoundField, rows: list[tuple[str, str]], chosen: set[str]) -> str:
    """Without ids, for lists of a hundred."""
    start = f'<label><input type="{_text(field.field.widget.input_type)}" name="{_text(field.html_name)}"'
    return "".join(
        f'{start} value="{_text(v)}"{_CHECKED if v in chosen else ""}> {_text(label)}</label>\n'
        for v, label in rows
    )


@register.simple_tag
def some_boxes(field: BoundField, rows: list[tuple[str, str]], hints: bool = True) -> SafeString:
    """Some of a field's tick boxes, with ids of their words: they keep them wherever they stand."""
    chosen = {str(value) for value in field.value() or ()}
    start = _text(field.auto_id)
    named = ((f"{start}_{_text(value)}", value, label) for value, label in rows)
    found = _long_boxes(field, named, chosen, hints)
    return SafeString(f'<div class="choices">\n{found}</div>')


def _long_boxes(
    field: BoundField,
    rows: Iterable[tuple[str, str, str]],
    chosen: set[str],
    hints: bool = True,
) -> str:
    widget: Any = field.field.widget
    named = f'type="{_text(widget.input_type)}" name="{_text(field.html_name)}"'
    return "".join(
        f'<div class="form-check"{_row_data(widget, value)}>'
        f'<input class="form-check-input position-relative z-1" {named} value="{_text(value)}"'
        f' id="{box_id}"{_CHECKED if str(value) in chosen else ""}>'
        f'<label class="form-check-label" for="{box_id}">{_text(label)}'
        f"{_hint(field, value) if hints else ''}</label></div>\n"
        for box_id, value, label in rows
    )


def _with_ids(
    field: BoundField, rows: list[tuple[str, str]], start: int
) -> Iterable[tuple[str, str, str]]:
    box_id = _text(field.auto_id)
    return ((f"{box_id}_{n}", value, label) for n, (value, label) in enumerate(rows, start))


def _row_data(widget: Any, value: str) -> str:
    """For the search box (picking.js): the other names of a row, and which kind it is of."""
    found_by, kinds = getattr(widget, "found_by", None), getattr(widget, "kinds", {})
    names = f' data-search="{_text(found_by(value))}"' if found_by else ""
    return f'{names} data-kind="{_text(kinds[value])}"' if value in kinds else names


def _hint(field: BoundField, value: str) -> str:
    hints = getattr(field.field.widget, "hints", {})
    hint = hints.get(value) or _if_unknown(field, value)
    return f' <small class="form-text">{_text(hint)}</small>' if hint else ""


def _if_unknown(field: BoundField, value: str) -> str:
    """What the policy says of "I don't know", inside its box."""
    asked = getattr(field, "asked", None) if value == UNKNOWN else None
    return asked.unknown if asked else ""


@register.filter
def hint_of(field: BoundField, value: str) -> str:
    """What a box means, where its screen knows it."""
    return str(getattr(field.field.widget, "hints", {}).get(value, ""))


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
        f'<optgroup label="{_text(heading)}">{_options(rows, chosen)}</optgroup>'
        if heading
        else _options(rows, chosen)
        for heading, rows in _grouped(field.field.choices)  # type: ignore[attr-defined]
    )
    flat = "".join(f' {k}="{_text(k if v is True else v)}"' for k, v in attrs.items() if v)
    inside = "\n".join(options)
    return SafeString(f'<select name="{_text(field.html_name)}"{flat}>{inside}</select>')


def _options(rows: Iterable[tuple[str, str]], chosen: set[str]) -> str:
    return "\n".join(
        f'<option value="{_text(value)}"{_SELECTED if str(value) in chosen else ""}>{_text(label)}</option>'
        for value, label in rows
    )
