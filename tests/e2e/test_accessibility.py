"""axe-core finds nothing to complain about (WCAG 2.2 AA) on any page, in both languages, light and dark."""

from collections.abc import Callable
from pathlib import Path

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
AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}

SITE = ("", "shops/", "account/login/", "nothing-here/")
SCREENS = ("shop", "contact", "customers", "purposes", "tools", "details", "site")
OF_A_SHOP = (
    *SCREENS,
    "review",
    "published",
    "preview",
    "what-if",
    "prefill",
    "promises",
    "own-words",
    "delete",
)


@pytest.fixture
def shop(files: Path) -> Shop:
    facts = read_facts((EXAMPLES / "klumandel.yaml").read_bytes(), shipped_library())
    shop = create_shop(facts.model_copy(update={"languages": ("uk",)}))
    shop.owner_key = "axe"
    shop.save()
    publish(shop, on=facts.effective, slug="axe")
    return shop


@pytest.fixture
def signed_in(shop: Shop, live_server: LiveServer, open_page: OpenPage) -> Page:
    session = SessionStore()
    session[SESSION_KEY] = shop.owner_key
    session.save()
    page = open_page(viewport={"width": 1280, "height": 900})
    cookie = {"name": "sessionid", "value": session.session_key or "", "url": live_server.url}
    page.context.add_cookies([cookie])
    return page


def violations(page: Page, path: str) -> list[str]:
    """In the light with all rules, in the dark what colours can break."""
    found = []
    for scheme, options in (("light", AA), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        for v in (
            Axe()
            .run(page, options={"resultTypes": ["violations"], **options})
            .response["violations"]
        ):
            nodes = [str(node["html"])[:150] for node in v["nodes"][:3]]
            found.append(f"{path} ({scheme}): {v['id']}: {v['help']}: {nodes}")
    return found


def look(page: Page, server: LiveServer, paths: list[str]) -> list[str]:
    found = []
    for path in paths:
        page.goto(f"{server.url}{path}")
        open_all(page)
        found += violations(page, path)
    return found


def open_all(page: Page) -> None:
    """What is folded counts too."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")


@pytest.mark.parametrize("language", ["en", "uk"])
@pytest.mark.parametrize(
    "part", [SITE, *(OF_A_SHOP[n::4] for n in range(4))], ids=lambda p: p[0] or "site"
)
def test_every_page(
    part: tuple[str, ...], language: str, shop: Shop, signed_in: Page, live_server: LiveServer
) -> None:
    place = f"/{language}/" if part is SITE else f"/{language}/shops/{shop.public_id}/"
    ends = [end if end.endswith("/") or not end else f"{end}/" for end in part]
    assert look(signed_in, live_server, [place + end for end in ends]) == []


def test_what_customers_read(shop: Shop, signed_in: Page, live_server: LiveServer) -> None:
    assert look(signed_in, live_server, ["/p/axe/uk/", "/p/axe/uk/versions/", "/p/axe/1/uk/"]) == []


@pytest.mark.parametrize("language", ["en", "uk"])
def test_errors_of_a_screen(
    language: str, shop: Shop, signed_in: Page, live_server: LiveServer
) -> None:
    page, place = signed_in, f"/{language}/shops/{shop.public_id}/contact/"
    page.goto(live_server.url + place)
    page.fill("[name=email]", "no address")
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_selector(".error-summary")
    assert violations(page, place) == []
