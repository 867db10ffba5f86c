"""What stands over every screen of the wizard: the way home, and the steps in one line."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.cast import example
from tests.e2e.browsing import enter
from tests.e2e.owner import let_in

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]
PHONE = {"width": 360, "height": 740}
LINES = """() => new Set([...document.querySelectorAll(".steps li")].map(
  (one) => Math.round(one.getBoundingClientRect().top))).size"""
DOTS = """(list) => [...list.querySelectorAll("li:not([hidden])")].map(
  (one) => getComputedStyle(one, "::before").content)"""


@pytest.fixture
def shop(db: None) -> Shop:
    return create_shop(example("handcraft-courses"))


@pytest.mark.parametrize("scripts", [True, False])
def test_the_steps_stand_in_one_line(
    live_server: LiveServer, open_page: OpenPage, shop: Shop, errors: list[str], scripts: bool
) -> None:
    """On a desk and on a phone, in both languages; on the review nothing is typed, and links are links."""
    for size in ({"width": 1280, "height": 800}, PHONE):
        page = open_page(viewport=size, java_script_enabled=scripts)
        let_in(page, live_server, shop)
        for language in ("en", "uk"):
            for screen in ("contact", "review"):
                page.goto(f"{live_server.url}/{language}/shops/{shop.public_id}/{screen}/")
                assert page.evaluate(LINES) == 1, (size, language, screen)
                assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert errors == []


@pytest.mark.parametrize("language", ["en", "uk"])
def test_a_phone_without_scripts_leads_home(
    live_server: LiveServer, open_page: OpenPage, shop: Shop, errors: list[str], language: str
) -> None:
    """By the sign in the corner, which saves what is typed."""
    page = open_page(viewport=PHONE, java_script_enabled=False)
    let_in(page, live_server, shop)
    page.goto(f"{live_server.url}/{language}/shops/{shop.public_id}/contact/")
    page.fill("#id_email", "typed@verba.example")
    home = page.locator(".site-header").get_by_role("button", name="policygen")
    expect(home).to_be_visible()
    box = home.bounding_box()
    assert box and min(box["width"], box["height"]) >= 24  # WCAG 2.2, 2.5.8
    enter(home)
    assert page.url == f"{live_server.url}/{language}/"
    shop.refresh_from_db()
    assert shop.email == "typed@verba.example"
    assert errors == []


def test_dots_stand_between_what_is_shown(
    live_server: LiveServer, open_page: OpenPage, shop: Shop, errors: list[str]
) -> None:
    """“Nothing is ticked here yet” loses its last line as a service of that kind is ticked."""
    page = open_page()
    shop.tools.all().delete()
    let_in(page, live_server, shop)
    page.goto(f"{live_server.url}/en/shops/{shop.public_id}/tools/")
    nudges = page.locator(".nudges ul")
    before = nudges.evaluate(DOTS)
    assert before == ["none"] + ['"\u00a0· "'] * (len(before) - 1) and len(before) > 1
    last = nudges.locator("li:not([hidden])").last
    kind = last.get_attribute("data-kind")
    last.locator("a").click()
    box = page.locator(f'details[data-kind="{kind}"] input[type=checkbox]').first
    page.locator(f'label[for="{box.get_attribute("id")}"]').click()
    expect(last).not_to_have_attribute("data-kind", kind or "")
    assert nudges.evaluate(DOTS) == before[:-1]
    assert errors == []
