"""Shops that nobody signed in for are not kept for ever."""

import datetime

from django.db.models import Max, QuerySet
from django.utils import timezone

from policygen.shops.models import Shop

KEPT = datetime.timedelta(days=30)
"""After the last change. What is published, or belongs to an account, is kept."""


TOLERANCE = datetime.timedelta(hours=1)
"""Of two clocks that are right."""


def ahead(now: datetime.datetime | None = None) -> datetime.datetime | None:
    """A change that lies in the future: then the clock is wrong, or was, and no age can be relied on."""
    latest = Shop.objects.aggregate(Max("updated"))["updated__max"]
    return latest if latest and latest > (now or timezone.now()) + TOLERANCE else None


def expired(now: datetime.datetime | None = None) -> QuerySet[Shop]:
    limit = (now or timezone.now()) - KEPT
    return Shop.objects.filter(owner=None, policy=None, updated__lt=limit)


def kept_until(shop: Shop) -> datetime.date:
    """The last whole day on which a shop without an account is there if nothing changes."""
    return (shop.updated + KEPT - datetime.timedelta(days=1)).date()
