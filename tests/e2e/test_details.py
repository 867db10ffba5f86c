"""The screen of details in a real browser: what is folded is there when it is opened, with scripts or without."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from policygen.shops.from_facts import create_shop
from tests.cast import example
from tests.e2e.browsing import through
from tests.e2e.owner import let_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scripts", [True, False])
def test_other_data_can_be_added(
    live_server: LiveServer, open_page: Callable[..., Page], errors: list[str], scripts: bool
) -> None:
    page = open_page(java_script_enabled=scripts)
    shop = create_shop(example("klumandel"))
    let_in(page, live_server, shop)
    activity = shop.activities.first()
    assert activity is not None and "ring_size" not in activity.data
    page.goto(f"{live_server.url}/en/shops/{shop.public_id}/details/")
    boxes = page.locator(f'[name="{activity.purpose}-more_data"]')
    assert boxes.count() == 0 if scripts else boxes.count() > 50
    card = page.locator(f"#id_{activity.purpose}")
    if card.get_attribute("open") is None:
        card.locator("> summary").click()
    card.get_by_text("Add other data").click()
    page.locator(f'[name="{activity.purpose}-more_data"][value="ring_size"]').check()
    assert boxes.count() > 50
    through(page.locator("#wizard .actions button[value=next]"))
    activity.refresh_from_db()
    assert "ring_size" in activity.data
    assert errors == []
