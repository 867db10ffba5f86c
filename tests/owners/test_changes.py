"""After a change: what is online is held against the answers, and any two versions against each other."""

from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from lxml.html import fromstring
from pytest_django import DjangoAssertNumQueries

from policygen.engine.facts.reading import make_facts
from policygen.engine.loading.load import shipped_library
from policygen.publishing.models import Page, Version
from policygen.publishing.publishing import publish
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.cast import changed

pytestmark = pytest.mark.django_db
DIFFERS = "Your answers differ from what is online"


@pytest.fixture(autouse=True)
def storage(settings: object, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def shop(db: None) -> Shop:
    """Alice's, published once."""
    found = create_shop(make_facts(changed(), shipped_library()), User.objects.create_user("alice"))
    publish(found)
    return found


@pytest.fixture
def alice(shop: Shop) -> Client:
    client = Client()
    client.force_login(User.objects.get(username="alice"))
    return client


def change(shop: Shop, **answers: object) -> None:
    Shop.objects.filter(pk=shop.pk).update(**answers)
    shop.refresh_from_db()


def published(client: Client, shop: Shop, language: str = "en") -> str:
    return client.get(f"/{language}/shops/{shop.public_id}/published/").content.decode()


def compared(client: Client, shop: Shop, query: str = "") -> dict[str, list[str]]:
    """Language → the passages that differ, as text: what went and what came."""
    page = client.get(f"/en/shops/{shop.public_id}/compare/{query}")
    assert page.status_code == 200
    sections = fromstring(page.content).xpath(
        "//section[starts-with(@aria-labelledby, 'compared-')]"
    )
    return {
        section.get("aria-labelledby")[9:]: [
            f"{mark.tag}: {mark.text_content()}" for mark in section.iter("ins", "del")
        ]
        or [section.find("p").text_content()]
        for section in sections
    }


def test_it_works(alice: Client, shop: Shop) -> None:
    """Told on both pages, published from the one, and then no more."""
    assert DIFFERS not in published(alice, shop)
    change(shop, email="new@verba.example")
    assert DIFFERS in published(alice, shop)
    assert DIFFERS in alice.get("/en/shops/").content.decode()
    form = next(
        f for f in fromstring(published(alice, shop)).forms if f.action.endswith("/publish/")
    )
    alice.post(form.action, {"effective": form.fields["effective"]})
    assert Version.objects.count() == 2
    assert DIFFERS not in published(alice, shop)
    assert DIFFERS not in alice.get("/en/shops/").content.decode()


def test_unfinished_answers_are_not_offered_for_publishing(alice: Client, shop: Shop) -> None:
    change(shop, email="", saved_steps=["shop"])
    page = published(alice, shop)
    assert DIFFERS in page and "They are not complete at present." in page
    assert "/publish/" not in page


def test_two_versions_are_compared(alice: Client, shop: Shop) -> None:
    old = shop.email
    change(shop, email="new@verba.example")
    publish(shop)
    found = compared(alice, shop)
    assert list(found) == shop.languages
    for marks in found.values():
        assert set(marks) == {f"del: {old}", "ins: new@verba.example"}


def test_any_two_and_the_other_way_round(alice: Client, shop: Shop) -> None:
    old = shop.email
    for email in ("second@verba.example", old):
        change(shop, email=email)
        publish(shop)
    assert {*compared(alice, shop, "?from=1&to=3")["en"]} == {"Both versions read the same."}
    assert {*compared(alice, shop, "?from=2&to=1")["en"]} == {
        "del: second@verba.example",
        f"ins: {old}",
    }
    for query in ("?from=4&to=1", "?from=x&to=1", "?from=1&to="):
        assert alice.get(f"/en/shops/{shop.public_id}/compare/{query}").status_code == 404


def test_side_by_side(alice: Client, shop: Shop) -> None:
    """Each version has a column of its own, which says which it is; nothing of the other stands in it."""
    old = shop.email
    change(shop, email="new@verba.example")
    publish(shop)
    for language in ("en", "uk"):
        page = alice.get(f"/{language}/shops/{shop.public_id}/compare/?view=sides")
        sides = fromstring(page.content).xpath("//div[@class='side']")
        text = [side.text_content() for side in sides]
        assert text and len(text) % 2 == 0
        assert all("1" in side.find("p").text for side in sides[::2])
        assert {old in one for one in text[::2]} == {True}
        assert {"new@verba.example" in one for one in text[::2]} == {False}
        assert {"new@verba.example" in one for one in text[1::2]} == {True}
    assert alice.get(f"/en/shops/{shop.public_id}/compare/?view=all").status_code == 404


def test_visitors_compare_what_is_public(alice: Client, shop: Shop) -> None:
    old, slug = shop.email, publish(shop)[0].policy.slug
    page = Client().get(f"/p/{slug}/en/compare/")
    assert "There is only one version" in page.content.decode()
    change(shop, email="new@verba.example")
    publish(shop)
    page = Client().get(f"/p/{slug}/uk/compare/", headers={"Accept-Language": "de"})
    assert page["Content-Language"] == "uk" and not page.cookies
    found = fromstring(page.content)
    marks = {f"{mark.tag}: {mark.text_content()}" for mark in found.iter("ins", "del")}
    assert marks == {f"del: {old}", "ins: new@verba.example"}
    assert found.xpath("//link[@rel='stylesheet']") and found.get("lang") == "uk"
    assert f"/p/{slug}/uk/compare/" in Client().get(f"/p/{slug}/uk/versions/").content.decode()
    for end in ("pl/compare/", "uk/compare/?from=9", "uk/compare/?view=x"):
        assert Client().get(f"/p/{slug}/{end}").status_code == 404


def test_visitors_ask_few_queries_however_many_versions_there_are(
    shop: Shop, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = publish(shop)[0]
    for number in range(2, 7):
        later = Version.objects.create(
            policy=first.policy,
            number=number,
            facts=first.facts,
            library_release=first.library_release,
            effective=first.effective,
        )
        Page.objects.create(
            version=later, language="en", html=b"<main>", brotli=b"", sha256=str(number)
        )
    address = f"/p/{first.policy.slug}/en/compare/?from=2&to=3"
    Client().get(address)  # remembers the comparison
    with django_assert_num_queries(3):
        assert Client().get(address).status_code == 200


def test_a_language_that_only_one_of_them_has(alice: Client, shop: Shop) -> None:
    change(shop, languages=["uk"])
    publish(shop)
    assert compared(alice, shop)["en"] == ["Only version 1 is in this language."]


def test_one_version_has_nothing_to_be_compared_with(alice: Client, shop: Shop) -> None:
    page = alice.get(f"/en/shops/{shop.public_id}/compare/").content.decode()
    assert "There are no two versions yet." in page


def test_strangers_find_nothing(shop: Shop) -> None:
    assert Client().get(f"/en/shops/{shop.public_id}/compare/").status_code == 404
