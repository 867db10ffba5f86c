"""The private address at which a calendar subscribes to what a shop promises."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import get_random_string

from policygen.shops.models import Shop

KEY_LENGTH = 32
"""Letters and digits: 190 bits."""


def address(request: HttpRequest, shop: Shop) -> str:
    """In the page's language; "" where none was made."""
    if not shop.calendar_key:
        return ""
    return request.build_absolute_uri(reverse("shops:subscribed", args=[shop.calendar_key]))


def in_calendar_app(address: str) -> str:
    """The same as a link that a calendar opens instead of the browser."""
    return f"webcal:{address.partition(':')[2]}" if address else ""


def change_address(shop: Shop, *, withdraw: bool) -> None:
    """Made, replaced or withdrawn; no change of the answers, so the date of deletion stays."""
    shop.calendar_key = "" if withdraw else get_random_string(KEY_LENGTH)
    Shop.objects.filter(pk=shop.pk).update(calendar_key=shop.calendar_key)
