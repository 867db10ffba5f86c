"""What an owner has: the list of shops, and what of each is public."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from policygen.common.tries import counted
from policygen.engine.formats import FORMATS
from policygen.owners.dashboard import cards
from policygen.owners.looking import looked, website_of
from policygen.owners.placing import duties_of_pages, pasted_pages, placings
from policygen.publishing.choosing import chosen, told
from policygen.publishing.comparing import compare
from policygen.publishing.file_links import file_links
from policygen.publishing.in_force import has_begun, standing, states, stood, stood_in
from policygen.publishing.models import Policy, Version
from policygen.publishing.pasted import PASTED, pasted
from policygen.publishing.views import WHY
from policygen.releases.current import current_library
from policygen.shops import access
from policygen.shops.as_facts import load_parts
from policygen.shops.defaults import has_no_site
from policygen.shops.expiry import KEPT
from policygen.shops.models import Shop
from policygen.shops.review.day import usual_day
from policygen.shops.steps import unfinished_steps
from policygen.shops.taking import taken
from policygen.updates.notices import answers_differ, open_notice

LOOKS = (12, 600)
"""At a shop's site, in how many seconds: enough to mend and look again."""
LOOKS_OF_ALL = (20, 60)
"""Each may hold a thread of the server for a quarter of a minute."""


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
    versions = _versions(shop)
    found = stood([v for v in versions if not hasattr(v, "cancellation")], has_begun)
    state = states(versions)
    context = {
        "shop": shop,
        "policy": policy,
        "earlier": [
            (version, told(version, state[version.number]))
            for version in versions
            if state[version.number] in ("past", "cancelled")
        ],
        "versions": versions,
        "latest": found.current if found else None,
        "coming": found.coming if found else None,
        "files": file_links(found.current) if found else {},
        "languages": current_library().languages,
        "site": request.build_absolute_uri("/").rstrip("/"),
        "withdrawals": list(policy.withdrawals.all()) if policy else [],
        "most": WHY,
        "notice": open_notice(found.coming or found.current) if found else None,
        "no_site": has_no_site(shop),
        **(_change(shop, found.coming or found.current) if found else {}),
    }
    return render(request, "owners/published.html", context)


def _versions(shop: Shop) -> list[Version]:
    """All of them, the newest first. Two queries."""
    versions = Version.objects.filter(policy__shop=shop).select_related("policy", "cancellation")
    return list(versions.prefetch_related("downloads"))


def _change(shop: Shop, version: Version) -> dict[str, object]:
    """Whether the answers say something else by now, and whether they could be published."""
    load_parts(shop)
    unfinished = bool(unfinished_steps(shop))
    differs = answers_differ(shop, version)
    return {"differs": differs, "unfinished": unfinished, "day": usual_day(shop)}


@require_safe
@never_cache
def place(request: HttpRequest, shop_id: str) -> HttpResponse:
    """How to put the published policy on the shop's own site."""
    shop = access.get_shop(request, shop_id)
    return _place(request, shop, _in_force(shop))


@require_POST
@never_cache
def look_at_site(request: HttpRequest, shop_id: str) -> HttpResponse:
    """The same page, with what a look at the shop's site found."""
    shop = access.get_shop(request, shop_id)
    latest = _in_force(shop)
    website = website_of(latest) if latest else None
    if latest is None or website is None or latest.policy.withdrawn:
        return redirect("policies:place", shop.public_id)
    if not (counted(f"look|{shop.pk}", *LOOKS) and counted("look", *LOOKS_OF_ALL)):
        return _place(request, shop, latest, too_often=True)
    site = request.build_absolute_uri("/").rstrip("/")
    look = looked(latest, website, site, duties_of_pages(latest))
    return _place(request, shop, latest, look=look)


def _place(
    request: HttpRequest, shop: Shop, latest: Version | None, **more: object
) -> HttpResponse:
    site = request.build_absolute_uri("/").rstrip("/")
    context: dict[str, object] = {"shop": shop, "latest": latest, "site": site, **more}
    if latest:
        context |= {
            "policy": latest.policy,
            "whole": site + reverse("published:policy", args=(latest.policy.slug,)),
            "pages": list(pasted_pages(latest, site)),
            "placings": placings(shop),
            "duties": duties_of_pages(latest),
            "website": website_of(latest),
        }
    return render(request, "owners/place.html", context)


@require_safe
def pasted_file(request: HttpRequest, shop_id: str, language: str, form: str) -> HttpResponse:
    """The text to paste as a file. `form`: the name of one of the formats made for that."""
    latest = _in_force(access.get_shop(request, shop_id))
    page = latest.pages.filter(language=language).first() if latest else None
    if page is None or form not in PASTED:
        raise Http404
    written = FORMATS[form]
    response = HttpResponse(pasted(page, tables=PASTED[form]), content_type=written.content_type)
    name = f"{page.version.policy.slug}.{language}.{written.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Language"] = language
    response["Cache-Control"] = "private, no-store"
    return response


def _in_force(shop: Shop) -> Version | None:
    versions = Version.objects.filter(policy__shop=shop).select_related("policy")
    found = stood_in(standing(versions), has_begun)
    return found.current if found else None


@require_safe
@never_cache
def compare_versions(request: HttpRequest, shop_id: str) -> HttpResponse:
    """Any two, the newest two to begin with."""
    shop = access.get_shop(request, shop_id)
    versions = Version.objects.filter(policy__shop=shop).select_related("cancellation")
    context = chosen(request, list(versions))
    if context:
        context["comparisons"] = compare(context["before"], context["after"])
        context["languages"] = current_library().languages
    return render(request, "owners/compare.html", {"shop": shop, **context})
