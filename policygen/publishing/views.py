"""What an owner does with a policy. Every shop is looked up through its owner (shops.access)."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from policygen.engine.facts.reading import FactsError
from policygen.engine.formats import FORMATS
from policygen.engine.policy.compose import compose
from policygen.engine.policy.gate import Refused
from policygen.publishing.coming import TooLate, take_back
from policygen.publishing.in_force import stood_of
from policygen.publishing.models import Policy, Version
from policygen.publishing.publishing import NotStored, publish
from policygen.publishing.withdrawing import put_back, withdraw
from policygen.releases.current import current_library
from policygen.shops.access import NotHere, get_shop
from policygen.shops.as_facts import facts_of
from policygen.shops.models import Shop
from policygen.shops.review.day import take_day
from policygen.shops.review.review import review

NOT_STORED = gettext_lazy(
    "Your policy could not be stored, so nothing was published. Your answers are safe. Please try again in "
    "a few minutes; if that does not help, tell the people who run this site."
)


@require_safe
def draft_download(request: HttpRequest, shop_id: str, language: str, format: str) -> HttpResponse:
    """The policy as a file before it is published; made for this request and not kept."""
    shop = get_shop(request, shop_id)
    if format not in FORMATS or language not in shop.languages:
        raise Http404
    if not review(shop, language).publishable:
        messages.error(
            request, _("The policy is not ready to be downloaded. What is missing stands below.")
        )
        return redirect("shops:review", shop.public_id)
    document = compose(current_library(), facts_of(shop), language)
    form = FORMATS[format]
    response = HttpResponse(form.write(document), content_type=form.content_type)
    name = f"privacy-policy.{language}.{form.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def not_yet(request: HttpRequest, shop: Shop) -> HttpResponse:
    """To the review, which says what is missing."""
    messages.error(request, _("The policy can’t be published yet. What is missing stands below."))
    return redirect("shops:review", shop.public_id)


@require_POST
def publish_shop(request: HttpRequest, shop_id: str) -> HttpResponse:
    shop = get_shop(request, shop_id)
    if not take_day(request, shop):
        return redirect("shops:review", shop.public_id)
    if not review(shop).publishable:
        return not_yet(request, shop)
    try:
        version, made = publish(shop, request.user)
    except Shop.DoesNotExist:  # It was deleted in another window meanwhile.
        raise NotHere from None
    except (FactsError, Refused):  # Its answers were changed there.
        return not_yet(request, shop)
    except NotStored:
        messages.error(request, NOT_STORED)
        return redirect("shops:review", shop.public_id)
    tell(request, version, made=made)
    return redirect("policies:published", shop.public_id)


def tell(request: HttpRequest, version: Version, *, made: bool) -> None:
    """What came of publishing."""
    if not made:
        text = _("Nothing has changed since version %(number)d.")
        messages.info(request, text % {"number": version.number})
        return
    messages.success(request, _("Version %(number)d is published.") % {"number": version.number})
    if version.policy.withdrawn:
        text = _("The policy stays withdrawn: nobody sees the new version until you put it back.")
        messages.warning(request, text)
    found = stood_of(version.policy.slug)
    if found and found.coming == version:
        text = _("It applies from %(date)s. Until then version %(number)d stays in force.")
        day = date_format(version.effective, "DATE_FORMAT")
        messages.info(request, text % {"date": day, "number": found.current.number})
    replaced = Version.objects.filter(cancellation__replaced_by=version).first()
    if replaced:
        text = _("It takes the place of version %(number)d, which was to apply from %(date)s.")
        day = date_format(replaced.effective, "DATE_FORMAT")
        messages.info(request, text % {"date": day, "number": replaced.number})


WHY = 1000
"""Letters of a reason at most."""


@require_POST
def withdraw_policy(request: HttpRequest, shop_id: str) -> HttpResponse:
    """The policy is not public any more; why, only its owner reads."""
    shop = get_shop(request, shop_id)
    if not Policy.objects.filter(shop=shop).exists():
        raise Http404
    reason = request.POST.get("reason", "").replace("\0", "").strip()
    if len(reason) > WHY:
        text = _("The reason is too long: %(most)d characters at most. Nothing was changed.")
        messages.error(request, text % {"most": WHY})
    elif withdraw(shop, reason):
        messages.success(
            request, _("The policy is withdrawn. Its page says so, and how to reach you.")
        )
    else:
        messages.info(request, _("The policy is withdrawn already."))
    return redirect("policies:published", shop.public_id)


@require_POST
def put_back_policy(request: HttpRequest, shop_id: str) -> HttpResponse:
    shop = get_shop(request, shop_id)
    if put_back(shop):
        messages.success(request, _("The policy is public again, as it was."))
    else:
        messages.info(request, _("The policy is not withdrawn."))
    return redirect("policies:published", shop.public_id)


@require_POST
def take_back_version(request: HttpRequest, shop_id: str, number: int) -> HttpResponse:
    """The version that was to come never applies."""
    shop = get_shop(request, shop_id)
    try:
        version = take_back(shop, number)
    except Version.DoesNotExist:
        raise Http404 from None
    except TooLate:
        text = _(
            "Version %(number)d can’t be taken back: it is in force, or was taken back already."
        )
        messages.error(request, text % {"number": number})
    else:
        text = _(
            "Version %(number)d is taken back and never applies. Your answers are as you gave them: change "
            "what you want to, then publish again."
        )
        messages.success(request, text % {"number": version.number})
    return redirect("policies:published", shop.public_id)
