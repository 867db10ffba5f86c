"""Versions on the screen: on a phone without scripts, by the keyboard, and as axe and a reader of one language
see the pages."""

import datetime
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from policygen.common.local_day import today_in
from policygen.engine.facts.reading import make_facts
from policygen.engine.loading.load import shipped_library
from policygen.publishing.bundle.reading import Bundle
from policygen.publishing.models import Cancellation, Policy
from policygen.publishing.publishing import publish
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.cast import changed
from tests.e2e.axe import LOOKS, violations
from tests.e2e.browsing import through
from tests.e2e.owner import let_in
from tests.e2e.test_language import foreign

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def shop() -> Shop:
    """Version 1 in force, version 2 to come."""
    shop = create_shop(make_facts(changed(), shipped_library()))
    publish(shop, slug="klumandel")
    Shop.objects.filter(pk=shop.pk).update(phone="+380 44 111 22 33")
    shop.refresh_from_db()
    publish(shop, on=today_in("UA") + datetime.timedelta(days=20))
    return Shop.objects.get(pk=shop.pk)


def test_a_phone_without_scripts(
    live_server: LiveServer, open_page: OpenPage, shop: Shop, tmp_path: Path
) -> None:
    """The note read and downloaded, the history kept, the coming version taken back, the policy withdrawn and
    put back; every step by the keyboard."""
    page = open_page(viewport=PHONE, java_script_enabled=False, locale="en-US")
    let_in(page, live_server, shop)
    own = f"{live_server.url}/en/shops/{shop.public_id}"

    def press(name: str, role: str = "button") -> None:
        found = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
        found.focus()
        through(found)

    page.goto(f"{own}/published/")
    press("Tell your customers", "link")
    assert "+380 44 111 22 33" in page.get_by_label("Text").first.input_value()
    with page.expect_download() as draft:
        page.get_by_role("link", name="Download as a draft").first.click()
    assert draft.value.suggested_filename == "privacy-policy-2.en.eml"
    page.goto(f"{own}/published/")
    with page.expect_download() as history:
        page.get_by_role("link", name="Download the history (ZIP)").click()
    history.value.save_as(tmp_path / "history.zip")
    Bundle(BytesIO((tmp_path / "history.zip").read_bytes())).verify()
    page.locator("summary", has_text="Take it back").click()
    press("Take version 2 back")
    assert Cancellation.objects.count() == 1
    page.locator("summary", has_text="Withdraw the policy").click()
    page.get_by_label("Why?").fill("For a while")
    press("Withdraw the policy")
    assert page.goto(f"{live_server.url}/p/klumandel/en/").status == 410  # type: ignore[union-attr]
    page.goto(f"{own}/published/")
    press("Put it back")
    assert Policy.objects.get().withdrawn is None


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_what_axe_and_readers_see(
    live_server: LiveServer, open_page: OpenPage, shop: Shop, language: str, scheme: str
) -> None:
    size = {} if scheme == "light" else {"viewport": PHONE}
    page = open_page(color_scheme=scheme, **size)
    let_in(page, live_server, shop)
    own = f"{live_server.url}/{language}/shops/{shop.public_id}"
    public = f"{live_server.url}/p/klumandel"
    found: list[str] = []

    def look(address: str, *, ours: bool = True) -> None:
        page.goto(address)
        found.extend(violations(page) + (foreign(page, language) if ours else []))
        width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found.extend([f"{address}: too wide by {width}"] if width > 0 else [])

    for end in ("published/", "note/", "compare/", "compare/?view=sides"):
        look(f"{own}/{end}")
    for end in ("", "versions/", "compare/?view=sides"):
        look(f"{public}/{language}/{end}", ours=False)
    look(f"{public}/2/{language}/", ours=False)
    page.goto(f"{own}/published/")
    page.locator("#withdraw summary").click()
    through(page.locator("#withdraw button"))
    look(f"{own}/published/")
    look(f"{public}/{language}/", ours=False)
    assert found == []
