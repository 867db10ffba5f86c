"""The answers of published versions are held against what the shop says of the last 12 months."""

import datetime

import pytest

from policygen.common.local_day import today_in
from policygen.engine.facts.reading import make_facts
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.gate import Refused
from policygen.publishing.publishing import publish
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from policygen.shops.review.review import review
from tests.cast import changed

pytestmark = pytest.mark.django_db
CALIFORNIA = {
    "customers.where": ["US-CA"],
    "customers.ccpa_thresholds": {"revenue": True},
    "business.contact.phone": "+380 44 123 45 67",
    "rights.agent": True,
}


@pytest.fixture
def shop() -> Shop:
    """Published while it sold data; since then it says that it never did."""
    return denying(published_selling(datetime.date(2026, 11, 23)))


def published_selling(day: datetime.date) -> Shop:
    selling = {**CALIFORNIA, "sells_data": True, "answers.twelve_months": False}
    library = shipped_library()
    shop = create_shop(make_facts(changed(selling), library))
    version, _ = publish(shop, on=day)
    assert version.number == 1
    return shop


def denying(shop: Shop) -> Shop:
    Shop.objects.filter(pk=shop.pk).update(sells_data="no", twelve_months="yes")
    return Shop.objects.get(pk=shop.pk)


def test_it_works(shop: Shop) -> None:
    assert ["twelve_months" in str(told.url) for told in review(shop).obstacles] == [True]
    with pytest.raises(Refused) as refused:
        publish(shop)
    assert [error.id for error in refused.value.errors] == ["twelve-months-contradicted"]


def test_what_was_only_to_come_is_no_past() -> None:
    """A version for a later day says that the shop will sell; another takes its place before that day."""
    later = today_in("US") + datetime.timedelta(days=20)
    shop = denying(published_selling(later))
    assert review(shop).obstacles == ()
    version, made = publish(shop, on=later)
    assert (version.number, version.effective, made) == (2, later, True)


def test_who_published_nothing_yet_is_told_nothing() -> None:
    said = {**CALIFORNIA, "answers.twelve_months": True}
    shop = create_shop(make_facts(changed(said), shipped_library()))
    assert review(shop).obstacles == ()
    assert publish(shop)[1]
