"""The page «Ask whoever made your site»."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from policygen.shops import access, steps
from policygen.shops.as_facts import load_parts
from policygen.shops.ask.message import message
from policygen.shops.ask.unknown import Unknown, unknown_questions
from policygen.shops.models import Shop


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """Shown without links; by POST the owner has links put in, which open the shop for whoever has them."""
    shop = access.get_shop(request, public_id)
    if request.method == "POST":
        access.make_link(request, shop)
        return redirect(f"{reverse('shops:ask', args=[public_id])}?links=1#message")
    load_parts(shop)
    unknown = unknown_questions(shop)
    linked = "links" in request.GET and bool(shop.resume_key)
    context = {
        "shop": shop,
        "unknown": [(one, one.place.url(shop)) for one in unknown],
        "message": message(shop, unknown, _Address(request, shop) if linked else None),
        "linked": linked,
        "may_link": shop.owner_id is None,
        "progress": steps.progress(shop, steps.REVIEW),
    }
    return render(request, "shops/ask.html", context)


class _Address:
    """Of a question, by the private link of its shop."""

    def __init__(self, request: HttpRequest, shop: Shop):
        path = reverse("shops:resume", args=[shop.resume_key])
        self.resume = request.build_absolute_uri(path)

    def __call__(self, one: Unknown) -> str:
        return f"{self.resume}?{urlencode({'question': one.path})}"
