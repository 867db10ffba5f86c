"""How a change of the library reads on the desk's pages."""

from django import template

from policygen.desk import redlines as reading
from policygen.draft.changes import Change

register = template.Library()


@register.filter
def stood(change: Change) -> str:
    """Where it was; "" where it has not moved."""
    return reading.place_words(change.move.was) if change.move else ""


@register.filter
def stands(change: Change) -> str:
    """Where it has moved to."""
    return reading.place_words(change.move.now) if change.move else ""


@register.filter
def redlines(change: Change) -> list[reading.Change]:
    """Of a clause, its texts per language as they read."""
    return reading.redlines(change.before, change.after) if change.is_clause else []


@register.filter
def lines(change: Change) -> list[reading.Line]:
    return reading.lines(change.before, change.after)
