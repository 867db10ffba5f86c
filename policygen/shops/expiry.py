"""Shops that nobody signed in for are not kept for ever.

A shop goes when it is seen to be due twice, half a day apart: a clock that was wrong for one run deletes
nothing.
"""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from policygen.shops.models import Shop

KEPT = datetime.timedelta(days=30)
"""After the last change. What is published, or belongs to an account, is kept."""


APART = datetime.timedelta(hours=12)
"""Of the two times at which a shop is seen to be due. A run a day, at about the same time, is enough."""
TOLERANCE = datetime.timedelta(hours=1)
"""Of two clocks that are right."""


def ahead(now: datetime.datetime | None = None) -> datetime.datetime | None:
    """A change that lies in the future: then the clock is wrong, or was, and no age can be relied on."""
    latest = Shop.objects.aggregate(Max("updated"))["updated__max"]
    return latest if latest and latest > (now or timezone.now()) + TOLERANCE else None


def expired(now: datetime.datetime | None = None) -> QuerySet[Shop]:
    limit = (now or timezone.now()) - KEPT
    return Shop.objects.filter(owner=None, policy=None, updated__lt=limit)


@dataclass(frozen=True)
class Sighting:
    """How many shops a run has deleted, and how many the next one will unless they change."""

    deleted: int
    due: int


@transaction.atomic
def look(now: datetime.datetime | None = None) -> Sighting:
    """One run: what was due before goes, what is due now is remembered, and what is not is let be."""
    moment = now or timezone.now()
    due = expired(moment)
    Shop.objects.exclude(due_since=None).exclude(pk__in=due.values("pk")).update(due_since=None)
    # First seen in what is the future now: that clock was wrong.
    due.exclude(due_since__lte=moment).update(due_since=moment)
    _rows, by_model = due.filter(due_since__lte=moment - APART).delete()
    return Sighting(by_model.get("shops.Shop", 0), due.count())


def kept_until(shop: Shop) -> datetime.date:
    """The last whole day on which a shop without an account is there if nothing changes."""
    return (shop.updated + KEPT - datetime.timedelta(days=1)).date()
