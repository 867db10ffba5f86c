"""The wizard's pages. Each looks its shop up through access, hands the form to a step, and redirects."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policygen.common import kept_in_browser, language_switch, leaving
from policygen.engine.formats import FORMATS, public_formats
from policygen.shops import access, choices, edit_conflict, steps, taking
from policygen.shops.as_facts import load_parts
from policygen.shops.ask.unknown import unknown_questions
from policygen.shops.forms.base import StepForm
from policygen.shops.messages import tell_added
from policygen.shops.models import Shop
from policygen.shops.preview.views import panel_languages
from policygen.shops.remaining import remaining
from policygen.shops.review.day import usual_day
from policygen.shops.review.review import review as make_review
from policygen.shops.views import telling


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    return redirect(steps.STEPS[0].url(access.new_shop(request, choices.first_languages())))


@require_POST
def start_with(request: HttpRequest, slug: str) -> HttpResponse:
    """A new shop that begins with the answers of one screen, whose own shop can't be opened any more."""
    current = steps.get_step(slug)
    with transaction.atomic():
        shop = access.new_shop(request, choices.first_languages())
        asked_again = _save(request, shop.public_id, current, None)
    return asked_again or _saved(request, shop.public_id, current)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def step(request: HttpRequest, public_id: str, slug: str) -> HttpResponse:
    """One screen: shown, or saved and left for where the button leads."""
    current = steps.get_step(slug)
    if request.method == "POST":
        with transaction.atomic():
            asked_again = _save(request, public_id, current, request.POST.get(edit_conflict.SEEN))
        return asked_again or _saved(request, public_id, current)
    shop = access.get_shop(request, public_id)
    load_parts(shop)
    form = current.form(instance=shop)
    return _screen(request, shop, current, form, edit_conflict.fingerprint(form))


def _save(
    request: HttpRequest, public_id: str, current: steps.Step, seen: str | None
) -> HttpResponse | None:
    """None once it is saved. The shop stays locked: two screens sent at once must not undo each other.

    `seen`: the fingerprint of what was stored when the screen was shown; None for what is stored now.
    """
    shop = access.get_shop(request, public_id, lock=True)
    if language := language_switch.wanted(request):
        return _switched(request, shop, current, language)
    form = current.form(request.POST, instance=shop)
    now = edit_conflict.fingerprint(form)
    seen = now if seen is None else seen
    stale = seen != now
    before = edit_conflict.stored(form) if stale else {}
    if leaving.wanted(request) and not edit_conflict.changes(form):
        return None
    if not form.is_valid():
        return _screen(request, shop, current, form, seen)
    with transaction.atomic():
        form.save()
        shop.mark_saved(current.slug)
        both = _overwritten(request, shop, current, before) if stale else []
        transaction.set_rollback(bool(both))
    if both:
        return _ask(request, public_id, current, both)
    tell_added(request, getattr(form, "added_purposes", []))
    return None


def _saved(request: HttpRequest, public_id: str, current: steps.Step) -> HttpResponse:
    """What comes next. Outside the lock, and where nothing can undo what is saved."""
    shop = access.get_shop(request, public_id)
    address = _brought_up(request, shop, current) or telling.way_on(request, shop, current)
    return kept_in_browser.tell_saved(request, redirect(address))


def _switched(request: HttpRequest, shop: Shop, current: steps.Step, language: str) -> HttpResponse:
    """The screen in another language with what is typed. It is neither judged nor saved."""
    form = current.form(request.POST, instance=shop)
    edit_conflict.leave_unjudged(form)
    page = _screen(request, shop, current, form, request.POST.get(edit_conflict.SEEN, ""))
    return language_switch.remember(request, page, language)


def _brought_up(request: HttpRequest, shop: Shop, current: steps.Step) -> str:
    """The address of what the answers bring up, where a browser without scripts has not shown it yet."""
    form = current.form(instance=shop)
    if request.POST.get("go") != "next" or not isinstance(form, StepForm):
        return ""
    further = form.brought_up(request.POST.getlist("shown"))
    if further:
        messages.info(request, _("Your answer brings up one more question. Here it is."))
    return f"{current.url(shop)}?{telling.FURTHER}=1#{further}" if further else ""


def _overwritten(
    request: HttpRequest, shop: Shop, current: steps.Step, before: edit_conflict.Stored
) -> list[edit_conflict.Both]:
    """What saving has just changed of answers that this window had never shown."""
    form = current.form(instance=access.get_shop(request, shop.public_id))
    return edit_conflict.differences(form, before, edit_conflict.stored(form))


def _ask(
    request: HttpRequest, public_id: str, current: steps.Step, both: list[edit_conflict.Both]
) -> HttpResponse:
    """The answers of this window in the form, beside those that are stored; sent again, they are saved."""
    shop = access.get_shop(request, public_id)
    form = current.form(request.POST, instance=shop)
    return _screen(request, shop, current, form, edit_conflict.fingerprint(form), both)


def _screen(
    request: HttpRequest,
    shop: Shop,
    current: steps.Step,
    form: Any,
    seen: str,
    both: Sequence[edit_conflict.Both] = (),
) -> HttpResponse:
    load_parts(shop)
    told = telling.tell(request, shop, current, form)
    context = {
        "shop": shop,
        "step": current,
        "form": form,
        "typed_in": "wizard",
        **told,
        "seen": seen,
        "conflict": both,
        "errors": form.error_list() if request.method == "POST" else [],
        "progress": steps.progress(shop, current.slug),
        "remaining": remaining(shop),
        "preview_languages": panel_languages(shop, current),
        "address": current.url(shop),
        "is_first": current is steps.STEPS[0],
        "leaving": leaving.wanted(request),
    }
    return render(request, current.template, context)


@require_safe
@never_cache
def review(request: HttpRequest, public_id: str) -> HttpResponse:
    shop = access.get_shop(request, public_id)
    load_parts(shop)
    context = {
        "shop": shop,
        "review": make_review(shop, request.GET.get("language", ""), "side" in request.GET),
        "whole": not request.GET.keys().isdisjoint(("whole", "language")),
        "progress": steps.progress(shop, steps.REVIEW),
        "last_step": steps.STEPS[-1].url(shop),
        "formats": public_formats(),
        "archive": FORMATS["archive"],
        "day": usual_day(shop),
        "unknown": len(unknown_questions(shop)),
    }
    return render(request, "shops/review.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def delete(request: HttpRequest, public_id: str) -> HttpResponse:
    """Asks first; then the shop and everything that hangs on it is gone.

    While it can be taken back, only by whom it was taken from: else there would be nothing left to take.
    """
    shop = access.get_shop(request, public_id)
    held = taking.taken(shop, request.user, request.session.get(access.SESSION_KEY, ""))
    if held and held.role != "before":
        text = _(
            "The shop was put into an account by its private link. Until %(day)s it can be deleted only "
            "where it was begun; after that, from the account."
        )
        messages.error(request, text % {"day": date_format(localtime(held.until))})
        return redirect("policies:list")
    if request.method != "POST":
        return render(request, "shops/delete.html", {"shop": shop})
    shop.delete()
    messages.success(request, _("The shop and its answers are deleted."))
    return kept_in_browser.forget(request, redirect("policies:list"), f"shop:{public_id}-")
