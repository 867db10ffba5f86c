"""What the base template needs besides its context."""

from django import template
from django.http import HttpRequest
from django.utils.translation import get_language

from policygen.site import languages

register = template.Library()


@register.simple_tag
def language_choices() -> list[languages.Choice]:
    return languages.choices(get_language() or "")


@register.simple_tag
def in_language(address: str, language: str) -> str:
    return languages.in_language(address, language)


@register.simple_tag(takes_context=True)
def here(context: template.Context) -> str:
    """Path and query of this page; "/" where an error page is rendered without a request."""
    request: HttpRequest | None = context.get("request")
    return request.get_full_path() if request else "/"
