"""What the header offers to this visitor."""

from dataclasses import dataclass

from django import template
from django.contrib.auth.models import User
from django.http import HttpRequest

from policygen.shops import access

register = template.Library()


@dataclass(frozen=True)
class OwnerLinks:
    shops: bool = False
    signed_in: bool = False


@register.simple_tag(takes_context=True)
def owner_links(context: template.Context) -> OwnerLinks:
    """At most the queries for session and user; none without a cookie, or on an error page."""
    request: HttpRequest | None = context.get("request")
    if request is None or not hasattr(request, "user"):
        return OwnerLinks()
    signed_in = isinstance(request.user, User)
    return OwnerLinks(signed_in or access.has_drafts(request), signed_in)
