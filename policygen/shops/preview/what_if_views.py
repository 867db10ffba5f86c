"""What if: choose another answer, see the difference, keep it or leave it."""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from policygen.engine.compare.difference import Difference
from policygen.engine.language.phrases import capitalise
from policygen.releases.current import current_library
from policygen.shops import access
from policygen.shops.as_facts import load_parts
from policygen.shops.choices import current_language
from policygen.shops.messages import tell_added
from policygen.shops.models import Shop
from policygen.shops.preview.preview import summary
from policygen.shops.preview.views import languages
from policygen.shops.preview.what_if import Flip, can_turn, differences, find, keep, offered


@dataclass(frozen=True)
class Coverage:
    law: str
    before: str
    after: str


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def what_if(request: HttpRequest, public_id: str) -> HttpResponse:
    """The list of answers to turn over; with ``?answer=``, the difference that one makes."""
    if request.method == "POST":
        with transaction.atomic():
            return _keep(request, public_id)
    shop = access.get_shop(request, public_id)
    load_parts(shop)
    code = request.GET.get("answer", "")
    flip = find(shop, code) if code else None
    if flip:
        return _difference(request, shop, flip)
    wanted = request.GET.get("find", "").strip()[:100]
    context = {"shop": shop, "groups": offered(shop, wanted), "find": wanted, "so_already": code}
    context["asks_more"] = not can_turn(shop)
    return render(request, "shops/what_if.html", context)


def _difference(request: HttpRequest, shop: Shop, flip: Flip) -> HttpResponse:
    """In the page's language; its passages in every language of the policy with ``?side=1``."""
    page, offers = current_language(), languages(shop)
    side = "side" in request.GET
    shown = [code for code, _name in offers] if side else [_first(page, offers)]
    found = differences(shop, flip, list(dict.fromkeys([page, *shown])))
    context = {
        "shop": shop,
        "flip": flip,
        "difference": found[page],
        "summary": summary(found[page].counts),
        "coverage": _coverage(found[page]),
        "redlines": [(code, name, found[code]) for code, name in offers if code in shown],
        "side": side,
        "more_languages": len(offers) > 1,
    }
    return render(request, "shops/what_if_difference.html", context)


def _first(page: str, offers: list[tuple[str, str]]) -> str:
    codes = [code for code, _name in offers]
    return page if page in codes or not codes else codes[0]


def _coverage(found: Difference) -> list[Coverage]:
    label = current_library().label
    return [
        Coverage(
            capitalise(label("laws", law.law, current_language())),
            _met(*law.before),
            _met(*law.after),
        )
        for law in found.coverage
        if law.changed
    ]


def _met(met: int, total: int) -> str:
    if not total:
        return _("does not apply")
    return _("%(met)s of %(total)s met") % {"met": met, "total": total}


def _keep(request: HttpRequest, public_id: str) -> HttpResponse:
    """The shop stays locked meanwhile, as when a screen is saved."""
    shop = access.get_shop(request, public_id, lock=True)
    flip = find(shop, request.POST.get("answer", ""))
    if flip is None:
        messages.info(request, _("Nothing to change: the answer is so already."))
        return redirect("shops:what_if", public_id)
    tell_added(request, keep(shop, flip))
    messages.success(request, _("Kept: %(answer)s.") % {"answer": flip.label})
    return redirect(flip.place.url(shop))
