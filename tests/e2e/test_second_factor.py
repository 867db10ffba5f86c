"""An editor's first sign-in, and the next one, in a browser; axe finds nothing on the way."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.e2e.axe import LOOKS, violations
from tests.second_factor import codes_of

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]

PASSWORD = "a long one for the desk"


def type_password(page: Page, desk: str) -> None:
    page.goto(desk)
    page.fill("[name=username]", "ada")
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")


def type_code(page: Page, code: str) -> None:
    page.fill("[name=code]", code)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_the_first_sign_in_and_the_next(
    live_server: LiveServer,
    open_page: OpenPage,
    errors: list[str],
    language: str,
    scheme: str,
) -> None:
    width = 1280 if scheme == "light" else 360
    User.objects.create_superuser("ada", password=PASSWORD)
    cache.clear()  # another test’s tries may stand under the same number of a user
    desk = f"{live_server.url}/{language}/admin/policies/policy/"
    size = {"width": width, "height": 740}
    page = open_page(viewport=size, color_scheme=scheme)

    type_password(page, desk)
    image = page.locator("img.qr")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.naturalWidth") > 0
    secret = "".join(page.locator(".secret").inner_text().split())
    found = violations(page)
    code = codes_of(secret)[2]  # the one that is right for longest
    type_code(page, code)
    codes = page.locator(".recovery-codes li")
    expect(codes).to_have_count(10)
    recovery_code = codes.first.inner_text()
    found += violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("main a.btn-primary").click()
    expect(page).to_have_url(desk)

    for place in ("", "recovery-codes/new/", "app/", "password/", "confirm/"):
        page.goto(f"{live_server.url}/{language}/account/second-factor/{place}")
        found += violations(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place

    page.context.clear_cookies()
    type_password(page, desk)
    expect(page.locator("[name=code]")).to_be_visible()
    type_code(page, code)  # used already, or too old by now
    expect(page.locator(".field-error")).to_be_visible()
    found += violations(page)
    type_code(page, recovery_code)
    expect(page).to_have_url(desk)
    assert found == [] and errors == []
