"""Without an account an owner is told how to keep the shop: at the start, when publishing, until it is kept."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from lxml.html import fromstring

from policygen.shops import access
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.owners.test_dashboard import publish
from tests.shops.conftest import load

pytestmark = pytest.mark.django_db

NOTE, BOX, LINKED = "keep-note", "keep-it-now", "way back to this shop"


@pytest.fixture
def charlies(charlie: Client) -> Shop:
    shop = create_shop(load("klumandel"))
    session = charlie.session
    session[access.SESSION_KEY] = shop.owner_key = "charlies"
    session.save()
    shop.save()
    publish(shop)
    return shop


def told(client: Client, shop: Shop) -> dict[str, list[str]]:
    """Page → what it says about keeping the shop."""
    own = f"/en/shops/{shop.public_id}"
    pages = {f"{own}/{end}/": end for end in ("shop", "contact", "review", "published")}
    texts = {end: client.get(path).content.decode() for path, end in pages.items()}
    texts["list"] = client.get("/en/shops/").content.decode()
    return {end: [said for said in (NOTE, BOX, LINKED) if said in t] for end, t in texts.items()}


def test_it_works(charlie: Client, charlies: Shop) -> None:
    assert told(charlie, charlies) == {
        "shop": [NOTE],
        "contact": [],
        "review": [NOTE],
        "published": [BOX],
        "list": [NOTE],
    }
    page = fromstring(charlie.get(f"/en/shops/{charlies.public_id}/published/").content)
    [box] = page.find_class(BOX)
    published = f"/en/shops/{charlies.public_id}/published/"
    assert [a.get("href") for a in box.iter("a")] == [f"/en/account/sign-in/?next={published}"]
    assert [f.action for f in box.iter("form")] == [f"/en/shops/{charlies.public_id}/link/"]


def test_with_a_link_it_says_where_the_link_is(charlie: Client, charlies: Shop) -> None:
    charlie.post(f"/en/shops/{charlies.public_id}/link/", {"do": "make"})
    nothing: list[str] = []
    assert told(charlie, charlies) == {
        **dict.fromkeys(("shop", "contact", "review"), nothing),
        "published": [LINKED],
        "list": [],
    }
    page = fromstring(charlie.get(f"/en/shops/{charlies.public_id}/link/").content)
    [letter] = page.xpath("//a[starts-with(@href, 'mailto:?subject=')]/@href")
    charlies.refresh_from_db()
    assert letter.endswith(f"%2Fen%2Fshops%2Fresume%2F{charlies.resume_key}%2F")
    assert " " not in letter


def test_in_an_account_it_is_kept(charlie: Client, charlies: Shop) -> None:
    user = User.objects.create_user("charlie")
    charlie.force_login(user)
    Shop.objects.update(owner=user)
    nothing: list[str] = []
    assert told(charlie, charlies) == dict.fromkeys(
        ("shop", "contact", "review", "published", "list"), nothing
    )
