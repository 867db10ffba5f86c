"""What the preview's templates need to be quick: a policy has a hundred receipts, and with the next
keystroke all of them but one are the same again."""

from functools import lru_cache
from typing import TYPE_CHECKING

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

if TYPE_CHECKING:  # Django loads this with the first template of all
    from policygen.shops.review.explanation import Passage

register = template.Library()


@register.filter
def receipt(passage: "Passage") -> SafeString:
    """The folded receipt below a passage, in the page's language."""
    return _receipt(passage, get_language() or "en")


@lru_cache(maxsize=2048)
def _receipt(passage: "Passage", language: str) -> SafeString:
    context = {"passage": passage, "page_language": language}
    return render_to_string("shops/receipt.html", context)
