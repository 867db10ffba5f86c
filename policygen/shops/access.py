"""Whose shop it is. Every view gets its shop from here and from nowhere else."""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils.crypto import get_random_string

from policygen.shops import taking
from policygen.shops.models import Shop

SESSION_KEY = "shop_owner_key"
RESUMED_KEY = "resumed_shop_keys"
"""Of the private links that this browser opened; one that is withdrawn opens nothing any more."""

LINK_KEY_LENGTH = 32
"""Letters and digits: 190 bits."""
_RESUMED_AT_MOST = 50


class NotHere(Http404):
    """There is no such shop for this user or browser. Whether there is one for others stays unsaid."""


def get_shop(request: HttpRequest, public_id: str, lock: bool = False) -> Shop:
    """The shop, if it belongs to this user or browser. NotHere, a Http404, for everybody else.

    Takes one query (and one each for session and user, where they were not needed before).
    """
    shops = shops_of(request)
    if lock:
        shops = shops.select_for_update(of=("self",))
    shop = shops.filter(public_id=public_id).first()
    if shop is None:
        raise NotHere
    return shop


def shops_of(request: HttpRequest) -> QuerySet[Shop]:
    mine = Q(pk__in=())
    if isinstance(request.user, User):
        mine |= Q(owner=request.user) | Q(taking__taken_from=request.user) & taking.still_open()
    return Shop.objects.filter(mine | _of_browser(request))


def _of_browser(request: HttpRequest) -> Q:
    """Without an account: begun in this browser, or taken up in it by a private link."""
    mine = Q(pk__in=())
    key = request.session.get(SESSION_KEY)
    if key:
        mine |= Q(owner_key=key)
    resumed = request.session.get(RESUMED_KEY)
    if resumed:
        mine |= Q(resume_key__in=resumed)
    return mine & _reached_without_account()


def _reached_without_account() -> Q:
    """In no account, or put into one so lately that it can still be taken back."""
    return Q(owner=None) | taking.still_open()


def has_drafts(request: HttpRequest) -> bool:
    """Whether this browser may have shops without an account. No query of its own."""
    return bool(request.session.get(SESSION_KEY) or request.session.get(RESUMED_KEY))


def begun_here(request: HttpRequest, shop: Shop) -> bool:
    """Not only taken up by its private link."""
    key = request.session.get(SESSION_KEY)
    return bool(key) and shop.owner_id is None and shop.owner_key == key


def resume(request: HttpRequest, key: str) -> Shop | None:
    """Take up the shop behind a private link in this browser too. None if there is none."""
    shop = Shop.objects.filter(_reached_without_account(), resume_key=key).first() if key else None
    if shop and not begun_here(request, shop):
        remember(request, key)
    return shop


def make_link(request: HttpRequest, shop: Shop) -> None:
    """A private link, unless there is one or the shop is in an account. No change of the answers."""
    if shop.owner_id is not None or shop.resume_key:
        return
    here, key = begun_here(request, shop), get_random_string(LINK_KEY_LENGTH)
    made = Shop.objects.filter(pk=shop.pk, owner=None, resume_key="").update(resume_key=key)
    if made and not here:
        remember(request, key)


def subscribed(key: str) -> Shop | None:
    """The shop whose calendar this is: the address shows that and nothing else, to whoever has it."""
    return Shop.objects.filter(calendar_key=key).first() if key else None


def remember(request: HttpRequest, key: str) -> None:
    others = [other for other in request.session.get(RESUMED_KEY, []) if other != key]
    request.session[RESUMED_KEY] = [*others, key][-_RESUMED_AT_MOST:]


@transaction.atomic
def claim(request: HttpRequest, user: User) -> int:
    """Move the shops that were begun in this browser into an account; how many they were.

    What it only has by a private link stays where it is, until somebody presses the button.
    """
    key = request.session.pop(SESSION_KEY, None)
    if not key:
        return 0
    taking.hand_over(key, user)
    return Shop.objects.filter(owner=None, owner_key=key).update(
        owner=user, owner_key="", resume_key=""
    )


def new_shop(request: HttpRequest, languages: list[str]) -> Shop:
    """A draft for this user or browser; an untouched one is taken up again."""
    untouched = _own(request).filter(saved_steps=[]).first()
    if untouched:
        return untouched
    if isinstance(request.user, User):
        return Shop.objects.create(owner=request.user, languages=languages)
    return Shop.objects.create(owner_key=browser_key(request), languages=languages)


def _own(request: HttpRequest) -> QuerySet[Shop]:
    """Without those that came by a link, or went that way."""
    resumed = request.session.get(RESUMED_KEY, [])
    return shops_of(request).filter(taking=None).exclude(resume_key__in=resumed)


def browser_key(request: HttpRequest) -> str:
    """The random key of this browser, made when it is first needed."""
    if SESSION_KEY not in request.session:
        request.session[SESSION_KEY] = get_random_string(40)
    return str(request.session[SESSION_KEY])
