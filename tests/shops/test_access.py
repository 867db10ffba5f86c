"""A shop belongs to one user or one browser; for everybody else it does not exist."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from policygen.shops.models import Shop
from policygen.shops.steps import STEPS

pytestmark = pytest.mark.django_db

SCREENS = [*(step.slug for step in STEPS), "review", "delete", "link"]


@pytest.mark.parametrize("screen", SCREENS)
def test_it_works(alice: Client, shop: Shop, screen: str) -> None:
    response = alice.get(f"/en/shops/{shop.public_id}/{screen}/")
    assert response.status_code == 200
    assert response.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")


@pytest.mark.parametrize("who", ["bob", "charlie", "nobody"])
def test_strangers_get_404(request: pytest.FixtureRequest, shop: Shop, who: str) -> None:
    client = Client() if who == "nobody" else request.getfixturevalue(who)
    for screen in SCREENS:
        url = f"/en/shops/{shop.public_id}/{screen}/"
        assert client.get(url).status_code == 404
        # The review is read only, for whomever.
        assert client.post(url).status_code == (405 if screen == "review" else 404)
    assert Shop.objects.filter(pk=shop.pk).exists()


def test_charlie_keeps_his_own_draft(charlie: Client, bob: Client) -> None:
    draft = Shop.objects.get()
    assert draft.owner is None
    assert draft.owner_key
    url = f"/en/shops/{draft.public_id}/shop/"
    assert charlie.get(url).status_code == 200
    assert bob.get(url).status_code == Client().get(url).status_code == 404


def test_a_shop_without_any_owner_is_nobodys(charlie: Client, bob: Client) -> None:
    orphan = Shop.objects.create(languages=["en"])
    for client in (charlie, bob, Client()):
        assert client.get(f"/en/shops/{orphan.public_id}/shop/").status_code == 404
        assert orphan not in client.get("/en/shops/").context["shops"]


def test_signing_in_keeps_the_browsers_draft(charlie: Client) -> None:
    draft = Shop.objects.get()
    user = User.objects.create_user("charlie")
    charlie.force_login(user)
    assert list(charlie.get("/en/shops/").context["shops"]) == [draft]
    draft.refresh_from_db()
    assert (draft.owner, draft.owner_key) == (user, "")


@pytest.mark.parametrize("screen", ["nonsense", "admin", "start"])
def test_unknown_screens(alice: Client, shop: Shop, screen: str) -> None:
    assert alice.get(f"/en/shops/{shop.public_id}/{screen}/").status_code == 404


def test_starting_needs_a_post(alice: Client) -> None:
    assert alice.get("/en/shops/start/").status_code == 405


def test_starting_twice_makes_one_draft(charlie: Client) -> None:
    first = Shop.objects.get()
    response = charlie.post("/uk/shops/start/")
    assert response.url == f"/uk/shops/{first.public_id}/shop/"
    assert Shop.objects.count() == 1


def test_a_draft_speaks_the_pages_language() -> None:
    """A second one is for its owner to choose."""
    Client().post("/uk/shops/start/")
    assert Shop.objects.get().languages == ["uk"]


def test_csrf_is_asked_for(shop: Shop) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/en/shops/start/").status_code == 403


def test_list(alice: Client, shop: Shop) -> None:
    text = alice.get("/en/shops/").content.decode()
    assert "Handcraft Jewelry Courses" in text
    assert "There is nothing here yet" not in text


def test_empty_list() -> None:
    text = Client().get("/en/shops/").content.decode()
    assert "There is nothing here yet" in text


def test_delete(alice: Client, shop: Shop) -> None:
    url = f"/en/shops/{shop.public_id}/delete/"
    assert "Handcraft Jewelry Courses" in alice.get(url).content.decode()
    assert Shop.objects.exists()
    response = alice.post(url)
    assert response.url == "/en/shops/"
    assert not Shop.objects.exists()
    assert alice.post(url).status_code == 404
