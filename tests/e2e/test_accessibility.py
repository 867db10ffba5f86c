"""axe-core finds nothing to complain about (WCAG 2.2 AA) on any page, in both languages, light and dark."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from policygen.engine.library import shipped_library
from policygen.engine.reading import read_facts
from policygen.policies.publishing import publish
from policygen.shops.access import SESSION_KEY
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.paths import EXAMPLES

pytestmark = pytest.mark.django_db(transaction=True)

OpenPage = Callable[..., Page]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

SITE = ("", "shops/", "account/sign-in/", "shops/import/", "shops/resume/wrong/", "nothing-here/")
SCREENS = ("shop", "contact", "customers", "purposes", "tools", "details", "site")
AFTER = (
    *("review", "review/?side=1", "own-words", "own-words/clause/ukraine-requests", "what-if"),
    *(
        "what-if/?answer=market:US:yes",
        "promises",
        "prefill",
        "published",
        "link",
        "preview",
        "delete",
    ),
)
PARTS = {"site": SITE, "screens": SCREENS, "after": AFTER}

LOOKS = (("en", "light"), ("uk", "dark"))
"""The pages take turns: one in English and light, the next in Ukrainian and dark. `make axe` looks at
every page in both languages and both schemes, which takes minutes."""
ALL = os.environ.get("POLICYGEN_AXE") == "all"
if ALL:
    LOOKS = (*LOOKS, ("en", "dark"), ("uk", "light"))


@pytest.fixture
def shop(files: Path) -> Shop:
    facts = read_facts((EXAMPLES / "klumandel.yaml").read_bytes(), shipped_library())
    shop = create_shop(facts.model_copy(update={"languages": ("uk",)}))
    shop.owner_key = "axe"
    shop.save()
    publish(shop, on=facts.effective, slug="axe")
    shop.languages = ["uk", "en"]  # printing one language was enough
    shop.save()
    return shop


@pytest.fixture
def signed_in(shop: Shop, live_server: LiveServer, open_page: OpenPage) -> Callable[[str], Page]:
    """A page of the shop's own browser, in a colour scheme."""
    session = SessionStore()
    session[SESSION_KEY] = shop.owner_key
    session.save()

    def make(scheme: str) -> Page:
        size = (
            {"width": 1280, "height": 900} if scheme == "light" else {"width": 360, "height": 740}
        )
        page = open_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
        cookie = {"name": "sessionid", "value": session.session_key or "", "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return make


def violations(page: Page) -> list[str]:
    """What axe finds, everything that is folded included."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    found = Axe().run(page, options={"resultTypes": ["violations"], "runOnly": RULES}).response
    return [
        f"{page.url}: {v['id']}: {v['help']}: {[str(n['html'])[:150] for n in v['nodes'][:3]]}"
        for v in found["violations"]
    ]


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
@pytest.mark.parametrize("part", PARTS)
def test_every_page(
    part: str, language: str, scheme: str, shop: Shop, signed_in: Any, live_server: LiveServer
) -> None:
    place = f"{live_server.url}/{language}/"
    if part != "site":
        place += f"shops/{shop.public_id}/"
    page, found = signed_in(scheme), []
    for end in PARTS[part] if ALL else PARTS[part][LOOKS.index((language, scheme)) :: 2]:
        page.goto(place + (end if not end or "?" in end or end.endswith("/") else f"{end}/"))
        found += violations(page)
    assert found == []


@pytest.mark.parametrize(("language", "scheme"), LOOKS)
def test_what_customers_read_and_errors_of_a_screen(
    language: str, scheme: str, shop: Shop, signed_in: Any, live_server: LiveServer
) -> None:
    page, found = signed_in(scheme), []
    for end in ("", "versions/"):
        page.goto(f"{live_server.url}/p/axe/uk/{end}")
        found += violations(page)
    page.goto(f"{live_server.url}/{language}/shops/{shop.public_id}/contact/")
    page.fill("[name=email]", "no address")
    page.locator("main form button[value=next]").click()
    page.wait_for_selector(".error-summary")
    assert found + violations(page) == []
