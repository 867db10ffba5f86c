"""A shop is put into an account by somebody who had only its private link.

For thirty days the browser in which it was begun keeps it, sees what happened, and can take it back; the
devices with the link keep it as long.
"""

import datetime
import logging
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.dispatch import Signal
from django.template.loader import render_to_string
from django.utils import timezone, translation

from policygen.common.mail_headers import headers
from policygen.shops.models import Shop, Taking

log = logging.getLogger(__name__)

was_taken = Signal()
"""Sent with `request` and `shop`: somebody put it into their account by its link."""

UNDONE_WITHIN = datetime.timedelta(days=30)


def still_open() -> Q:
    """Of shops: they can still be taken back."""
    return Q(taking__at__gt=timezone.now() - UNDONE_WITHIN)


@dataclass(frozen=True)
class Taken:
    """What a page says about it. `role`: taker, before (whom it was taken from), or link."""

    role: str
    at: datetime.datetime
    until: datetime.datetime


def open_taking(shop: Shop) -> Taking | None:
    found: Taking | None = getattr(shop, "taking", None)
    return found if found and found.at + UNDONE_WITHIN > timezone.now() else None


def taken(shop: Shop, user: object, key: str) -> Taken | None:
    """As this user and browser see it. One query, none where `taking` was selected with the shop."""
    found = open_taking(shop)
    if found is None:
        return None
    if isinstance(user, User) and shop.owner_id == user.pk:
        role = "taker"
    else:
        role = "before" if was_theirs(found, shop, user, key) else "link"
    return Taken(role, found.at, found.at + UNDONE_WITHIN)


def was_theirs(found: Taking, shop: Shop, user: object, key: str) -> bool:
    if key and shop.owner_key == key:
        return True
    return isinstance(user, User) and found.taken_from_id == user.pk


@transaction.atomic
def take(shop: Shop, user: User, *, begun_here: bool) -> bool:
    """Into the account; False if another one was quicker."""
    free = Shop.objects.filter(pk=shop.pk, owner=None)
    if begun_here:
        return bool(free.update(owner=user, owner_key="", resume_key=""))
    if not free.update(owner=user):
        return False
    Taking.objects.update_or_create(shop=shop, defaults={"at": timezone.now(), "taken_from": None})
    return True


def take_back(shop: Shop, user: object, key: str) -> bool:
    """To whom it was taken from, and the link is void; False where that can't be (any more).

    Who had taken it is told by e-mail.
    """
    done, taker = _take_back(shop, user, key)
    if taker and taker.email:
        _tell(taker, shop)
    return done


@transaction.atomic
def _take_back(shop: Shop, user: object, key: str) -> tuple[bool, User | None]:
    found = Taking.objects.select_for_update().filter(shop=shop.pk).first()
    shop = Shop.objects.select_related("owner").get(pk=shop.pk)
    if found is None or open_taking(shop) is None or not was_theirs(found, shop, user, key):
        return False, None
    taker = shop.owner
    _give_back(shop, user if isinstance(user, User) else None)
    return True, taker


def _give_back(shop: Shop, owner: User | None) -> None:
    # It counts as a change: else a draft that was at rest meanwhile would be deleted the same day.
    Shop.objects.filter(pk=shop.pk).update(
        owner=owner,
        owner_key="" if owner else shop.owner_key,
        resume_key="",
        calendar_key="",
        updated=timezone.now(),
    )
    Taking.objects.filter(shop=shop.pk).delete()


def give_all_back(user: User) -> None:
    """Before an account is deleted: what was taken lately is not deleted with it."""
    for shop in Shop.objects.filter(still_open(), owner=user).select_related("taking__taken_from"):
        _give_back(shop, shop.taking.taken_from)


def hand_over(key: str, user: User) -> None:
    """Who signs in takes along that they can take back; nobody takes from themselves."""
    theirs = Shop.objects.filter(owner_key=key).exclude(owner=None)
    Taking.objects.filter(shop__in=theirs.filter(owner=user)).delete()
    Taking.objects.filter(shop__in=theirs).update(taken_from=user)
    theirs.filter(owner=user).update(resume_key="")
    theirs.update(owner_key="")


def _tell(taker: User, shop: Shop) -> None:
    mail: object = getattr(taker, "library_mail", None)
    with translation.override(getattr(mail, "language", translation.get_language())):
        # A name is one line; another one would be a header of its own.
        subject = " ".join(
            render_to_string("shops/email/taken_back_subject.txt", {"shop": shop}).split()
        )
        body = render_to_string("shops/email/taken_back_message.txt", {"shop": shop})
    try:
        EmailMessage(subject, body, to=[taker.email], headers=headers()).send()
    except OSError:
        log.exception("Nobody was told that a shop was taken back")
