"""The policy so far: beside the questions as one types, and on a page of its own."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from policygen.releases.current import current_library
from policygen.shops import access, steps
from policygen.shops.choices import current_language
from policygen.shops.models import Shop
from policygen.shops.preview.preview import stored, unsaved

LANGUAGE = "preview_language"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET: a page with the stored answers. POST with the form of the screen ``?step=``: a fragment
    with what stands on that screen. Nothing is stored by either."""
    shop = access.get_shop(request, public_id)
    if request.method == "POST":
        return _fragment(request, shop)
    shown = stored(shop, request.GET.get(LANGUAGE, ""))
    context = {"shop": shop, "preview": shown, "languages": languages(shop), "on_page": True}
    return render(request, "shops/preview.html", context)


def _fragment(request: HttpRequest, shop: Shop) -> HttpResponse:
    step = steps.get_step(request.GET.get("step", ""))
    shown = unsaved(shop, step, request.POST, request.POST.get(LANGUAGE, ""))
    return render(request, "shops/preview_fragment.html", {"shop": shop, "preview": shown})


def languages(shop: Shop) -> list[tuple[str, str]]:
    """What the preview can be read in."""
    known = current_library().complete_languages
    return [(code, known[code]) for code in shop.languages if code in known]


@dataclass(frozen=True)
class PanelLanguage:
    """One that the panel offers; `hidden` until the screen says that the policy is in it."""

    code: str
    name: str
    hidden: bool
    shown: bool
    """Whether the preview begins with it."""


def panel_languages(shop: Shop, step: steps.Step) -> list[PanelLanguage]:
    """In the shop's order, here as on every page; on the screen where they are chosen, all that can be."""
    now = dict(languages(shop))
    offered = now | (dict(current_library().complete_languages) if step.slug == "shop" else {})
    first = next((code for code in (current_language(), *now) if code in now), "")
    return [
        PanelLanguage(code, name, code not in now, code == first) for code, name in offered.items()
    ]
