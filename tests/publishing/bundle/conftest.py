"""A history with all that can happen: three versions, one taken back, one to come, a withdrawal undone."""

import datetime
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from policygen.common.local_day import today_in
from policygen.engine.facts.model import Facts
from policygen.publishing.bundle.reading import Bundle
from policygen.publishing.bundle.writing import write_bundle
from policygen.publishing.models import Policy
from policygen.publishing.publishing import publish
from policygen.publishing.withdrawing import put_back, withdraw
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.publishing.conftest import facts, storage, ukrainian

__all__ = ["facts", "storage", "ukrainian"]
LATER = datetime.timedelta(days=30)


@pytest.fixture(scope="module")
def made(
    ukrainian: Facts, storage: object, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Policy]:
    with django_db_blocker.unblock(), transaction.atomic():
        alice = User.objects.create_user("alice", "alice@verba.example")
        shop = create_shop(ukrainian, alice)
        publish(shop, alice, on=ukrainian.effective, slug="klumandel")
        for days, email in ((1, "second"), (2, "third")):
            Shop.objects.filter(pk=shop.pk).update(email=f"{email}@klumandel.example")
            publish(Shop.objects.get(pk=shop.pk), None, on=today_in("UA") + days * LATER)
        withdraw(shop, "«Чому»\nbecause")
        put_back(shop)
        yield Policy.objects.get(shop=shop)
        transaction.set_rollback(True)


@pytest.fixture
def policy(made: Policy, db: None) -> Policy:
    return Policy.objects.get(pk=made.pk)


@pytest.fixture
def content(policy: Policy) -> bytes:
    return b"".join(write_bundle(policy))


@pytest.fixture
def bundle(content: bytes) -> Bundle:
    return Bundle(BytesIO(content))
