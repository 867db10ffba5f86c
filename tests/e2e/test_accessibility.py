"""axe-core finds nothing to complain about (WCAG 2.2 AA) where things go wrong, in both languages.

Pages in their usual state are looked at where they are read anyway: an owner's in test_language, the desk's
in test_desk, a release's and the customers' in test_release, accounts in test_accounts. Each is looked at in
English and light on a desk, in Ukrainian and dark on a phone; POLICYGEN_AXE=all adds the other two."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from policygen.shops.models import Shop
from tests.e2e.axe import LOOKS, violations
from tests.e2e.test_language import foreign, open_shop, press

pytestmark = pytest.mark.django_db(transaction=True)


SPOIL = """() => {
  document.querySelector("main p").style.color = "#ddd";
  document.querySelector("header img").removeAttribute("alt");
}"""


def test_it_works(live_server: LiveServer, open_page: Callable[..., Page]) -> None:
    """One pale paragraph and one picture without words are found."""
    page = open_page(color_scheme="light")
    page.goto(f"{live_server.url}/en/")
    assert violations(page) == []
    page.evaluate(SPOIL)
    assert {found.split(": ")[1] for found in violations(page)} == {"image-alt", "color-contrast"}


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_bad_days(
    language: str, scheme: str, live_server: LiveServer, open_page: Callable[..., Page]
) -> None:
    """A bad answer, two windows, too much at once, an address for forms, and no session any more."""
    page = open_shop(live_server, open_page, scheme)
    shop, found = Shop.objects.get(), []
    own = f"{live_server.url}/{language}/shops/{shop.public_id}/"

    def look(selector: str) -> None:
        assert page.locator(selector).count() > 0, selector
        found.extend(violations(page) + foreign(page, language))

    page.goto(f"{own}contact/")
    page.fill("[name=email]", "@")
    press(page, "#wizard .actions button[value=next]")
    look(".error-summary")
    page.goto(f"{own}contact/")
    _answer_elsewhere(page, f"{own}contact/")
    page.fill("[name=email]", "mine@willow.example")
    press(page, "#wizard .actions button[value=next]")
    look(".conflict")
    page.goto(f"{own}contact/")
    page.evaluate("document.querySelector('[name=email]').type = 'text'")
    page.fill("[name=email]", "x" * 1_100_000)
    with page.expect_response(own + "contact/") as told:
        press(page, "#wizard .actions button[value=next]")
    assert told.value.status == 413
    look("main h1")
    told_off = page.goto(f"{live_server.url}/{language}/shops/start/")
    assert told_off and told_off.status == 405
    look("main h1")
    page.goto(f"{own}contact/")
    page.context.clear_cookies()
    press(page, "#wizard button[value=stay]")
    look("form.kept")  # no cookie
    press(page, "form.kept button")
    look("form.kept")  # no shop
    assert found == []


def _answer_elsewhere(page: Page, address: str) -> None:
    """The same screen, saved in another window."""
    other: Any = page.context.new_page()
    other.goto(address)
    other.fill("[name=email]", "theirs@willow.example")
    press(other, "#wizard button[value=stay]")
    other.close()
