"""Small helps for the owner's pages."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django import template
from django.urls import reverse

from policygen.publishing.models import Policy
from policygen.releases.current import current_library

register = template.Library()


@register.filter
def item(mapping: Mapping[str, str], key: str) -> str:
    return mapping[key]


@register.filter
def host(address: str) -> str:
    return urlsplit(address).hostname or address


@register.filter
def policy_language(code: str) -> str:
    """Its own name for itself."""
    return current_library().languages[code]


@register.simple_tag
def footer_link(site: str, policy: Policy, language: str) -> str:
    """The line of HTML to paste; the template escapes it, so that it is shown as text."""
    url = site + reverse("published:page", args=(policy.slug, language))
    title = current_library().string("title", language)
    return (
        f'<a rel="privacy-policy" href="{url}" hreflang="{language}" lang="{language}">{title}</a>'
    )
