"""An owner rewords a passage in both languages, publishes it, and chooses when our text changes."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from policygen.engine.loading.load import shipped_library
from policygen.engine.placeholders.known import NAMES
from policygen.engine.templates import compile_text
from policygen.shops.models import OwnWords, Shop
from tests.e2e.axe import violations
from tests.e2e.browsing import through
from tests.paths import EXAMPLES

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]

CLAUSE = "automated-none"


def imported(page: Page, server: LiveServer, language: str) -> str:
    """Bring a finished shop along as a file; the address of its pages."""
    page.goto(f"{server.url}/{language}/shops/import/")
    page.set_input_files("input[type=file]", EXAMPLES / "handcraft-courses.yaml")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/review/")
    return page.url.removesuffix("review/")


@pytest.mark.parametrize(
    ("language", "width", "scheme", "scripts"),
    [("uk", 360, "dark", True)],
)
def test_own_words_reach_the_public_page(
    live_server: LiveServer,
    open_page: OpenPage,
    errors: list[str],
    language: str,
    width: int,
    scheme: str,
    scripts: bool,
) -> None:
    page = open_page(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=scripts
    )
    shop = imported(page, live_server, language)
    page.goto(f"{shop}own-words/")
    section = page.locator("details", has=page.locator(f"#clause-{CLAUSE}"))
    section.locator("summary").click()
    through(section.locator(f"#clause-{CLAUSE} a"))
    page.locator("#id_text_en").fill("At our shop **people** decide.")
    page.locator("#id_text_uk").fill("У нас рішення ухвалюють **люди**.")
    through(page.locator("[value=save]"))
    assert page.url.endswith(f"/own-words/#clause-{CLAUSE}")
    assert page.locator(f"#clause-{CLAUSE} .own-text strong").is_visible()
    assert page.locator(f"#clause-{CLAUSE}").bounding_box()["width"] <= width  # type: ignore[index]
    page.goto(f"{shop}review/")
    page.locator('form[action$="/publish/"] button').click()
    page.wait_for_url("**/published/")
    slug = Shop.objects.get().policy.slug
    for code, text in (("en", "people"), ("uk", "люди")):
        page.goto(f"{live_server.url}/p/{slug}/{code}/")
        assert page.locator(f"#{CLAUSE} strong").text_content() == text
    assert errors == []


@pytest.mark.parametrize("choice", ["library"])
def test_our_text_changes_and_the_owner_chooses(
    live_server: LiveServer,
    open_page: OpenPage,
    errors: list[str],
    monkeypatch: pytest.MonkeyPatch,
    choice: str,
) -> None:
    page = open_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{live_server.url}/en/shops/import/")
    assert violations(page) == []
    shop = imported(page, live_server, "en")
    address = f"{shop}own-words/clause/{CLAUSE}/"
    page.goto(address)
    assert violations(page) == []
    page.locator("#id_text_en").fill("People decide.")
    through(page.locator("[value=preview]"))
    assert page.locator(".own-previews .own-text").first.inner_text() == "People decide."
    through(page.locator("[value=save]"))
    assert violations(page) == []

    library = shipped_library()
    clauses = tuple(
        replace(c, texts={**c.texts, "en": compile_text("A newer text.", NAMES)})
        if c.id == CLAUSE
        else c
        for c in library.clauses
    )
    newer = replace(library, release=library.release + 1, clauses=clauses)
    monkeypatch.setattr("policygen.shops.own_words.own_words.current_library", lambda: newer)
    page.goto(f"{shop}own-words/")
    through(page.locator(f"#clause-{CLAUSE} a"))
    assert page.locator(".own-was").count() == 1
    shown = page.locator(".own-language").first.locator(".own-text").all_inner_texts()
    assert shown[1] == "A newer text."
    assert page.locator("#id_text_en").input_value() == "People decide."
    assert violations(page) == []
    through(page.locator(f"[value={choice}]"))
    stored = [(own.markdown, own.based_on) for own in OwnWords.objects.all()]
    assert stored == ([("People decide.", "A newer text.")] if choice == "save" else [])
    assert page.locator(".own-mark-changed").count() == 0
    assert errors == []
