"""What is typed and not saved: taken along to another language, told to the browser once it is saved, and
brought back where the shop can't be opened any more. What the browser itself does is in tests/e2e."""

import pytest
from django.test import Client
from lxml.html import fromstring

from policygen.shops.models import Shop
from tests.shops.browser import answers, opened

pytestmark = pytest.mark.django_db
SCREENS = ("shop", "customers", "contact", "purposes", "tools", "details", "site")


@pytest.fixture
def draft(charlie: Client) -> Shop:
    charlie.post("/en/shops/start/")
    return Shop.objects.get()


def address(shop: Shop, screen: str, language: str = "en") -> str:
    return f"/{language}/shops/{shop.public_id}/{screen}/"


@pytest.mark.few(3)
@pytest.mark.parametrize("screen", SCREENS)
def test_it_works(alice: Client, shop: Shop, screen: str) -> None:
    """The switch of languages takes along what is typed, judges nothing and saves nothing."""
    before = {**opened(alice, address(shop, screen)), "seen": ["of-then"]}
    there = address(shop, screen, "uk")
    page = alice.post(there, {**before, "switch": "uk"})
    assert page.status_code == 200
    assert answers(page) == before
    assert "error-summary" not in page.content.decode()
    assert '<html lang="uk">' in page.content.decode()
    assert alice.cookies["django_language"].value == "uk"


def test_what_is_typed_goes_along(charlie: Client, draft: Shop) -> None:
    typed = {**opened(charlie, address(draft, "contact")), "email": ["not yet an addr"]}
    page = charlie.post(address(draft, "contact", "uk"), {**typed, "switch": "uk"})
    assert answers(page)["email"] == ["not yet an addr"]
    assert "error-summary" not in page.content.decode()
    draft.refresh_from_db()
    assert (draft.email, draft.saved_steps) == ("", [])


def test_own_words_go_along(alice: Client, shop: Shop) -> None:
    there = f"/uk/shops/{shop.public_id}/own-words/section/security/"
    page = alice.post(there, {"text_en": "Mine.", "text_uk": "", "switch": "uk", "seen": "x"})
    assert fromstring(page.content).get_element_by_id("id_text_en").value.strip() == "Mine."
    assert not shop.own_words.exists()


def test_an_unknown_language_is_no_switch(charlie: Client, draft: Shop) -> None:
    charlie.post(address(draft, "contact"), {"email": "a@verba.example", "switch": "tlh"})
    draft.refresh_from_db()
    assert draft.email == "a@verba.example"


def test_enter_presses_no_language(alice: Client, shop: Shop) -> None:
    """It presses the first button of the form, wherever that stands."""
    page = fromstring(alice.get(address(shop, "contact")).content)
    first = page.xpath("//button[@form='wizard' or ancestor::form[@id='wizard']]")[0]
    assert (first.get("name"), first.get("value")) == ("go", "enter")


# -- told to the browser ---------------------------------------------------------------------------


def kept(client: Client, shop: Shop, **more: str) -> str:
    """What the browser is told to forget after the screen was sent."""
    client.post(address(shop, "contact"), {"email": "a@verba.example", **more})
    cookie = client.cookies.pop("forget_typed", None)
    return cookie.value if cookie else ""


def test_what_is_saved_is_forgotten(charlie: Client, draft: Shop) -> None:
    key = f"shop:{draft.public_id}-contact:ab12cd34"
    assert kept(charlie, draft, kept=key) == key
    assert kept(charlie, draft) == ""
    assert kept(charlie, draft, kept=key, email="@") == ""
    for strange in ("desk:1", "shop:a;b", "shop:", "x" * 300):
        assert kept(charlie, draft, kept=strange) == ""


def test_a_shop_that_is_deleted_is_forgotten_whole(charlie: Client, draft: Shop) -> None:
    charlie.post(address(draft, "delete"))
    assert charlie.cookies["forget_typed"].value == f"shop:{draft.public_id}-"


# -- cookies gone ----------------------------------------------------------------------------------


def fields(page: bytes) -> dict[str, str]:
    form = fromstring(page).find_class("kept")[0]
    return {field.name: field.value for field in form.iter("input")}


def test_cookies_gone_ends_in_no_dead_end(charlie: Client, draft: Shop) -> None:
    """At once it is said that this browser can't open the shop, and a new one begins with what was typed."""
    stranger = Client(enforce_csrf_checks=True)
    typed = {"email": "a@verba.example", "seen": "of-the-old-one", "csrfmiddlewaretoken": "old"}
    page = stranger.post(address(draft, "contact"), typed, headers={"Origin": "http://testserver"})
    assert page.status_code == 403
    assert "This browser can’t open the shop any more" in page.content.decode()
    assert "Begin a new shop with it" in page.content.decode()
    answer = stranger.post(
        "/en/shops/start/contact/", fields(page.content), headers={"Origin": "http://testserver"}
    )
    new = Shop.objects.exclude(pk=draft.pk).get()
    assert answer.headers["Location"] == address(new, "purposes")
    assert (new.email, new.saved_steps) == ("a@verba.example", ["contact"])


def test_only_the_token_was_missing(charlie: Client, draft: Shop) -> None:
    checked = Client(enforce_csrf_checks=True)
    checked.cookies = charlie.cookies
    page = checked.post(
        address(draft, "contact"), {"email": "a"}, headers={"Origin": "http://testserver"}
    )
    assert page.status_code == 403
    assert "Please send it again" in page.content.decode()
    assert "Begin a new shop with it" not in page.content.decode()


def test_a_new_shop_with_wrong_answers_asks_again(charlie: Client, db: None) -> None:
    page = charlie.post("/en/shops/start/contact/", {"email": "@"})
    shop = Shop.objects.get()
    assert fromstring(page.content).get_element_by_id("wizard").action == address(shop, "contact")
    assert answers(page)["email"] == ["@"]
    assert charlie.post("/en/shops/start/nothing/").status_code == 404
