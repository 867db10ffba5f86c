"""How a change of the library reads on the desk's pages."""

from django import template

from policygen.desk import draft_view
from policygen.draft.changes import Change

register = template.Library()


@register.filter
def stood(change: Change) -> str:
    """Where it was; "" where it has not moved."""
    return draft_view.place_words(change.move.was) if change.move else ""


@register.filter
def stands(change: Change) -> str:
    """Where it has moved to."""
    return draft_view.place_words(change.move.now) if change.move else ""


@register.filter
def redlines(change: Change) -> list[draft_view.Change]:
    """Of a clause, its texts per language as they read."""
    return draft_view.redlines(change.before, change.after) if change.is_clause else []


@register.filter
def lines(change: Change) -> list[draft_view.Line]:
    return draft_view.lines(change.before, change.after)
