"""How many words an owner reads on a screen, as far as nothing is unfolded."""

from collections.abc import Iterable
from typing import Any

from django.forms import BoundField, Select

from policygen.shops.forms.layout import AllSettled, Settled, answer_in_words, reason
from policygen.shops.forms.picking import Picked

_REASON = 1
"""The line that the reason for asking is folded behind."""


def count(*texts: Any) -> int:
    return sum(len(str(text).split()) for text in texts if text)


def open_words(form: Any) -> int:
    """Of the questions that the screen shows, with their answers and what stands around them."""
    return _words(form, form.helper.layout.fields)


def _words(form: Any, parts: Iterable[Any]) -> int:
    """Of what is folded, the line that stands for it."""
    total = 0
    for part in filter(None, parts):
        if isinstance(part, str):
            total += _of_field(form[part])
        elif isinstance(part, Picked):
            total += _of_picked(form, part)
        elif isinstance(part, Settled):
            total += count(form[part.name].label, answer_in_words(form[part.name]), part.reason) + 1
        elif part.open_questions() or isinstance(part, AllSettled):
            total += count(getattr(part, "legend", ""), getattr(part, "help", ""))
            total += _words(form, part.fields) + _of_group(form, part)
        else:
            total += count(getattr(part, "legend", ""))
    return total


def _of_group(form: Any, part: Any) -> int:
    """What stands below a group that is a question."""
    asked = reason(form, getattr(part, "id", ""))["asked"]
    return _REASON + count(asked.example) if asked else 0


def _of_field(field: BoundField) -> int:
    """With its answers; a list that opens shows one."""
    widget = field.field.widget
    rows = () if isinstance(widget, Select) else getattr(field.field, "choices", ())
    if usual := getattr(widget, "usual", ()):
        rows = [row for row in rows if row[0] in usual or row[0] in field.value()]
    hints = count(*getattr(widget, "hints", {}).values())
    return _around(field) + hints + sum(map(_of_row, rows))


def _around(field: BoundField) -> int:
    """What follows from "I don't know" is told once it is chosen, or with the reason."""
    asked, words = getattr(field, "asked", None), count(field.label, field.help_text)
    if asked is None:
        return words
    return words + _REASON + count(asked.example)


def _of_row(row: Any) -> int:
    """Of an answer, or of a heading with the answers under it."""
    value, label = row
    if isinstance(label, list | tuple):
        return count(value) + sum(map(_of_row, label))
    return count(label)


def _of_picked(form: Any, part: Picked) -> int:
    field = form[part.fields[0]]
    rows = sum(map(_of_row, part.open_rows(field)))
    return _REASON + rows + count(field.label, field.help_text, part.more)
