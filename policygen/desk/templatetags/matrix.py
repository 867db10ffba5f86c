"""What the coverage matrix needs beyond Django's own filters."""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from policygen.engine.language.citations import citation

register = template.Library()


@register.filter
def of(rows: Mapping[str, str], key: str) -> str:
    """What a mapping has under a key that is known only in the page; "" where there is nothing."""
    return rows.get(key, "")


@register.filter
def cited(text: str) -> str:
    """A citation as it is written in the language of the page."""
    return citation(text, get_language() or "en")
