"""A database that has no turn for a request in time: 503, and what was typed comes back."""

import sqlite3
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.test import Client

from policygen.shops import access
from policygen.shops.models import Shop
from tests.shops.browser import opened

TYPED = "Silver Willow, kept"


def sent(client: Client, shop: Shop, language: str = "en") -> tuple[int, str]:
    url = f"/{language}/shops/{shop.public_id}/shop/"
    answers = {**opened(client, url), "name_en": [TYPED], "go": ["next"]}
    answer = client.post(url, answers, HTTP_ORIGIN="http://testserver")
    return answer.status_code, answer.content.decode()


@pytest.fixture
def client() -> Client:
    client = Client(raise_request_exception=False)
    client.post("/en/shops/start/")
    return client


@pytest.mark.django_db(transaction=True)
def test_while_another_one_writes(client: Client) -> None:
    """A real lock, held for longer than the request waits."""
    if connection.vendor != "sqlite":
        return  # There each row has a lock of its own.
    shop = Shop.objects.get()
    other = sqlite3.connect(Path(connection.settings_dict["NAME"]), isolation_level=None)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 20")
    other.execute("BEGIN IMMEDIATE")
    try:
        status, page = sent(client, shop)
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert status == 503
    assert f'name="name_en" value="{TYPED}"' in page and "Nothing is lost" in page
    status, page = sent(client, shop)
    assert status == 200 and "busy" not in page  # more answers are asked for
    connection.close()


@pytest.mark.django_db
@pytest.mark.parametrize("state, status", [("40P01", 503), ("55P03", 503), ("22001", 500)])
def test_what_postgresql_says(
    client: Client, monkeypatch: pytest.MonkeyPatch, state: str, status: int
) -> None:
    cause = Exception()
    cause.sqlstate = state  # type: ignore[attr-defined]
    error = OperationalError()
    error.__cause__ = cause
    real = access.get_shop

    def failing(request: object, public_id: str, lock: bool = False) -> Shop:
        if lock:
            raise error
        return real(request, public_id)  # type: ignore[arg-type]

    monkeypatch.setattr(access, "get_shop", failing)
    told, page = sent(client, Shop.objects.get(), "uk")
    assert told == status
    assert (TYPED in page) == (status == 503)
    assert ("Сайт зараз перевантажено" in page) == (status == 503)
