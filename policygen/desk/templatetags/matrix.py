"""What the coverage matrix needs beyond Django's own filters."""

from collections.abc import Mapping

from django import template

register = template.Library()


@register.filter
def of(rows: Mapping[str, str], key: str) -> str:
    """What a mapping has under a key that is known only in the page; "" where there is nothing."""
    return rows.get(key, "")
