"""A draft without an account: claimed by one, seen in another browser, taken up by its link."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from policygen.shops.models import Shop
from tests.accounts.inbox import latest_code
from tests.e2e.axe import LOOKS, violations
from tests.e2e.browsing import through

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]

PHONE = {"width": 360, "height": 740}
ADDRESS = "iryna@verba.example"
WORDS = {
    "en": ("Send me the code", "Sign in"),
    "uk": ("Надіслати мені код", "Увійти"),
}


@pytest.fixture(autouse=True)
def no_tries() -> None:
    cache.clear()


def begin(page: Page, server: LiveServer, language: str) -> Shop:
    page.goto(f"{server.url}/{language}/")
    page.locator('form[action$="/shops/start/"] button').first.click()
    page.wait_for_url("**/shop/")
    return Shop.objects.latest("pk")


def sign_in(page: Page, server: LiveServer, language: str) -> None:
    """From the header, with the code as it was sent. Out of a form without scripts, a button stands for the link."""
    send, enter = WORDS[language]
    address = f"/{language}/account/sign-in/"
    ways = page.locator(f'header a[href="{address}"], header button.leave[value="{address}"]')
    through(ways.filter(visible=True))
    assert page.url.endswith(address)
    page.get_by_label(re.compile("e-mail address|електронна адреса")).fill(ADDRESS)
    page.get_by_role("button", name=send).click()
    page.wait_for_url("**/account/code/")
    page.locator("[name=code]").fill(latest_code())
    page.locator("main").get_by_role("button", name=enter).click()
    page.wait_for_url(f"**/{language}/shops/")


def check(page: Page) -> None:
    """No violation of WCAG 2.2 AA, and nothing to scroll sideways."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", ["en", "uk"])
def test_an_account_claims_the_draft_and_another_browser_sees_it(
    live_server: LiveServer, open_page: OpenPage, errors: list[str], language: str
) -> None:
    page = open_page(viewport=PHONE, java_script_enabled=False)
    shop = begin(page, live_server, language)
    assert shop.owner is None and shop.owner_key
    sign_in(page, live_server, language)
    shop.refresh_from_db()
    assert shop.owner and shop.owner.email == ADDRESS and shop.owner_key == ""
    card = page.locator(f"#shop-{shop.public_id}")
    assert card.locator("progress").get_attribute("value") == "0"

    other = open_page(viewport={"width": 1280, "height": 800}, color_scheme="dark")
    with other.expect_console_message(lambda said: "404" in said.text):
        other.goto(f"{live_server.url}/{language}/shops/{shop.public_id}/shop/")
    assert other.locator("h1").inner_text() in ("There is no page here", "Тут немає сторінки")
    errors.clear()  # the browser notes the 404
    sign_in(other, live_server, language)
    other.locator(f"#shop-{shop.public_id} .btn-primary").click()
    other.wait_for_url(f"**/{shop.public_id}/shop/")
    assert len(mail.outbox) == 2
    assert errors == []


def test_the_private_link_on_another_device(
    live_server: LiveServer, open_page: OpenPage, errors: list[str]
) -> None:
    page = open_page(viewport={"width": 1280, "height": 800})
    shop = begin(page, live_server, "uk")
    page.goto(f"{live_server.url}/uk/shops/{shop.public_id}/link/")
    through(page.locator("button[name=do][value=make]"))
    link = page.locator("#address").input_value()
    assert page.locator("[data-copy]").get_attribute("data-copy") == link

    phone = open_page(viewport=PHONE)
    phone.goto(link)
    assert phone.url == f"{live_server.url}/uk/shops/{shop.public_id}/shop/"
    phone.goto(f"{live_server.url}/uk/shops/")
    assert phone.locator(".dashboard > li").count() == 1
    assert errors == []

    through(page.locator("button[name=do][value=withdraw]"))
    phone.goto(link)
    assert phone.locator("h1").inner_text() == "Це посилання (вже) нічого не відкриває"
    check(phone)


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_every_page_is_accessible_and_fits_a_phone(
    live_server: LiveServer, open_page: OpenPage, errors: list[str], language: str, scheme: str
) -> None:
    page = open_page(viewport=PHONE, color_scheme=scheme)
    here = f"{live_server.url}/{language}"
    page.goto(f"{here}/shops/")
    check(page)
    shop = begin(page, live_server, language)
    page.goto(f"{here}/shops/")
    check(page)
    page.goto(f"{here}/shops/{shop.public_id}/link/")
    check(page)
    through(page.locator("button[name=do][value=make]"))
    check(page)
    page.goto(f"{here}/account/sign-in/")
    check(page)
    page.locator("main form button").click()
    expect(page.locator(".field-error")).to_have_count(1)
    check(page)
    sign_in(page, live_server, language)
    check(page)
    for place in ("", "delete/"):
        page.goto(f"{here}/account/{place}")
        check(page)
    page.locator("main form button").click()
    expect(page.locator(".field-error")).to_have_count(1)
    check(page)
    assert errors == []


def test_ukrainian_from_the_draft_to_the_deletion(
    live_server: LiveServer, open_page: OpenPage, errors: list[str]
) -> None:
    page = open_page(viewport=PHONE, locale="uk-UA")
    seen = []

    def read() -> None:
        """What stands on the page, without what are names in every language."""
        text = f"{page.title()}\n{page.locator('body').inner_text()}"
        names = rf"policygen|cookie|English|PDF|Word|Markdown|HTML|{ADDRESS}|{live_server.url}\S*|/p/\S+"
        seen.extend(re.findall("[A-Za-z]{2,}", re.sub(names, "", text)))

    shop = begin(page, live_server, "uk")
    for place in ("shops/", f"shops/{shop.public_id}/link/", "account/sign-in/"):
        page.goto(f"{live_server.url}/uk/{place}")
        read()
    page.goto(f"{live_server.url}/uk/")
    sign_in(page, live_server, "uk")
    read()
    page.goto(f"{live_server.url}/uk/account/")
    read()
    through(page.locator('a[href="/uk/account/delete/"]'))
    read()
    page.locator("[name=sure]").check()
    page.locator("main form button").click()
    page.wait_for_url(f"{live_server.url}/uk/")
    assert (
        page.locator(".messages").inner_text()
        == "Ваш обліковий запис і все, що в ньому було, видалено."
    )
    assert not Shop.objects.exists()
    assert seen == []
    assert errors == []


def test_with_the_keyboard_alone(
    live_server: LiveServer, open_page: OpenPage, errors: list[str]
) -> None:
    page = open_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{live_server.url}/en/account/sign-in/")
    page.locator("[name=email]").focus()
    page.keyboard.type(ADDRESS)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/code/")
    page.locator("[name=code]").focus()
    page.keyboard.type(latest_code().replace("-", ""))
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/shops/")
    assert errors == []
