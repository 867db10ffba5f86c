"""An owner who clicks "I don't know" at every question that offers it still gets a policy to publish."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from policygen.shops.as_facts import shop_data
from policygen.shops.models import Shop
from tests.e2e.test_owners import go_on, pick, start

pytestmark = pytest.mark.django_db(transaction=True)


def do_not_know(page: Page) -> int:
    """Click every "I don't know" of the screen, folded ones too; how many there were."""
    page.evaluate("document.querySelectorAll('#wizard details').forEach(d => { d.open = true; })")
    labels = [
        page.locator(f'label[for="{box.get_attribute("id")}"]')
        for box in page.locator('#wizard input[value="unknown"]:not([name^="custom_"])').all()
    ]
    asked = [label for label in labels if label.is_visible()]
    for label in asked:
        label.click()
        assert page.locator(f"#{label.get_attribute('for')}").is_checked()
    lists = page.locator('#wizard select:has(option[value="unknown"])')
    for found in lists.all():
        found.select_option("unknown")
    return len(asked) + lists.count()


def test_i_do_not_know_from_start_to_end(
    live_server: LiveServer, open_page: Callable[..., Page], errors: list[str]
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900}, locale="en-US")
    start(page, live_server, "en")
    pick(page, "preset", "other")
    pick(page, "offers", "courses")
    page.fill("[name=name_en]", "Bead by Bead")
    pick(page, "form", "company")
    page.select_option("[name=country]", "US")
    go_on(page)
    pick(page, "where", "US")
    unknown = do_not_know(page)
    go_on(page)
    page.fill("[name=email]", "jo@beads.example")
    for _screen in ("contact", "purposes", "tools", "details", "site"):
        unknown += do_not_know(page)
        go_on(page)
    assert page.url.endswith("/review/")
    assert unknown >= 20
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/published/")
    assert errors == []

    facts = shop_data(Shop.objects.get())
    left_open = (
        "security",
        "sells_data",
        "automated_decisions",
        "disclosures",
        "storage",
        "links_out",
    )
    assert [name for name in left_open if facts.get(name) not in (None, "unknown")] == []
