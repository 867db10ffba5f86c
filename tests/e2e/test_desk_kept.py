"""What is typed on the desk outlives a closed tab, a way back, a session and another button."""

from collections.abc import Callable, Iterator

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Dialog, Page, expect
from pytest_django.live_server_helper import LiveServer

from policygen.desk.roles import AUTHORS
from policygen.draft.models import Entry
from policygen.releases import current
from tests.e2e.editors import sign_in
from tests.editors import at
from tests.library_draft import KEY, PATH, entry, take_in

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]
TYPED = "Typed, and not saved."


@pytest.fixture
def row(db: None) -> Iterator[Entry]:
    take_in()
    yield entry(PATH, KEY)
    current.forget()


@pytest.fixture
def page(row: Entry, live_server: LiveServer, open_page: OpenPage) -> Page:
    """Ada’s, with the entry open."""
    found = open_page(viewport={"width": 1280, "height": 900})
    sign_in(found, live_server.url, "ada", AUTHORS)
    found.goto(f"{live_server.url}{at(row)}")
    found.evaluate("localStorage.clear()")
    return found


def write(page: Page) -> None:
    """As by hand: a browser warns only of what somebody typed."""
    page.locator("#id_text_en").click()
    page.keyboard.press("Control+a")
    page.keyboard.type(TYPED)


def test_leaving_warns_and_what_was_typed_is_offered_again(
    page: Page, row: Entry, live_server: LiveServer, errors: list[str]
) -> None:
    address, text = f"{live_server.url}{at(row)}", page.locator("#id_text_en")
    shipped = text.input_value()
    asked: list[str] = []
    answers: list[Callable[[Dialog], None]] = [lambda d: d.dismiss(), lambda d: d.accept()]

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        answers.pop(0)(dialog)

    page.on("dialog", answer)
    write(page)
    link = page.locator(".breadcrumbs a").first
    link.click(no_wait_after=True)  # Stay.
    expect(text).to_have_value(TYPED)
    link.click()  # Go.
    page.wait_for_url("**/en/admin/")
    page.remove_listener("dialog", answer)
    assert asked == ["beforeunload", "beforeunload"]

    page.goto(address)
    offer = page.locator("#kept-here")
    expect(offer).to_be_visible()
    expect(text).to_have_value(shipped)
    offer.get_by_role("button", name="Take it back").click()
    expect(text).to_have_value(TYPED)
    expect(offer).to_be_hidden()

    # Saved, it is forgotten, and nobody is asked.
    page.fill("#id_text_uk", "Набрано.")
    page.fill("#id_none", "")
    page.click(".desk-buttons button[value=save]")
    expect(page.locator(".messagelist")).to_contain_text("Saved as change 1.")
    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('desk:'))") == []
    page.goto(address)
    expect(offer).to_be_hidden()
    assert errors == []


def test_it_can_be_discarded_and_an_old_one_is_held_against_newer_changes(
    page: Page, row: Entry, live_server: LiveServer, errors: list[str]
) -> None:
    write(page)
    address = f"{live_server.url}{at(row)}"
    page.goto(address)
    page.get_by_role("button", name="Discard it").click()
    page.reload()
    expect(page.locator("#kept-here")).to_be_hidden()

    write(page)
    text = row.text.replace("Your rights", "Your own rights")
    Entry.objects.filter(pk=row.pk).update(revision=7, text=text)
    page.goto(address)
    expect(page.locator("#kept-here")).to_contain_text("The entry was changed since then")
    page.get_by_role("button", name="Take it back").click()
    page.fill("#id_text_uk", "Набрано.")
    page.click(".desk-buttons button[value=save]")
    expect(page.locator("#overtaken")).to_be_visible()
    expect(page.locator("#id_text_en")).to_have_value(TYPED)
    # Refused, it is still unsaved: nothing is offered, and all is kept.
    expect(page.locator("#kept-here")).to_be_hidden()
    assert errors == []


def test_signed_out_meanwhile(
    page: Page, row: Entry, live_server: LiveServer, errors: list[str]
) -> None:
    """In another tab the editor signs in again; this one sends what it kept."""
    write(page)
    page.fill("#id_text_uk", "Набрано.")
    page.fill("#id_none", "")
    Session.objects.all().delete()
    page.click(".desk-buttons button[value=save]")
    expect(page.locator(".desk-narrow")).to_contain_text("You were signed out meanwhile")
    sign_in(page, live_server.url, "ada", AUTHORS)
    page.get_by_role("button", name="Send it again").click()
    expect(page.locator(".messagelist")).to_contain_text("Saved as change 1.")
    assert entry(PATH, KEY).data["text"]["en"] == f"{TYPED}\n"
    assert [e for e in errors if "403" not in e] == []


def test_too_long_is_told_while_one_types(page: Page, errors: list[str]) -> None:
    text = page.locator("#id_text_en")
    told = page.locator(".desk-field", has=text).locator(".desk-count")
    text.fill("a" * 100)
    expect(told).to_have_count(0)
    text.fill("a" * 9999)
    expect(told).to_have_text("9,999 of 9,999 characters")
    text.fill("a" * 10_000)
    expect(told).to_have_text("10,000 of 9,999 characters (too long)")
    assert errors == []
