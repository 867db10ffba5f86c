"""An owner without an account and a helper, each with a browser: the link, the taking over, the way back."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from policygen.engine.facts.reading import make_facts
from policygen.engine.loading.load import shipped_library
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.accounts.inbox import latest_code
from tests.cast import changed
from tests.e2e.axe import violations
from tests.e2e.browsing import through
from tests.e2e.owner import let_in
from tests.owners.test_dashboard import publish

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]


@pytest.fixture(autouse=True)
def no_tries() -> None:
    cache.clear()


@pytest.fixture
def shop(db: None) -> Shop:
    shop = create_shop(make_facts(changed(), shipped_library()))
    publish(shop)
    return shop


def press(page: Page, name: str) -> None:
    through(page.get_by_role("button", name=name))


def sign_in(page: Page, server: LiveServer, email: str) -> None:
    page.fill("[name=email]", email)
    press(page, "Send me the code")
    page.fill("[name=code]", latest_code())
    press(page, "Sign in")


def test_owner_and_helper(
    live_server: LiveServer, open_page: OpenPage, shop: Shop, errors: list[str]
) -> None:
    owner, helper = open_page(), open_page(viewport={"width": 360, "height": 740})
    let_in(owner, live_server, shop)
    published = f"{live_server.url}/en/shops/{shop.public_id}/published/"
    owner.goto(published)
    expect(owner.locator(".keep-it-now")).to_contain_text("Only this browser opens this shop now")
    seen = violations(owner)
    press(owner, "Make a private link")
    expect(owner.get_by_role("link", name="E-mail it to myself")).to_be_visible()
    seen += violations(owner)
    link = owner.locator("#address").input_value()
    owner.goto(published)
    expect(owner.locator(".keep-it-now")).to_have_count(0)

    helper.goto(link)
    helper.goto(f"{live_server.url}/en/account/sign-in/")
    sign_in(helper, live_server, "helper@verba.example")
    shop.refresh_from_db()
    assert shop.owner is None  # Neither the link nor signing in takes anything.
    press(helper, "Put it into my account")
    shop.refresh_from_db()
    assert shop.owner is not None and shop.owner.email == "helper@verba.example"
    assert mail.outbox[-1].to == [shop.email]

    owner.goto(f"{live_server.url}/en/shops/")
    expect(owner.locator(".not-mine")).to_contain_text("somebody put this shop into an account")
    press(owner, "Take the shop back")
    shop.refresh_from_db()
    assert shop.owner is None
    assert mail.outbox[-1].to == ["helper@verba.example"]
    helper.goto(published)
    expect(helper.locator("h1")).to_have_text("There is no page here")
    assert seen == []
    assert [error for error in errors if "404" not in error] == []


def test_the_owner_signs_in_where_the_policy_is(
    live_server: LiveServer, open_page: OpenPage, shop: Shop, errors: list[str]
) -> None:
    """And comes back to it, with the shop in the account."""
    page = open_page(java_script_enabled=False)
    let_in(page, live_server, shop)
    published = f"{live_server.url}/en/shops/{shop.public_id}/published/"
    page.goto(published)
    through(page.get_by_role("link", name="Keep with my e-mail address"))
    sign_in(page, live_server, "olena@verba.example")
    assert page.url == published
    expect(page.locator(".keep-it-now")).to_have_count(0)
    assert Shop.objects.get().owner is not None
    assert errors == []
