"""What the policy obliges the shop to do: a checklist to tick off, and a calendar."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policygen.shops import access, steps
from policygen.shops.promises.promises import checklist, promised, tick
from policygen.shops.promises.subscription import address, change_address, in_calendar_app

_AN_HOUR = 3600


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def promises(request: HttpRequest, public_id: str) -> HttpResponse:
    """Shown; ticked off by POST. Without the required answers there is nothing to promise yet."""
    if request.method == "POST":
        return _tick(request, public_id)
    shop = access.get_shop(request, public_id)
    found = promised(shop)
    subscribe = address(request, shop)
    context = {
        "subscribe": subscribe,
        "subscribe_in_app": in_calendar_app(subscribe),
        "shop": shop,
        "document": found.document if found else None,
        "checklist": checklist(shop, found) if found else None,
        "progress": steps.progress(shop, steps.REVIEW),
    }
    return render(request, "shops/promises.html", context)


def _tick(request: HttpRequest, public_id: str) -> HttpResponse:
    with transaction.atomic():
        shop = access.get_shop(request, public_id, lock=True)
        found = promised(shop)
        if found:
            tick(shop, found, request.POST.getlist("done"))
            messages.success(request, _("Saved."))
    return redirect("shops:promises", public_id)


@require_safe
@never_cache
def calendar(request: HttpRequest, public_id: str) -> HttpResponse:
    """What recurs, as an .ics file in the page's language."""
    from policygen.shops.promises.calendar import response  # slow to load

    shop = access.get_shop(request, public_id)
    found = promised(shop)
    if found is None:
        messages.error(request, _("The calendar is made from your answers, and some are missing."))
        return redirect("shops:promises", public_id)
    return response(shop, found, download=True)


@require_POST
def subscription(request: HttpRequest, public_id: str) -> HttpResponse:
    """Makes, replaces or withdraws the address at which a calendar subscribes."""
    with transaction.atomic():
        shop = access.get_shop(request, public_id, lock=True)
        wanted = request.POST.get("do")
        # Made by a double click, or in another window: the one that was shown there stays.
        if not (wanted == "make" and shop.calendar_key):
            change_address(shop, withdraw=wanted == "withdraw")
    return redirect(f"{reverse('shops:promises', args=[public_id])}#subscribe")


@require_safe
@never_cache
def subscribed(request: HttpRequest, key: str) -> HttpResponse:
    """What a calendar fetches, without a session: the key in the address is what counts.

    While answers are missing there is nothing to say; the calendar then keeps what it had.
    """
    from policygen.shops.promises.calendar import response

    shop = access.subscribed(key)
    if shop is None:
        raise Http404
    found = promised(shop)
    if found is None:
        return HttpResponse(status=503, headers={"Retry-After": str(_AN_HOUR)})
    return response(shop, found, download=False)
