"""A file that was chosen and not sent outlives leaving the page, as what is typed does (test_typed_kept.py)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.cast import example
from tests.e2e.browsing import through
from tests.e2e.owner import let_in

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]
EXAMPLE = Path(__file__).parents[2] / "examples" / "dnipro-maker.yaml"
IN_FORM = "async (input) => (input.files.length ? [input.files[0].name, await input.files[0].text()] : [])"
KEPT = """() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((key) => key.startsWith("shop:"))"""
PIXEL = '<html><script src="https://connect.facebook.net/en_US/fbevents.js"></script></html>'


@pytest.fixture
def saved_page(tmp_path: Path) -> Path:
    file = tmp_path / "Моя сторінка.html"
    file.write_text(PIXEL, encoding="utf-8")
    return file


def upload(page: Page) -> Locator:
    return page.locator("#id_file")


def offer(page: Page) -> Locator:
    return page.locator("#kept-here")


def choose(page: Page, file: Path) -> None:
    """Until the browser has read and kept it."""
    upload(page).set_input_files(file)
    page.wait_for_function(f"({KEPT})().length > 0")


def again(page: Page, address: str) -> None:
    """Not as a reload, with which the browser itself may put a file back."""
    page.goto("about:blank")
    page.goto(address)


def chosen(page: Page) -> list[str]:
    found: list[str] = upload(page).evaluate(IN_FORM)
    return found


@pytest.fixture
def window(live_server: LiveServer, open_page: OpenPage) -> Page:
    """A browser that keeps nothing yet."""
    page = open_page()
    page.goto(f"{live_server.url}/en/")
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    return page


def open_import(page: Page, server: LiveServer, language: str = "en") -> None:
    page.goto(f"{server.url}/{language}/shops/import/")


def test_a_file_with_answers_comes_back(
    live_server: LiveServer, window: Page, errors: list[str]
) -> None:
    """After a link, in another language, and in a new tab; sent, it is forgotten."""
    page = window
    whole = [EXAMPLE.name, EXAMPLE.read_text(encoding="utf-8")]
    open_import(page, live_server)
    choose(page, EXAMPLE)
    through(page.locator(".back a"))
    open_import(page, live_server)
    expect(offer(page)).to_contain_text(f"The file: {EXAMPLE.name}.")
    assert chosen(page) == []
    page.get_by_role("button", name="Take it back").click()
    assert chosen(page) == whole
    expect(offer(page)).to_be_hidden()

    through(page.locator(".languages a"))
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    assert chosen(page) == whole

    other = page.context.new_page()
    page.evaluate("sessionStorage.clear()")
    page.goto("about:blank")
    open_import(other, live_server, "uk")
    other.get_by_role("button", name="Повернути").click()
    assert chosen(other) == whole
    through(other.locator("#import-form .btn-primary"))
    assert Shop.objects.count() == 1
    assert other.evaluate(KEPT) == []
    other.close()
    assert errors == []


def test_a_file_with_a_mistake_is_not_offered_again(
    live_server: LiveServer, window: Page, errors: list[str], tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("business: 1\n")
    page = window
    open_import(page, live_server)
    choose(page, wrong)
    through(page.locator("#import-form .btn-primary"))
    expect(page.locator("#wrong-title")).to_be_visible()
    assert page.evaluate(KEPT) == []
    expect(offer(page)).to_be_hidden()
    assert errors == []


def test_the_session_has_ended(live_server: LiveServer, window: Page, errors: list[str]) -> None:
    """The page that forms need a cookie for says so; the file is offered where it was chosen."""
    page = window
    open_import(page, live_server)
    choose(page, EXAMPLE)
    page.context.clear_cookies()
    through(page.locator("#import-form .btn-primary"))
    open_import(page, live_server)
    page.get_by_role("button", name="Take it back").click()
    through(page.locator("#import-form .btn-primary"))
    assert Shop.objects.count() == 1
    assert [error for error in errors if "403" not in error] == []


@pytest.fixture
def prefill(live_server: LiveServer, window: Page) -> Page:
    shop = create_shop(example("oregon-drawing"))
    let_in(window, live_server, shop)
    window.goto(f"{live_server.url}/en/shops/{shop.public_id}/prefill/")
    return window


def test_a_saved_page_comes_back_in_its_tab(
    prefill: Page, saved_page: Path, errors: list[str]
) -> None:
    """And in no other: it may hold more than its owner knows. The page says so."""
    address = prefill.url
    expect(prefill.locator(".lede")).to_contain_text("until you send it or close this tab")
    choose(prefill, saved_page)
    through(prefill.locator(".languages a"))
    assert chosen(prefill) == [saved_page.name, PIXEL]
    prefill.goto(address)
    prefill.get_by_role("button", name="Take it back").click()
    assert chosen(prefill) == [saved_page.name, PIXEL]
    other = prefill.context.new_page()
    other.goto(address)
    expect(offer(other)).to_be_hidden()
    assert other.evaluate(KEPT) == []
    other.close()
    through(prefill.locator("#prefill-form .btn-primary"))
    expect(prefill.locator("#found-title")).to_be_visible()
    assert prefill.evaluate(KEPT) == []
    assert errors == []


def test_a_page_outlives_the_session(prefill: Page, saved_page: Path, errors: list[str]) -> None:
    address, shop = prefill.url, Shop.objects.get()
    choose(prefill, saved_page)
    Session.objects.all().delete()
    through(prefill.locator("#prefill-form .btn-primary"))
    Shop.objects.filter(pk=shop.pk).update(resume_key="k" * 32)
    prefill.goto(f"{address.split('/en/')[0]}/en/shops/resume/{'k' * 32}/")
    prefill.goto(address)
    prefill.get_by_role("button", name="Take it back").click()
    assert chosen(prefill) == [saved_page.name, PIXEL]
    assert [error for error in errors if "404" not in error] == []


def test_what_is_too_large_is_named(prefill: Page, tmp_path: Path, errors: list[str]) -> None:
    """A browser keeps some five million letters."""
    address, large = prefill.url, tmp_path / "large.har"
    large.write_bytes(b"x" * 3_000_001)
    choose(prefill, large)
    again(prefill, address)
    expect(offer(prefill)).to_contain_text(f"choose it again: {large.name}.")
    prefill.get_by_role("button", name="Take it back").click()
    expect(upload(prefill)).to_be_focused()
    assert chosen(prefill) == []
    again(prefill, address)
    expect(offer(prefill)).to_be_hidden()
    assert prefill.evaluate(KEPT) == []
    assert errors == []


def test_without_scripts_the_page_says_what_is_lost(
    live_server: LiveServer, open_page: OpenPage, errors: list[str]
) -> None:
    page = open_page(java_script_enabled=False)
    open_import(page, live_server)
    expect(page.locator("main noscript p")).to_contain_text("Send it before you follow a link")
    assert errors == []
