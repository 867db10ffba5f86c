"""A contradiction is told at its question, and the links of the review put the cursor there."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from policygen.shops.from_facts import create_shop
from policygen.shops.models import Activity, Shop
from tests.cast import example
from tests.e2e.browsing import through
from tests.e2e.owner import let_in

pytestmark = pytest.mark.django_db(transaction=True)

OpenPage = Callable[..., Page]


@pytest.mark.parametrize("scripts", [True, False])
def test_it_works(live_server: LiveServer, open_page: OpenPage, scripts: bool) -> None:
    page = open_page(viewport={"width": 360, "height": 740}, java_script_enabled=scripts)
    shop = create_shop(example("handcraft-courses"))
    let_in(page, live_server, shop)
    root = f"{live_server.url}/en/shops/{shop.public_id}"
    page.goto(f"{root}/site/?open=rights_fee#id_rights_fee")
    page.locator('[name="rights_fee"][value="yes"]').check()
    through(page.locator("#wizard .actions button[value=next]"))
    told = page.locator("#id_rights_fee .advice")
    expect(told).to_have_text("You charge for requests. The law says that they are free.")
    expect(told).to_be_in_viewport()
    through(page.locator("#advice").get_by_role("button", name="Continue anyway"))
    assert page.url == f"{root}/review/"
    assert Shop.objects.get().rights_fee == "yes"


def test_a_link_puts_the_cursor_on_the_card(live_server: LiveServer, open_page: OpenPage) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    shop = create_shop(example("handcraft-courses"))
    Activity.objects.filter(shop=shop, purpose="support").update(mandatory="yes", basis="consent")
    let_in(page, live_server, shop)
    page.goto(f"{live_server.url}/en/shops/{shop.public_id}/review/")
    page.locator("#findings > summary").click()
    through(
        page.locator("#finding-consent-as-condition").get_by_role("link", name="Go to the question")
    )
    expect(page.locator('[name="support-mandatory"]:checked')).to_be_focused()
