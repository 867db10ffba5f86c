"""What an owner has: the list of shops, and what of each is public."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from policygen.owners.dashboard import cards
from policygen.publishing.file_links import file_links
from policygen.publishing.models import Policy
from policygen.releases.current import current_library
from policygen.shops import access
from policygen.shops.expiry import KEPT
from policygen.shops.taking import taken
from policygen.updates.notices import open_notice


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
    return render(request, "owners/list.html", context)


@require_safe
def published(request: HttpRequest, shop_id: str) -> HttpResponse:
    """The owner's view of what is public: addresses, files, the line for the shop's footer."""
    shop = access.get_shop(request, shop_id)
    policy = Policy.objects.filter(shop=shop).first()
    versions = list(policy.versions.prefetch_related("downloads")) if policy else []
    context = {
        "shop": shop,
        "policy": policy,
        "versions": versions,
        "latest": versions[0] if versions else None,
        "files": file_links(versions[0]) if versions else {},
        "languages": current_library().languages,
        "site": request.build_absolute_uri("/").rstrip("/"),
        "notice": open_notice(versions[0]) if versions else None,
    }
    return render(request, "owners/published.html", context)
