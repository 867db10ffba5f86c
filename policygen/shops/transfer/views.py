"""Answers as a file, a shop from a file, and a shop from another one."""

import hashlib
import time
from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policygen.common import kept_in_browser
from policygen.common.latin_names import latin_name
from policygen.shops import access
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from policygen.shops.transfer import transfer
from policygen.shops.transfer.forms import ImportForm

JUST_MADE = "just_made"
DOUBLE_CLICK = 10
"""Seconds in which the same form makes one shop."""


@require_safe
@never_cache
def answers(request: HttpRequest, public_id: str) -> HttpResponse:
    """The facts file of this shop, finished or not."""
    shop = access.get_shop(request, public_id)
    name = latin_name(shop.name_in("en"), "shop")
    return HttpResponse(
        transfer.answers_file(shop),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}-answers.yaml"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def import_answers(request: HttpRequest) -> HttpResponse:
    """A new shop from a facts file. Nothing is made of a file with a mistake in it."""
    if request.method != "POST":
        return render(request, "shops/import.html", {"form": ImportForm()})
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid() or form.facts is None:
        # It is mended on the disk, and chosen again.
        page = render(request, "shops/import.html", {"form": form})
        return kept_in_browser.tell_saved(request, page)
    facts, (owner, key) = form.facts, _owner(request)
    what = hashlib.sha256(facts.model_dump_json().encode()).hexdigest()
    shop = _once(request, what, lambda: create_shop(facts, owner, key))
    messages.success(request, _("The answers are here. Look through them once."))
    return kept_in_browser.tell_saved(request, redirect("shops:review", shop.public_id))


@require_POST
def duplicate(request: HttpRequest, public_id: str) -> HttpResponse:
    shop = access.get_shop(request, public_id)
    owner, key = _owner(request)
    try:
        copy = _once(request, shop.public_id, lambda: transfer.duplicate(shop, owner, key))
    except Shop.DoesNotExist:  # It was deleted in another window meanwhile.
        raise access.NotHere from None
    messages.success(request, _("This is the copy. Change its name and what else is different."))
    return redirect("shops:step", copy.public_id, "shop")


def _once(request: HttpRequest, what: str, make: Callable[[], Shop]) -> Shop:
    """The shop that `make` makes; of a form that is sent twice by a double click, the first one."""
    earlier, public_id, moment = request.session.get(JUST_MADE, ("", "", 0.0))
    if earlier == what and time.time() - moment < DOUBLE_CLICK:
        twin = access.shops_of(request).filter(public_id=public_id).first()
        if twin:
            return twin
    shop = make()
    request.session[JUST_MADE] = (what, shop.public_id, time.time())
    return shop


def _owner(request: HttpRequest) -> tuple[User | None, str]:
    """Whom a new shop belongs to: this user, or else this browser."""
    if isinstance(request.user, User):
        return request.user, ""
    return None, access.browser_key(request)
