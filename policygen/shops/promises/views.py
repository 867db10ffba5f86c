"""What the policy obliges the shop to do: a checklist to tick off, and a calendar."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from policygen.releases.current import current_library
from policygen.shops import access, steps
from policygen.shops.promises.promises import checklist, promised, tick


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def promises(request: HttpRequest, public_id: str) -> HttpResponse:
    """Shown; ticked off by POST. Without the required answers there is nothing to promise yet."""
    if request.method == "POST":
        return _tick(request, public_id)
    shop = access.get_shop(request, public_id)
    found = promised(shop)
    context = {
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
    """What recurs, as an .ics file in the page's language. The same answers give the same bytes."""
    from policygen.engine.policy.calendar import CONTENT_TYPE, ics  # slow to load

    shop = access.get_shop(request, public_id)
    found = promised(shop)
    if found is None:
        messages.error(request, _("The calendar is made from your answers, and some are missing."))
        return redirect("shops:promises", public_id)
    content = ics(found.promises, found.document, current_library(), shop.public_id)
    name = f"privacy-promises.{found.document.language}.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
