"""The owner's own words: the list of what can be reworded, and the page of one passage."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from policygen.common import kept_in_browser, language_switch, leaving
from policygen.shops import access, edit_conflict
from policygen.shops.models import OwnWords, Shop
from policygen.shops.own_words.forms import OwnWordsForm
from policygen.shops.own_words.own_words import Place, Places


@require_safe
@never_cache
def own_words(request: HttpRequest, public_id: str) -> HttpResponse:
    shop = access.get_shop(request, public_id)
    context = {"shop": shop, "outline": Places(shop).outline()}
    return render(request, "shops/own_words.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def own_words_edit(request: HttpRequest, public_id: str, kind: str, target: str) -> HttpResponse:
    """One passage or paragraph: shown beside what the library says, or saved."""
    if request.method == "POST":
        with transaction.atomic():
            shop = access.get_shop(request, public_id, lock=True)
            return _answer(request, _find(shop, kind, target))
    shop = access.get_shop(request, public_id)
    place = _find(shop, kind, target)
    return _page(request, OwnWordsForm(place))


def _find(shop: Shop, kind: str, target: str) -> Place:
    place = Places(shop).find(kind, target)
    if place is None:
        raise Http404
    return place


def _answer(request: HttpRequest, place: Place) -> HttpResponse:
    way = request.POST.get("go", "")
    if way == "library":
        return _give_back(request, place)
    form = OwnWordsForm(place, request.POST)
    if language := language_switch.wanted(request):
        edit_conflict.leave_unjudged(form)
        return language_switch.remember(request, _page(request, form), language)
    if not form.is_valid():
        return _page(request, form)
    if way == "preview":
        return _page(request, form, previews=form.previews())
    if form.save():
        return _done(request, place, _("Your words are saved."))
    return _done(request, place, _("There are no words of your own here; nothing else changes."))


def _give_back(request: HttpRequest, place: Place) -> HttpResponse:
    OwnWords.objects.filter(shop=place.shop, kind=place.kind, target=place.target).delete()
    if place.is_clause:
        return _done(request, place, _("Our text stands there again."))
    return _done(request, place, _("Your paragraph is gone."))


def _done(request: HttpRequest, place: Place, message: str) -> HttpResponse:
    place.shop.save(update_fields=["updated"])
    messages.success(request, message)
    response = redirect(leaving.wanted(request) or f"{all_words(place.shop)}#{place.anchor}")
    return kept_in_browser.tell_saved(request, response)


def all_words(shop: Shop) -> str:
    return reverse("shops:own_words", args=[shop.public_id])


def _page(request: HttpRequest, form: OwnWordsForm, previews: object = None) -> HttpResponse:
    context = {
        "shop": form.place.shop,
        "place": form.place,
        "form": form,
        "typed_in": "own-words",
        "errors": form.error_list() if request.method == "POST" else [],
        "previews": previews,
        "leaving": leaving.wanted(request),
    }
    return render(request, "shops/own_words_edit.html", context)
