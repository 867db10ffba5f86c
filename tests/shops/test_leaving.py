"""A link out of a screen, for a browser without scripts: a button that saves first."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from policygen.shops.models import Shop
from tests.shops.browser import send

pytestmark = pytest.mark.django_db

TYPED = "typed@verba.example"


def url(shop: Shop, screen: str) -> str:
    return f"/en/shops/{shop.public_id}/{screen}/"


def test_it_works(alice: Client, shop: Shop) -> None:
    response = send(alice, url(shop, "contact"), go="", leave=url(shop, "site"), email=TYPED)
    assert (response.status_code, response.url) == (302, url(shop, "site"))
    assert Shop.objects.get(pk=shop.pk).email == TYPED


def test_every_way_out_has_such_a_button(alice: Client, shop: Shop) -> None:
    """Each link of the page that leads elsewhere on this site, and opens no tab of its own."""
    soup = BeautifulSoup(alice.get(url(shop, "tools")).content, "lxml")
    links = [a for a in soup.select("a[href]") if "target" not in a.attrs and a["href"][0] != "#"]
    away = [a for a in links if "aria-current" not in a.attrs]
    assert [a for a in away if "leaves" not in a.get("class", [])] == []
    buttons = [button["value"] for button in soup.select('noscript > button[form="wizard"]')]
    assert buttons == [a["href"] for a in away]


def test_the_screen_that_cannot_be_saved_can_be_left(alice: Client, shop: Shop) -> None:
    response = send(alice, url(shop, "contact"), go="", leave=url(shop, "site"), email="")
    assert response.status_code == 200
    links = BeautifulSoup(response.content, "lxml").select(".error-summary p a")
    assert [(a.get_text(), a["href"]) for a in links] == [
        ("Leave it without saving", url(shop, "site"))
    ]
    assert Shop.objects.get(pk=shop.pk).email == shop.email


@pytest.mark.parametrize("screen", ["contact", "customers", "shop"])
def test_who_has_typed_nothing_just_leaves(alice: Client, draft: Shop, screen: str) -> None:
    """Also where an answer is still missing; and the screen counts as not seen."""
    response = send(alice, url(draft, screen), go="", leave=url(draft, "review"))
    assert response.url == url(draft, "review")
    assert Shop.objects.get(pk=draft.pk).saved_steps == draft.saved_steps


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example", "javascript:1", "/\\evil.example"]
)
def test_it_leads_nowhere_else(alice: Client, shop: Shop, address: str) -> None:
    response = send(alice, url(shop, "contact"), go="", leave=address)
    assert response.url == url(shop, "purposes")
