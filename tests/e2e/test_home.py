"""The home page in a real browser: the example policy in both languages, without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("width", [360, 1440])
def test_the_example_switches_its_language(
    live_server: LiveServer, open_page: Callable[..., Page], errors: list[str], width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, java_script_enabled=False)
    page.goto(f"{live_server.url}/uk/")
    shown = page.locator(".excerpt article:visible .policy-title")
    assert shown.all_inner_texts() == ["Політика конфіденційності"]
    page.locator("label[for=sample-en]").click()
    assert shown.all_inner_texts() == ["Privacy policy"]
    page.keyboard.press("ArrowLeft")
    assert shown.all_inner_texts() == ["Політика конфіденційності"]
    assert page.url == f"{live_server.url}/uk/"
    scroll = "[document.documentElement.scrollWidth, innerWidth]"
    wide, window = page.evaluate(scroll)
    assert (wide <= width, window) == (True, width)
    assert errors == []
