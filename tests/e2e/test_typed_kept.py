"""What an owner types outlives every way of leaving a screen before it is saved."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from policygen.engine.facts.reading import make_facts
from policygen.engine.loading.load import shipped_library
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.cast import changed
from tests.e2e.browsing import enter, through
from tests.e2e.owner import let_in

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]
TYPED = "typed@verba.example"
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('shop:'))"


@pytest.fixture(autouse=True)
def no_tries() -> None:
    cache.clear()


@pytest.fixture
def shop(db: None) -> Shop:
    return create_shop(make_facts(changed(), shipped_library()))


@pytest.fixture
def page(live_server: LiveServer, open_page: OpenPage, shop: Shop) -> Page:
    """The shop's browser, with the screen “Contact” open."""
    found = open_page()
    let_in(found, live_server, shop)
    found.goto(contact(live_server, shop))
    found.evaluate("localStorage.clear(); sessionStorage.clear()")
    return found


def contact(server: LiveServer, shop: Shop, language: str = "en") -> str:
    return f"{server.url}/{language}/shops/{shop.public_id}/contact/"


def email(page: Page) -> Locator:
    return page.locator("#id_email")


def type_in(page: Page, text: str = TYPED) -> None:
    """Whatever comes next, at once: leaving the page keeps what the last moments have not."""
    email(page).fill(text)


def save(page: Page) -> None:
    through(page.locator("#wizard button[value=stay]"))


def test_links_away_and_back(
    page: Page, live_server: LiveServer, shop: Shop, errors: list[str]
) -> None:
    """It is offered, taken back, saved; and then forgotten."""
    stored = email(page).input_value()
    type_in(page)
    through(page.locator(".steps a").first)
    page.goto(contact(live_server, shop))
    offer = page.locator("#kept-here")
    expect(offer).to_be_visible()
    expect(email(page)).to_have_value(stored)
    offer.get_by_role("button", name="Take it back").click()
    expect(email(page)).to_have_value(TYPED)
    expect(email(page)).to_be_focused()
    expect(offer).to_be_hidden()
    through(page.locator("#wizard .actions button[value=next]"))
    shop.refresh_from_db()
    assert shop.email == TYPED
    assert page.evaluate(KEPT) == []
    page.goto(contact(live_server, shop))
    expect(offer).to_be_hidden()
    assert errors == []


def test_thrown_away_it_is_gone(page: Page, errors: list[str]) -> None:
    stored = email(page).input_value()
    type_in(page)
    page.goto(page.url)
    page.get_by_role("button", name="Throw it away").click()
    assert page.evaluate(KEPT) == []
    page.goto(page.url)
    expect(page.locator("#kept-here")).to_be_hidden()
    expect(email(page)).to_have_value(stored)
    assert errors == []


def test_the_tab_is_closed(
    page: Page, live_server: LiveServer, shop: Shop, errors: list[str]
) -> None:
    other = page.context.new_page()
    other.goto(contact(live_server, shop))
    type_in(other)
    other.wait_for_function("(text) => JSON.stringify(localStorage).includes(text)", arg=TYPED)
    other.close()
    page.reload()
    page.get_by_role("button", name="Take it back").click()
    expect(email(page)).to_have_value(TYPED)
    save(page)
    assert page.evaluate(KEPT) == []
    assert errors == []


def test_two_tabs_keep_theirs_apart(
    page: Page, live_server: LiveServer, shop: Shop, errors: list[str]
) -> None:
    other = page.context.new_page()
    other.goto(contact(live_server, shop))
    type_in(page, "one@verba.example")
    type_in(other, "two@verba.example")
    save(other)
    page.reload()
    take = page.get_by_role("button", name="Take it back")
    expect(page.locator("#kept-here")).to_contain_text("The answers were changed since then")
    take.click()
    expect(email(page)).to_have_value("one@verba.example")
    save(page)
    expect(page.locator(".conflict")).to_contain_text("two@verba.example")
    save(page)
    shop.refresh_from_db()
    assert shop.email == "one@verba.example"
    other.close()
    assert errors == []


@pytest.mark.parametrize("scripts", [True, False])
def test_the_language_is_switched(
    live_server: LiveServer, open_page: OpenPage, shop: Shop, errors: list[str], scripts: bool
) -> None:
    """What is typed goes along, with scripts and without."""
    page = open_page(java_script_enabled=scripts)
    let_in(page, live_server, shop)
    page.goto(contact(live_server, shop))
    email(page).fill(TYPED)
    through(page.locator(".languages button"))
    assert page.url == contact(live_server, shop, "uk")
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    expect(email(page)).to_have_value(TYPED)
    assert page.locator(".error-summary").count() == 0
    save(page)
    shop.refresh_from_db()
    assert shop.email == TYPED
    assert errors == []


@pytest.mark.parametrize("way", [".steps", ".preview-links", ".owner"])
def test_a_way_out_saves_where_no_script_keeps_anything(
    live_server: LiveServer, open_page: OpenPage, shop: Shop, errors: list[str], way: str
) -> None:
    """The link stands there no more: a button leads to the same place."""
    page = open_page(java_script_enabled=False)
    let_in(page, live_server, shop)
    page.goto(contact(live_server, shop))
    expect(page.locator(f"{way} a.leaves").first).to_be_hidden()
    email(page).fill(TYPED)
    button = page.locator(f"{way} button.leave").first
    address = button.get_attribute("value")
    enter(button)
    assert page.url == f"{live_server.url}{address}"
    shop.refresh_from_db()
    assert shop.email == TYPED
    assert errors == []


def test_boxes_and_lists_come_back(
    page: Page, live_server: LiveServer, shop: Shop, errors: list[str]
) -> None:
    """Of the screen with all kinds of them, every answer changed."""
    address = f"{live_server.url}/en/shops/{shop.public_id}/site/"
    page.goto(address)
    form = "[...new FormData(document.getElementById('wizard'))].filter(([name]) => name !== 'csrfmiddlewaretoken')"
    page.evaluate("""() => {
      for (const box of document.querySelectorAll("#wizard [type=checkbox]")) box.checked = box.value !== "unknown" && !box.checked;
      for (const list of document.querySelectorAll("#wizard select")) list.options[list.options.length - 1].selected = true;
      document.getElementById("wizard").dispatchEvent(new Event("input"));
    }""")
    typed = page.evaluate(form)
    page.goto(contact(live_server, shop))
    page.goto(address)
    page.get_by_role("button", name="Take it back").click()
    assert page.evaluate(form) == typed
    assert errors == []


def test_the_session_has_ended(
    page: Page, live_server: LiveServer, shop: Shop, errors: list[str]
) -> None:
    """With the private link in another tab it is sent again from the page that says so."""
    Shop.objects.filter(pk=shop.pk).update(resume_key="k" * 32)
    type_in(page)
    Session.objects.all().delete()
    save(page)
    expect(page.locator("h1")).to_contain_text("can’t open the shop any more")
    other = page.context.new_page()
    other.goto(f"{live_server.url}/en/shops/resume/{'k' * 32}/")
    other.close()
    through(page.get_by_role("button", name="Send it again"))
    shop.refresh_from_db()
    assert shop.email == TYPED
    assert page.evaluate(KEPT) == []
    assert [error for error in errors if "404" not in error] == []


def test_the_cookies_are_gone(
    page: Page, live_server: LiveServer, shop: Shop, errors: list[str]
) -> None:
    """It is said at once, and a new shop begins with what was typed."""
    type_in(page)
    page.context.clear_cookies()
    save(page)
    expect(page.locator("h1")).to_contain_text("can’t open the shop any more")
    through(page.get_by_role("button", name="Begin a new shop with it"))
    new = Shop.objects.exclude(pk=shop.pk).get()
    assert new.email == TYPED
    assert page.url == contact(live_server, new)
    assert [error for error in errors if "403" not in error and "404" not in error] == []


def test_the_way_back(page: Page, shop: Shop, errors: list[str]) -> None:
    """Whether or not the browser itself has put it back: it is in the form, or offered."""
    type_in(page)
    through(page.locator(".steps a").first)
    page.go_back()
    page.wait_for_function(
        "(text) => document.querySelector('#id_email')?.value === text || !document.getElementById('kept-here').hidden",
        arg=TYPED,
    )
    if email(page).input_value() != TYPED:
        page.get_by_role("button", name="Take it back").click()
    expect(email(page)).to_have_value(TYPED)
    assert errors == []


def test_own_words_and_a_pasted_page(
    page: Page, live_server: LiveServer, shop: Shop, errors: list[str]
) -> None:
    own = f"{live_server.url}/en/shops/{shop.public_id}/"
    for address, field in (
        ("own-words/section/security/", "#id_text_en"),
        ("prefill/", "#id_page"),
    ):
        page.goto(own + address)
        page.fill(field, "Written by hand.")
        page.goto(contact(live_server, shop))
        page.goto(own + address)
        page.get_by_role("button", name="Take it back").click()
        expect(page.locator(field)).to_have_value("Written by hand.")
    # A page's source may hold more than its owner knows: it goes with the tab.
    assert "prefill" not in page.evaluate(KEPT)[0]
    through(page.locator(".languages a"))
    expect(page.locator("#id_page")).to_have_value("Written by hand.")
    assert errors == []


def test_what_is_old_expires(
    page: Page, live_server: LiveServer, shop: Shop, errors: list[str]
) -> None:
    page.evaluate(
        """(id) => {
      const kept = (days) => JSON.stringify({ when: Date.now() - days * 86400000, values: { email: ["old@verba.example"] } });
      localStorage.setItem(`shop:${id}-contact:aaaaaaaa`, kept(31));
      localStorage.setItem(`shop:${id}-contact:bbbbbbbb`, kept(29));
    }""",
        shop.public_id,
    )
    page.goto(contact(live_server, shop))
    assert page.evaluate(KEPT) == [f"shop:{shop.public_id}-contact:bbbbbbbb"]
    expect(page.locator("#kept-here")).to_be_visible()
    assert errors == []
