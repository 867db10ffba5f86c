"""The policy beside the questions changes as one types; what-if shows a difference before it is kept."""

from collections.abc import Callable
from functools import partial

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from policygen.engine.facts.reading import read_facts
from policygen.engine.loading.load import shipped_library
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.e2e.browsing import through
from tests.e2e.owner import let_in
from tests.e2e.test_owners import pick
from tests.paths import EXAMPLES

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]


def draft(page: Page, server: LiveServer, language: str = "en") -> Shop:
    """A shop of this browser, opened at its first screen."""
    page.goto(f"{server.url}/{language}/shops/")
    page.locator(f'form[action="/{language}/shops/start/"] button').click()
    page.wait_for_url("**/shop/**")
    return Shop.objects.get()


def answered(page: Page, server: LiveServer) -> Shop:
    """The same, with all questions answered."""
    path = EXAMPLES / "handcraft-courses.yaml"
    shop = create_shop(read_facts(path.read_bytes(), shipped_library()))
    let_in(page, server, shop)
    return shop


def at(server: LiveServer, shop: Shop, screen: str) -> str:
    return f"{server.url}/en/shops/{shop.public_id}/{screen}/"


def fail(status: int, route: Route) -> None:
    """0 stands for no answer at all."""
    if status:
        route.fulfill(status=status)
    else:
        route.abort()


def test_typing_changes_the_policy_beside_it(
    live_server: LiveServer, open_page: OpenPage, errors: list[str]
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    draft(page, live_server)
    panel, status = page.locator("#preview-body"), page.locator("#preview-status")
    expect(panel).to_contain_text("«Your shop»")
    expect(status).to_have_text("The same as your saved answers.")

    page.fill("[name=name_en]", "Silver Willow")
    expect(panel).to_contain_text("Privacy policy: Silver Willow")
    expect(panel.locator(".passage-changed .passage-mark").first).to_contain_text("Changed")
    expect(status).to_contain_text("changed")
    assert page.evaluate("document.activeElement.name") == "name_en"
    assert panel.evaluate("element => element.scrollTop") == 0

    page.get_by_role("link", name="Show the change").click()
    assert panel.evaluate("element => element.scrollTop") > 0
    assert page.evaluate("document.activeElement.className").startswith("passage")
    assert page.evaluate("location.hash") == ""

    choice = page.locator(".preview-languages")
    expect(choice).to_be_hidden()
    pick(page, "languages", "uk")
    expect(choice.locator("label:visible")).to_have_count(2)
    page.locator("#preview [name=preview_language][value=uk]").check()
    expect(panel.locator("article")).to_have_attribute("lang", "uk")
    page.fill("[name=name_en]", "Golden Willow")
    expect(panel.locator("article")).to_contain_text("Golden Willow")
    expect(panel.locator("article")).to_have_attribute("lang", "uk")
    page.locator("[name=languages][value=en]").uncheck(force=True)
    expect(choice).to_be_hidden()
    expect(panel.locator("article")).to_have_attribute("lang", "uk")
    assert Shop.objects.get().name == {}
    assert errors == []


STORM = """(box, typed) => {
  for (const letter of typed) {
    box.value += letter;
    box.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
}"""
"""Faster than any pause of the page, on a busy machine too."""


def test_a_storm_of_keys_is_one_request(
    live_server: LiveServer, open_page: OpenPage, errors: list[str]
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    shop = answered(page, live_server)
    page.goto(at(live_server, shop, "shop"))
    panel = page.locator("#preview-body")
    expect(panel).to_contain_text("Handcraft Jewelry Courses")
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if "/preview/" in request.url else None
    )
    page.locator("[name=name_en]").evaluate(STORM, " of Lviv and Kyiv")
    expect(panel).to_contain_text("of Lviv and Kyiv")
    assert len(asked) == 1
    assert errors == []


@pytest.mark.long
def test_newer_answers_and_a_new_page_overtake_a_request(
    live_server: LiveServer, open_page: OpenPage, errors: list[str]
) -> None:
    """As on a machine so busy that the first answer never comes."""
    page = open_page(viewport={"width": 1280, "height": 900})
    shop = answered(page, live_server)
    page.goto(at(live_server, shop, "shop"))
    panel = page.locator("#preview-body")
    expect(panel).to_contain_text("Handcraft Jewelry Courses")
    held: list[Route] = []
    page.route("**/preview/**", lambda route: route.continue_() if held else held.append(route))
    with page.expect_request("**/preview/**"):
        page.fill("[name=name_en]", "Silver Willow")
    page.fill("[name=name_en]", "Golden Willow")
    expect(panel).to_contain_text("Golden Willow")
    expect(page.locator("#preview-error")).to_be_hidden()
    held.clear()
    with page.expect_request("**/preview/**"):
        page.fill("[name=name_en]", "Silver Willow")
    through(page.locator("#wizard .actions button[value=next]"))
    assert page.url.endswith("/customers/")
    assert errors == []


@pytest.mark.long
def test_details_are_previewed(
    live_server: LiveServer, open_page: OpenPage, errors: list[str]
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    shop = answered(page, live_server)
    page.goto(at(live_server, shop, "details"))
    expect(page.locator("#preview-status")).to_have_text("The same as your saved answers.")
    page.locator("#id_orders > summary").click()
    page.select_option("[name=orders-keep]", "for P6Y order")
    expect(page.locator("#preview-body .passage-changed").first).to_contain_text("6 years")
    assert errors == []


def test_on_a_phone_it_waits_to_be_opened(
    live_server: LiveServer, open_page: OpenPage, errors: list[str]
) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    asked: list[str] = []
    page.on(
        "request", lambda request: asked.append(request.url) if "/preview/" in request.url else None
    )
    draft(page, live_server)
    page.fill("[name=name_en]", "Silver Willow")
    assert page.evaluate(
        """() => {
          const [form, panel] = ["#wizard", ".preview"].map((found) => document.querySelector(found));
          return form.getBoundingClientRect().bottom <= panel.getBoundingClientRect().top;
        }"""
    )
    page.locator("#preview > summary").click()
    expect(page.locator("#preview-body")).to_contain_text("Silver Willow")
    assert len(asked) == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert errors == []


def test_without_a_connection_the_panel_says_so_and_the_form_goes_on(
    live_server: LiveServer, open_page: OpenPage
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    shop = answered(page, live_server)
    page.goto(at(live_server, shop, "shop"))
    failure = page.locator("#preview-error")
    expect(page.locator("#preview-body")).to_contain_text("Handcraft Jewelry Courses")
    for answer, words in ((0, "No connection"), (500, "just now"), (404, "session")):
        page.unroute_all()
        page.route("**/preview/**", partial(fail, answer))
        page.fill("[name=name_en]", f"Moth {answer}")
        expect(failure).to_contain_text(words)
    page.unroute_all()
    page.fill("[name=name_en]", "Golden Moth")
    expect(page.locator("#preview-body")).to_contain_text("Golden Moth")
    expect(failure).to_be_hidden()
    page.locator("#wizard .actions button[value=next]").click()
    page.wait_for_url("**/customers/")
    assert Shop.objects.get().name_in("en") == "Golden Moth"


@pytest.mark.long
def test_without_scripts_there_is_a_page(
    live_server: LiveServer, open_page: OpenPage, errors: list[str]
) -> None:
    page = open_page(java_script_enabled=False)
    shop = answered(page, live_server)
    page.goto(at(live_server, shop, "site"))
    page.locator('.preview-links button[value$="/preview/"]').click()
    expect(page.locator("article.policy")).to_contain_text("Handcraft Jewelry Courses")
    assert errors == []


@pytest.mark.few(1)
@pytest.mark.parametrize("scripts", [True, False])
def test_what_if_is_seen_and_kept(
    live_server: LiveServer, open_page: OpenPage, errors: list[str], scripts: bool
) -> None:
    page = open_page(java_script_enabled=scripts)
    shop = answered(page, live_server)
    page.goto(at(live_server, shop, "what-if"))
    page.get_by_label("Find an answer").fill("united kingdom")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="United Kingdom stop selling there").click()
    expect(page.locator(".effect")).to_contain_text("UK GDPR")
    expect(page.locator(".redline del").first).to_be_visible()
    assert [m.code for m in shop.markets.all()] == ["US", "US-CA", "EU", "GB"]

    through(page.get_by_role("link", name="Leave it as it is"))
    assert [m.code for m in shop.markets.all()] == ["US", "US-CA", "EU", "GB"]
    page.go_back()
    page.get_by_role("button", name="Keep this answer").click()
    page.wait_for_url("**/customers/**#id_where")
    assert [m.code for m in shop.markets.all()] == ["US", "US-CA", "EU"]
    assert not page.locator("[name=where][value=GB]").is_checked()
    assert errors == []


@pytest.mark.long
def test_both_languages_face_each_other(
    live_server: LiveServer, open_page: OpenPage, errors: list[str]
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    shop = answered(page, live_server)
    page.goto(at(live_server, shop, "review"))
    through(page.get_by_role("link", name="Both languages side by side"))
    places = """() => [...document.querySelectorAll(".facing-row > h3")].slice(0, 2).map((title) => {
      const { left, top } = title.getBoundingClientRect();
      return [title.lang, Math.round(left), Math.round(top)];
    })"""
    english, ukrainian = page.evaluate(places)
    assert [english[0], ukrainian[0]] == ["en", "uk"]
    assert english[1] < ukrainian[1] and english[2] == ukrainian[2]
    page.set_viewport_size({"width": 360, "height": 740})
    english, ukrainian = page.evaluate(places)
    assert english[2] < ukrainian[2]
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert errors == []
