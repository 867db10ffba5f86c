"""The private link: a shop without an account on another device."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policygen.shops import access, taking
from policygen.shops.expiry import KEPT, kept_until
from policygen.shops.models import Shop
from policygen.shops.questions import places
from policygen.shops.steps import next_screen


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def link(request: HttpRequest, public_id: str) -> HttpResponse:
    """Shown; made, renewed and withdrawn by POST. A shop in an account needs none."""
    shop = access.get_shop(request, public_id)
    here = access.begun_here(request, shop)
    if request.method == "POST" and shop.owner_id is None:
        _change(request, shop, here)
        return redirect("shops:link", shop.public_id)
    address = reverse("shops:resume", args=[shop.resume_key]) if shop.resume_key else ""
    context = {
        "shop": shop,
        "address": request.build_absolute_uri(address) if address else "",
        "begun_here": here,
        "kept_until": kept_until(shop),
        "next_screen": next_screen(shop),
    }
    return render(request, "shops/link.html", context)


def _change(request: HttpRequest, shop: Shop, here: bool) -> None:
    if request.POST.get("do") == "make" and shop.resume_key:
        # Made by a double click, or in another window: the one that was shown there stays.
        messages.info(request, _("The link was made already. Here it is."))
        return
    if request.POST.get("do") != "withdraw":
        shop.resume_key = get_random_string(access.LINK_KEY_LENGTH)
        message = _("The link is made. Copy it now, or come back here for it.")
        if not here:
            access.remember(request, shop.resume_key)
    elif here:
        shop.resume_key = ""
        message = _(
            "The link is withdrawn. It opens nothing any more, on no device. "
            "Only this browser opens the shop now."
        )
    else:
        # Nobody could open the shop again if the browser it was begun in is gone.
        messages.error(
            request, _("This browser has the shop only through the link, so the link stays.")
        )
        return
    # Not a change of the answers: the date of deletion stays where it is.
    Shop.objects.filter(pk=shop.pk, owner=None).update(resume_key=shop.resume_key)
    messages.success(request, message)


@require_safe
@never_cache
def resume(request: HttpRequest, key: str) -> HttpResponse:
    """Opens the shop on this device, at the question that the link names; 404 with an explanation where the
    link is wrong."""
    shop = access.resume(request, key)
    if shop is None:
        return render(request, "shops/link_wrong.html", {"days": KEPT.days}, status=404)
    asked = places().get(request.GET.get("question", ""))
    return redirect(asked.url(shop) if asked else next_screen(shop))


@require_POST
def keep(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who is signed in and opened a private link takes the shop into the account."""
    shop = access.get_shop(request, public_id)
    user = request.user
    if not isinstance(user, User) or shop.owner_id == user.pk:
        return redirect("policies:list")
    if not taking.take(shop, user, begun_here=access.begun_here(request, shop)):
        messages.error(request, _("Somebody else has put this shop into their account already."))
    elif access.begun_here(request, shop):
        messages.success(request, _("The shop is in your account now."))
    else:
        taking.was_taken.send(Shop, request=request, shop=shop)
        messages.success(
            request,
            _(
                "The shop is in your account now. For 30 days the browser it was begun in keeps it too, "
                "and can take it back."
            ),
        )
    return redirect("policies:list")


@require_POST
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whose browser it was begun in undoes that somebody put it into an account by the link."""
    shop = access.get_shop(request, public_id)
    if taking.take_back(shop, request.user, request.session.get(access.SESSION_KEY, "")):
        messages.success(
            request,
            _("The shop is yours again. Its private link is void; make a new one if you need it."),
        )
    else:
        messages.error(
            request,
            _("The shop can’t be taken back: only where it was begun, and within 30 days."),
        )
    return redirect("policies:list")
