"""A browser with scripts: the answer about children opens the questions about them at once."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.test_owners import go_on, pick, start

pytestmark = pytest.mark.django_db(transaction=True)


def test_their_questions_open(
    live_server: LiveServer, open_page: Callable[..., Page], errors: list[str]
) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, locale="en-US")
    start(page, live_server, "en")
    pick(page, "preset", "other")
    pick(page, "offers", "courses")
    page.fill("[name=name_en]", "Bead by Bead")
    pick(page, "form", "company")
    expect(page.locator("[name=region]")).to_be_hidden()
    page.select_option("[name=country]", "US")
    expect(page.locator("[name=region]")).to_be_visible()
    go_on(page)
    group = page.locator("#id_of_children")
    expect(group).to_be_hidden()
    pick(page, "children", "directed")
    expect(group).to_be_visible()
    expect(page.locator("[name=maximum_age]")).to_be_visible()
    pick(page, "where", "US")
    page.click(".actions button[name=go][value=next]")
    expect(page.locator("#id_minimum_age_error")).to_contain_text("How old is the youngest?")
    assert errors == []
