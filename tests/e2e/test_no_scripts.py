"""Without JavaScript: what is beside the wizard's screens works by links and forms alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from policygen.shops.as_facts import shop_data
from policygen.shops.from_facts import create_shop
from policygen.shops.models import OwnWords, Shop
from tests.accounts.inbox import latest_code
from tests.cast import example
from tests.e2e.browsing import through
from tests.e2e.owner import let_in

pytestmark = pytest.mark.django_db(transaction=True)


def press(page: Page, name: str) -> None:
    through(page.locator("main").get_by_role("button", name=name, exact=True).first)


def follow(page: Page, name: str) -> None:
    through(page.locator("main").get_by_role("link", name=name).first)


def finished(page: Page, server: LiveServer) -> Shop:
    shop = create_shop(example("handcraft-courses"))
    let_in(page, server, shop)
    return shop


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    cache.clear()
    return open_page(viewport={"width": 1280, "height": 900}, java_script_enabled=False)


def test_preview_and_what_if(live_server: LiveServer, page: Page, errors: list[str]) -> None:
    shop = finished(page, live_server)
    own = f"{live_server.url}/en/shops/{shop.public_id}/"
    page.goto(f"{own}contact/")
    press(page, "Read the policy so far on a page of its own")
    assert page.locator(".preview-sheet section").count() > 3
    follow(page, "Українська")
    assert page.locator('.preview-sheet [lang="uk"] section, .preview-sheet section').count() > 3
    follow(page, "What if an answer were another?")
    through(page.locator(".flips a").first)
    before = shop_data(shop)
    press(page, "Keep this answer")
    assert shop_data(Shop.objects.get()) != before
    assert page.locator(".message").first.inner_text().startswith("Kept:")
    assert errors == []


def test_own_words_prefill_and_promises(
    live_server: LiveServer, page: Page, errors: list[str]
) -> None:
    shop = finished(page, live_server)
    own = f"{live_server.url}/en/shops/{shop.public_id}/"
    page.goto(f"{own}own-words/section/security/")
    page.fill("#id_text_en", "Our door is **locked**.")
    page.fill("#id_text_uk", "Двері **замкнені**.")
    press(page, "Preview")
    assert page.locator(".own-previews strong").all_inner_texts() == ["locked", "замкнені"]
    press(page, "Save my words")
    assert OwnWords.objects.filter(shop=shop).count() == 2

    page.goto(f"{own}prefill/")
    page.fill("textarea", '<script src="https://static.hotjar.com/c/hotjar-1.js"></script>')
    press(page, "Look for services")
    assert not shop.tools.filter(slug="hotjar").exists()
    page.locator('[name=tools][value="hotjar"]').check()
    press(page, "Add these services")
    assert shop.tools.filter(slug="hotjar").exists()

    page.goto(f"{own}promises/")
    first = page.locator("[name=done]").first
    first.check()
    press(page, "Save what is done")
    shop.refresh_from_db()
    assert shop.done_duties == [page.locator("[name=done]").first.get_attribute("value")]
    assert errors == []


def test_a_file_a_link_and_an_account(
    live_server: LiveServer,
    open_page: Callable[..., Page],
    page: Page,
    errors: list[str],
    tmp_path: Path,
) -> None:
    finished(page, live_server)
    page.goto(f"{live_server.url}/en/shops/")
    page.locator("summary", has_text="More").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Export the answers").click()
    file = tmp_path / "answers.yaml"
    download.value.save_as(file)
    file.write_text(file.read_text().replace("Handcraft", "Handmade"))
    page.goto(f"{live_server.url}/en/shops/import/")
    page.set_input_files("input[type=file]", file)
    press(page, "Import")
    assert Shop.objects.count() == 2

    shop = Shop.objects.latest("pk")
    page.goto(f"{live_server.url}/en/shops/{shop.public_id}/link/")
    press(page, "Make a private link")
    phone = open_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    phone.goto(page.locator("#address").input_value())
    assert shop.public_id in phone.url

    phone.goto(f"{live_server.url}/en/account/sign-in/")
    phone.fill("[name=email]", "olena@verba.example")
    press(phone, "Send me the code")
    phone.fill("[name=code]", latest_code())
    press(phone, "Sign in")
    assert phone.locator(".dashboard > li").count() == 1
    shop.refresh_from_db()
    assert shop.owner is None  # the link alone takes nothing
    press(phone, "Put it into my account")
    shop.refresh_from_db()
    assert shop.owner is not None
    page.goto(f"{live_server.url}/en/shops/")
    press(page, "Take the shop back")
    shop.refresh_from_db()
    assert shop.owner is None
    assert errors == []
