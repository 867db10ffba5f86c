"""What a release of the clause library would change in a published policy, and the owner's choice."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from policygen.engine.facts.reading import FactsError
from policygen.engine.policy.compose import ComposeError
from policygen.engine.policy.gate import Refused
from policygen.publishing.in_force import standing
from policygen.publishing.models import Version
from policygen.publishing.publishing import NotStored, publish
from policygen.publishing.views import NOT_STORED, not_yet, tell
from policygen.releases.current import current_library
from policygen.releases.models import Release
from policygen.shops.access import NotHere, get_shop
from policygen.shops.models import Shop
from policygen.shops.review.day import take_day, usual_day
from policygen.shops.review.review import review
from policygen.updates import notices
from policygen.updates.models import Notice


@require_http_methods(["GET", "HEAD", "POST"])
def update(request: HttpRequest, shop_id: str) -> HttpResponse:
    """The redline against the published version; a POST publishes the new one or leaves the old."""
    shop = get_shop(request, shop_id)
    versions = Version.objects.filter(policy__shop=shop).select_related("policy")
    version = standing(versions).first()
    if version is None:
        return render(request, "updates/update.html", {"shop": shop})
    choice = request.POST.get("choice")
    if choice == "publish":
        return _publish(request, shop, version)
    if choice == "leave":
        notices.dismiss(version.policy)
        messages.info(
            request, _("Your policy stays as it is. The next change will be shown again.")
        )
        return redirect("policies:list")
    context = _context(shop, version, notices.open_notice(version))
    return render(request, "updates/update.html", context)


def _publish(request: HttpRequest, shop: Shop, version: Version) -> HttpResponse:
    if not take_day(request, shop):
        return redirect("policies:update", shop.public_id)
    if not review(shop).publishable:
        return not_yet(request, shop)
    try:
        made, new = publish(shop, request.user)
    except Shop.DoesNotExist:  # It was deleted in another window meanwhile.
        raise NotHere from None
    except (FactsError, Refused):  # Its answers were changed there.
        return not_yet(request, shop)
    except NotStored:
        messages.error(request, NOT_STORED)
        return redirect("policies:update", shop.public_id)
    notices.taken_over(version.policy)
    tell(request, made, made=new)
    return redirect("policies:published", shop.public_id)


def _context(shop: Shop, version: Version, notice: Notice | None) -> dict[str, object]:
    context: dict[str, object] = {"shop": shop, "version": version, "notice": notice}
    context["day"] = usual_day(shop)
    try:
        news = notices.news(version, shop)
    except (FactsError, ComposeError):
        return {**context, "unfinished": True}
    except Release.DoesNotExist:
        return {**context, "unknown": True}
    changed = {clause.id for found in news for clause in found.difference.changes}
    whole, of_clause = notices.notes(version, changed, get_language() or "en")
    return {
        **context,
        "news": [found for found in news if found.difference.changes],
        "whole_notes": whole,
        "notes": of_clause,
        "same_texts": version.library_release == current_library().release,
        "answers_differ": notices.answers_differ(shop, version),
    }


@require_POST
def automatic(request: HttpRequest, shop_id: str) -> HttpResponse:
    """Whether new versions are published without asking when the clause library changes."""
    shop = get_shop(request, shop_id)
    shop.automatic_updates = bool(request.POST.get("automatic"))
    shop.save(update_fields=["automatic_updates"])
    if shop.automatic_updates:
        messages.success(request, _("New versions are published by themselves from now on."))
    else:
        messages.success(request, _("Nothing is published without you."))
    return redirect("policies:published", shop.public_id)
