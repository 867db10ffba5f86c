"""What is lost with an account."""

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Count
from django.urls import reverse

from policygen.publishing.models import Version
from policygen.shops.models import Shop


@dataclass(frozen=True)
class Lost:
    shop: Shop
    versions: int
    addresses: tuple[str, ...]
    """The public pages that will answer "not found"."""


def what_goes(user: User) -> list[Lost]:
    """Two queries, however many shops there are."""
    shops = user.shops.annotate(versions=Count("policy__versions"))
    latest = {
        version.policy.shop_id: version
        for version in Version.objects.filter(policy__shop__owner=user)
        .select_related("policy")
        .order_by("number")
    }
    return [Lost(shop, shop.versions, _addresses(latest.get(shop.pk))) for shop in shops]


def _addresses(version: Version | None) -> tuple[str, ...]:
    if version is None:
        return ()
    slug = version.policy.slug
    return tuple(reverse("published:page", args=(slug, code)) for code in version.languages)
