"""How to find out stands at the question as soon as “I don't know” is chosen; the message can be copied."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.cast import example
from tests.e2e.axe import violations
from tests.e2e.owner import let_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_it_works(
    live_server: LiveServer,
    open_page: Callable[..., Page],
    errors: list[str],
    java_script_enabled: bool,
) -> None:
    page = open_page(
        viewport={"width": 360, "height": 800}, java_script_enabled=java_script_enabled
    )
    shop = create_shop(example("handcraft-courses"))
    Shop.objects.filter(pk=shop.pk).update(cookie_banner="yes")
    let_in(page, live_server, shop)
    page.goto(f"{live_server.url}/en/shops/{shop.public_id}/site/")
    banner = page.locator("#id_cookie_banner")
    find_out, how_to = banner.locator(".if-unknown"), banner.locator(".if-no")
    expect(find_out).to_be_hidden()
    expect(how_to).to_be_hidden()
    banner.get_by_text("No", exact=True).click()
    expect(how_to).to_be_visible()
    expect(find_out).to_be_hidden()
    banner.get_by_text("I don’t know").click()
    expect(find_out).to_be_visible()
    find_out.get_by_role("button").click()
    page.wait_for_url("**/ask/")
    first = page.locator(".ask a").first
    expect(first).to_have_text("Does the site ask before it sets cookies that it could do without?")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert errors == []


def test_the_message_has_nothing_that_axe_finds(
    live_server: LiveServer, open_page: Callable[..., Page], errors: list[str]
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    shop = create_shop(example("handcraft-courses"))
    let_in(page, live_server, shop)
    for language in ("en", "uk"):
        page.goto(f"{live_server.url}/{language}/shops/{shop.public_id}/ask/")
        page.locator("#message form button").click()
        page.wait_for_url("**links=1*")
        assert violations(page) == []
    assert errors == []
