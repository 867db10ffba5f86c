"""A shop that is deleted while something is made from it: not found, and nothing is left of it."""

from typing import Any

import pytest
from django.test import Client

from policygen.publishing import publishing
from policygen.publishing.models import Policy, Version
from policygen.shops.models import Shop
from policygen.shops.transfer import transfer

pytestmark = pytest.mark.django_db


def deleting_before(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> None:
    real = getattr(module, name)

    def do(*args: Any, **kwargs: Any) -> Any:
        Shop.objects.all().delete()
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, do)


def test_publishing(alice: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("policygen.publishing.views.review", lambda shop: Publishable)
    monkeypatch.setattr(publishing, "check", lambda documents: None)
    monkeypatch.setattr(publishing, "_files", lambda documents: [])
    deleting_before(monkeypatch, publishing, "_store")
    answer = alice.post(f"/en/shops/{shop.public_id}/publish/")
    assert answer.status_code == 404
    assert not Policy.objects.exists() and not Version.objects.exists()


class Publishable:
    publishable = True


def test_a_duplicate(alice: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    deleting_before(monkeypatch, transfer, "_copy_of")
    answer = alice.post(f"/en/shops/{shop.public_id}/duplicate/")
    assert answer.status_code == 404
    assert list(Shop.objects.all()) == [
        shop
    ]  # no copy; the test deletes in a transaction that is undone
