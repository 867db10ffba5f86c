"""The owner's page with the note for customers."""

import email
import email.policy
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml.html import fromstring
from pytest_django import DjangoAssertNumQueries

from policygen.engine.facts.reading import make_facts
from policygen.engine.loading.load import shipped_library
from policygen.publishing.models import Version
from policygen.publishing.publishing import publish
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.cast import changed

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(settings: object, tmp_path: Path) -> Shop:
    """Alice's, published twice."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    found = create_shop(make_facts(changed(), shipped_library()), User.objects.create_user("alice"))
    publish(found)
    Shop.objects.filter(pk=found.pk).update(email="new@verba.example")
    publish(Shop.objects.get(pk=found.pk))
    return Shop.objects.get(pk=found.pk)


@pytest.fixture
def alice(shop: Shop) -> Client:
    client = Client()
    client.force_login(User.objects.get(username="alice"))
    return client


@pytest.mark.parametrize("language", ["en", "uk"])
def test_it_works(alice: Client, shop: Shop, language: str) -> None:
    base = f"/{language}/shops/{shop.public_id}/note/"
    page = fromstring(alice.get(base).content)
    texts = {area.get("lang"): area.text_content() for area in page.iter("textarea")}
    assert list(texts) == shop.languages
    for code, text in texts.items():
        assert "new@verba.example" in text
        assert f"http://testserver/p/{shop.policy.slug}/{code}/" in text  # type: ignore[attr-defined]
        assert f"/p/{shop.policy.slug}/{code}/#rights\n" in text  # type: ignore[attr-defined]
        draft = alice.get(f"{base}{code}/?from=1&to=2")
        assert draft["Content-Type"] == "message/rfc822"
        message = email.message_from_bytes(draft.content, policy=email.policy.default)
        assert message.get_content().split() == text.split()
    laws = page.xpath("//ul[@class='duties']/li")
    assert len(laws) == 1 and "2297" in laws[0].text_content()
    assert base in alice.get(f"/{language}/shops/{shop.public_id}/published/").content.decode()


def test_few_queries_however_many_versions_there_are(
    alice: Client, shop: Shop, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    first = Version.objects.get(number=1)
    base = f"/en/shops/{shop.public_id}/note/?from=1&to=2"
    with CaptureQueriesContext(connection) as of_two:
        alice.get(base)
    for number in range(3, 8):
        Version.objects.create(
            policy=first.policy,
            number=number,
            facts=first.facts,
            library_release=first.library_release,
            effective=first.effective,
        )
    with django_assert_max_num_queries(len(of_two)):
        assert alice.get(base).status_code == 200


def test_the_laws_are_those_of_the_shop(alice: Client, shop: Shop) -> None:
    version = Version.objects.first()
    assert version is not None
    facts = {**version.facts, "customers": {"where": ["UA", "DE", "US"]}}
    Version.objects.create(
        policy=version.policy,
        number=3,
        facts=facts,
        library_release=version.library_release,
        effective=version.effective,
    )
    page = fromstring(alice.get(f"/en/shops/{shop.public_id}/note/").content)
    laws = " ".join(law.text_content() for law in page.xpath("//ul[@class='duties']/li"))
    for cited in ("2297", "13(3)"):
        assert cited in laws
    assert "312.5" not in laws


def test_what_is_not_there(alice: Client, shop: Shop) -> None:
    base = f"/en/shops/{shop.public_id}/note/"
    for end in ("?from=9", "uk/?to=x", "pl/", "en/?from=1&to=1"):
        assert alice.get(base + end).status_code == 404, end
    assert "read the same" in alice.get(f"{base}?from=1&to=1").content.decode()
    Version.objects.filter(number=2).delete()
    assert "no two versions yet" in alice.get(base).content.decode()
    assert Client().get(base).status_code == Client().get(f"{base}en/").status_code == 404
