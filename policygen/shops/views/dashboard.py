"""The shops of one owner."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from policygen.shops import access
from policygen.shops.dashboard import cards
from policygen.shops.expiry import KEPT
from policygen.shops.taking import taken


@require_safe
@never_cache
def shop_list(request: HttpRequest) -> HttpResponse:
    """What is done, published and to do for each. The queries don't grow with the shops."""
    key = request.session.get(access.SESSION_KEY, "")
    shown = [
        replace(card, taken=taken(card.shop, request.user, key))
        for card in cards(access.shops_of(request))
    ]
    context = {
        "shops": [card.shop for card in shown],
        "cards": shown,
        "days": KEPT.days,
        "site": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "shops/list.html", context)
