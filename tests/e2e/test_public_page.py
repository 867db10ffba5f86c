"""The page that customers read: a first layer, and the whole folded behind it, with scripts and without."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from policygen.publishing.models import Version
from policygen.publishing.publishing import publish
from policygen.shops.from_facts import create_shop
from tests.cast import composed, example
from tests.e2e.axe import LOOKS, violations

pytestmark = pytest.mark.django_db(transaction=True)

FOLD = "document.querySelectorAll('details').forEach((part) => { part.open = false; })"
Opened = Callable[..., Page]


@pytest.fixture
def version() -> Version:
    return publish(create_shop(example("oregon-drawing")), slug="pencil")[0]


def opened(server: LiveServer, open_page: Opened, hash_: str = "", **options: Any) -> Page:
    page = open_page(reduced_motion="reduce", **options)
    page.goto(f"{server.url}/p/pencil/en/{hash_}")
    return page


def parts(page: Page) -> Locator:
    return page.locator("main details")


def test_it_works(live_server: LiveServer, open_page: Opened, version: Version) -> None:
    page = opened(live_server, open_page)
    first, *others = composed("oregon-drawing", "en").sections
    expect(page.locator(".part").first).to_be_visible()
    assert parts(page).count() == len(others) == page.locator("details:not([open])").count()
    # A heading is called what it says, with its link beside it.
    for section in (first, *others):
        expect(page.get_by_role("heading", name=section.title, level=2, exact=True)).to_be_visible()
        expect(
            page.get_by_role("link", name=f"Copy link: {section.title}", exact=True)
        ).to_have_count(1)


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("address", ["#privacy-children", "#children", "#children-bought-for"])
def test_an_address_opens_the_part_it_leads_to(
    live_server: LiveServer, open_page: Opened, version: Version, address: str, scripts: bool
) -> None:
    """Those of before too, and those of single passages."""
    page = opened(live_server, open_page, address, java_script_enabled=scripts)
    part = parts(page).filter(has=page.locator("#privacy-children"))
    expect(part).to_have_attribute("open", "")
    seen = part.locator(address) if "bought" in address else part.locator("summary")
    expect(seen).to_be_in_viewport()
    assert page.locator("details[open]").count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_a_link_of_the_first_layer_opens_what_it_is_about(
    live_server: LiveServer, open_page: Opened, version: Version, scripts: bool
) -> None:
    page = opened(live_server, open_page, java_script_enabled=scripts)
    page.get_by_role("link", name="name each one").click()
    expect(page.locator("#privacy-sharing table")).to_be_in_viewport()


def test_by_the_keyboard(live_server: LiveServer, open_page: Opened, version: Version) -> None:
    page = opened(live_server, open_page)
    summary = page.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#privacy-who-we-are")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#privacy-who-we-are")).to_be_hidden()
    everything = page.get_by_role("button", name="Open all parts")
    everything.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details:not([open])")).to_have_count(0)
    page.get_by_role("button", name="Close all parts").press("Enter")
    expect(page.locator("details[open]")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_on_paper_all_of_it_is_open(
    live_server: LiveServer, open_page: Opened, version: Version, scripts: bool
) -> None:
    page = opened(live_server, open_page, java_script_enabled=scripts)
    page.emulate_media(media="print")
    for part in page.locator(".part").all():
        expect(part).to_be_visible()
    for link in page.locator(".anchor, .whole").all():
        expect(link).to_be_hidden()


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_axe_finds_nothing(
    language: str, scheme: str, live_server: LiveServer, open_page: Opened, version: Version
) -> None:
    """With everything folded, and with everything open."""
    width = 1280 if scheme == "light" else 390
    page = open_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    page.goto(f"{live_server.url}/p/pencil/{language}/")
    assert violations(page) == []
    page.evaluate(FOLD)
    assert violations(page, unfold=False) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
