"""The cast: Alice owns the shop, Bob is a stranger with an account, Charlie a browser without one."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation

from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import read_facts
from policygen.engine.loading.load import shipped_library
from policygen.shops.answers.storing import store
from policygen.shops.from_facts import answers_of, create_shop
from policygen.shops.models import Shop

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))


@cache
def load(name: str) -> Facts:
    path = next(path for path in EXAMPLES if path.stem == name)
    return read_facts(path.read_bytes(), shipped_library())


def answer_as(shop: Shop, name: str) -> None:
    """The shop gets all answers of an example, in place of its own."""
    for rows in (shop.markets, shop.activities, shop.tools, shop.custom_tools, shop.own_words):
        rows.all().delete()
    store(answers_of(shop, load(name)))


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def alice(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_user("alice"))
    return client


@pytest.fixture
def bob(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_user("bob"))
    return client


@pytest.fixture
def charlie(db: None) -> Client:
    """Has a draft of his own, so that his session holds a key."""
    client = Client()
    client.post("/en/shops/start/")
    return client


@pytest.fixture
def shop(alice: Client) -> Shop:
    """Alice's shop, all questions answered."""
    return create_shop(load("handcraft-courses"), User.objects.get(username="alice"))


@pytest.fixture
def draft(alice: Client) -> Shop:
    """Alice's shop, nothing answered yet but in which languages the policy is needed."""
    alice.post("/en/shops/start/")
    shop = Shop.objects.get(owner__username="alice", saved_steps=[])
    shop.languages = ["en", "uk"]
    shop.save()
    return shop
