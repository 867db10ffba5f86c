"""The cast around one shop: Alice owns it; nobody else may see or change it.

Bob has an account, Charlie a browser with a draft of his own, Edita is an editor (staff, with every
permission of the desk), and of the visitor nothing is known.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission, User
from django.db import transaction
from django.test import Client
from django.test.utils import override_settings
from pytest_django.plugin import DjangoDbBlocker

from policygen.engine.facts.reading import read_facts
from policygen.engine.loading.load import shipped_library
from policygen.publishing.publishing import publish
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.paths import EXAMPLES
from tests.second_factor import sign_in_editor

STRANGERS = ("bob", "charlie", "edita", "nobody")


@pytest.fixture(scope="module", autouse=True)
def storage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("files")
    with override_settings(MEDIA_ROOT=folder):
        yield folder


@pytest.fixture(scope="module")
def alices_shop(
    storage: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Shop]:
    """Published once for the file, in one language; every test's changes are undone."""
    facts = read_facts((EXAMPLES / "klumandel.yaml").read_bytes(), shipped_library())
    facts = facts.model_copy(update={"languages": ("uk",)})
    with django_db_blocker.unblock(), transaction.atomic():
        shop = create_shop(facts, User.objects.create_user("alice"))
        publish(shop, on=facts.effective, slug="alices")
        yield shop
        transaction.set_rollback(True)


@pytest.fixture
def shop(alices_shop: Shop, db: None) -> Shop:
    return Shop.objects.get(pk=alices_shop.pk)


@pytest.fixture
def client_of(shop: Shop) -> Callable[[str], Client]:
    """``client_of("bob")``: the browser of somebody."""

    def make(name: str) -> Client:
        client = Client()
        if name == "charlie":
            client.post("/en/shops/start/")
        elif name != "nobody":
            user, _made = User.objects.get_or_create(username=name, is_staff=name == "edita")
            if user.is_staff:
                user.user_permissions.set(Permission.objects.exclude(codename__endswith="_user"))
                sign_in_editor(client, user)
            else:
                client.force_login(user)
        return client

    return make
