"""Whose shop it is. Every view gets its shop from here and from nowhere else."""

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.crypto import get_random_string

from policygen.shops.models import Shop

SESSION_KEY = "shop_owner_key"


def get_shop(request: HttpRequest, public_id: str, lock: bool = False) -> Shop:
    """The shop, if it belongs to this user or browser. Http404 for everybody else.

    Takes one query (and one each for session and user, where they were not needed before).
    """
    shops = shops_of(request)
    if lock:
        shops = shops.select_for_update(of=("self",))
    shop = shops.filter(public_id=public_id).first()
    if shop is None:
        raise Http404
    return shop


def shops_of(request: HttpRequest) -> QuerySet[Shop]:
    mine = Q(pk__in=())
    if isinstance(request.user, User):
        mine |= Q(owner=request.user)
    key = request.session.get(SESSION_KEY)
    if key:
        mine |= Q(owner_key=key)
    return Shop.objects.filter(mine)


def new_shop(request: HttpRequest, languages: list[str]) -> Shop:
    """A draft for this user or browser; an untouched one is taken up again."""
    untouched = shops_of(request).filter(saved_steps=[]).first()
    if untouched:
        return untouched
    if isinstance(request.user, User):
        return Shop.objects.create(owner=request.user, languages=languages)
    return Shop.objects.create(owner_key=browser_key(request), languages=languages)


def browser_key(request: HttpRequest) -> str:
    """The random key of this browser, made when it is first needed."""
    if SESSION_KEY not in request.session:
        request.session[SESSION_KEY] = get_random_string(40)
    return str(request.session[SESSION_KEY])
