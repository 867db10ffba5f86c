"""A shop owner lets us look into a saved page: services found, added, and there on the tools screen."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from policygen.shops.models import Shop
from tests.e2e.axe import violations
from tests.e2e.browsing import through

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]
PAGES = Path(__file__).parents[1] / "shops" / "pages"


def begin(page: Page, server: LiveServer, language: str) -> Shop:
    page.goto(f"{server.url}/{language}/")
    page.locator('form[action$="/shops/start/"] button').first.click()
    page.wait_for_url("**/shop/")
    return Shop.objects.get()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_saved_page_fills_in_the_services(
    live_server: LiveServer, open_page: OpenPage, errors: list[str], scripts: bool
) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, java_script_enabled=scripts)
    shop = begin(page, live_server, "en")
    page.goto(f"{live_server.url}/en/shops/{shop.public_id}/tools/")
    way = page.get_by_role("link" if scripts else "button", name="Find services in your page")
    through(way)
    page.set_input_files("[name=file]", PAGES / "jeweller.html")
    through(page.get_by_role("button", name="Look for services"))
    boxes = {box.get_attribute("value"): box for box in page.locator("[name=tools]").all()}
    assert {"stripe", "ga4", "meta_pixel", "liqpay"} <= set(boxes)
    assert all(box.is_checked() for box in boxes.values())
    assert "cdn.sizeguide.example" in page.locator(".unknown").inner_text()
    assert not shop.tools.exists()
    page.locator("label", has=page.locator("[value=telegram]")).click()
    page.get_by_role("button", name="Add these services").click()
    page.wait_for_url("**/tools/")
    assert "Found in your page and ticked: LiqPay; Stripe" in page.locator(".messages").inner_text()
    for slug in ("stripe", "liqpay", "ga4", "meta_pixel"):
        box = page.locator(f'[name=tools][value="{slug}"]')
        assert box.is_checked() and box.is_visible(), slug
    assert set(shop.tools.values_list("slug", flat=True)) == set(boxes) - {"telegram"}
    assert errors == []


@pytest.mark.parametrize("scheme", ["dark"])
def test_in_ukrainian_and_accessible(
    live_server: LiveServer, open_page: OpenPage, errors: list[str], scheme: str
) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, color_scheme=scheme, locale="uk-UA")
    shop = begin(page, live_server, "uk")
    page.goto(f"{live_server.url}/uk/shops/{shop.public_id}/prefill/")
    assert violations(page) == []
    through(page.locator("main form button[type=submit]").last)
    assert violations(page) == []
    assert page.locator("#id_page_error").count() == 1
    page.locator("[name=page]").fill((PAGES / "jeweller.html").read_text("utf-8"))
    through(page.locator("main form button[type=submit]").last)
    assert page.locator("[name=tools]").count() == 9
    assert violations(page) == []
    assert not re.search(r"\d+px", page.locator("main").inner_text())
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360
    assert errors == []
