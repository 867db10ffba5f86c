"""Whether this visitor has something to go on with."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from policygen.shops.access import shops_of
from policygen.shops.models import Shop
from policygen.shops.steps import STEPS


@dataclass(frozen=True)
class Draft:
    url: str
    others: bool
    """Whether there are more shops than this one."""


def latest_draft(request: HttpRequest) -> Draft | None:
    """The shop that was changed last. No query for a browser that has never begun one."""
    shops = list(shops_of(request)[:2])
    return Draft(_resume_url(shops[0]), len(shops) > 1) if shops else None


def _resume_url(shop: Shop) -> str:
    """The first screen that was never saved; the review where there is none."""
    for step in STEPS:
        if step.slug not in shop.saved_steps:
            return step.url(shop)
    return reverse("shops:review", args=[shop.public_id])
