"""Two owners walk from the home page to their policy's PDFs, and the PDFs say what they answered."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from policygen.shops.models import Shop
from scripts.walking.controls import unfold
from tests.e2e.browsing import through

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]


def pick(page: Page, name: str, *values: str) -> None:
    """Tick boxes or choose radio buttons by clicking their labels, as people do."""
    for value in values:
        box = page.locator(f'[name="{name}"][value="{value}"]')
        if not box.is_checked():
            unfold(box)
            page.locator(f'label[for="{box.get_attribute("id")}"]').click()
        assert box.is_checked()


def go_on(page: Page) -> None:
    """Save the screen and go to the next one, whatever it is told; no field may complain."""
    before = page.url
    through(page.locator("#wizard .actions button[value=next]"))
    anyway = page.locator("#advice button")
    if anyway.count():
        through(anyway)
    assert page.url != before


def start(page: Page, server: LiveServer, language: str) -> None:
    page.goto(f"{server.url}/{language}/")
    through(page.get_by_role("button", name=re.compile("^(Start|Почати)$")).first)


def download(page: Page, link: object, folder: Path) -> Path:
    with page.expect_download() as info:
        link.click()  # type: ignore[attr-defined]
    path = folder / info.value.suggested_filename
    info.value.save_as(path)
    return path


def pdf_text(path: Path) -> str:
    command = ["pdftotext", "-layout", str(path), "-"]
    text = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return " ".join(text.split())


def test_a_jeweller_in_lviv_on_a_phone_without_javascript(
    live_server: LiveServer, open_page: OpenPage, errors: list[str], tmp_path: Path
) -> None:
    page = open_page(
        viewport={"width": 360, "height": 740}, java_script_enabled=False, locale="uk-UA"
    )
    start(page, live_server, "uk")
    pick(page, "preset", "jewelry")
    page.fill("[name=name_uk]", "Срібна верба")
    pick(page, "languages", "en")
    pick(page, "form", "sole_trader")
    page.select_option("[name=country]", "UA")
    through(page.locator("#wizard .actions button[value=next]"))
    page.fill("[name=name_en]", "Silver Willow")  # asked for now that there are two languages
    go_on(page)
    pick(page, "where", "UA")
    go_on(page)
    page.fill("[name=legal_name_uk]", "ФОП Верба Ірина Петрівна")
    page.fill("[name=legal_name_en]", "Sole proprietor Iryna Verba")
    page.fill("[name=registration]", "1234567890")
    page.fill("[name=address_uk]", "79000, м. Львів, вул. Вірменська, 3")
    page.fill("[name=address_en]", "3 Virmenska St, Lviv 79000, Ukraine")
    page.fill("[name=email]", "iryna@verba.example")
    unfold(page.locator("[name=reply_days]"))
    page.fill("[name=reply_days]", "2")
    go_on(page)
    go_on(page)
    pick(page, "tools", "liqpay")
    pick(page, "tools", "novaposhta")
    go_on(page)
    go_on(page)
    pick(page, "security", "https", "backups")
    go_on(page)
    assert page.url.endswith("/review/")
    assert page.locator("html").get_attribute("lang") == "uk"

    links = page.locator('a[href*="/draft/"][href*="pdf"]')
    unfold(links.first)
    texts = [pdf_text(download(page, links.nth(n), tmp_path)) for n in range(links.count())]
    ukrainian, english = sorted(texts, key=lambda text: "Privacy policy" in text)
    for fact in (
        *("Політика конфіденційності", "Срібна верба", "ФОП Верба Ірина Петрівна", "1234567890"),
        *("79000, м. Львів, вул. Вірменська, 3", "iryna@verba.example", "LiqPay", "Нова пошта"),
        *("протягом 2 робочих днів", "тринадцять прав", "Сторінка 1 з"),
    ):
        assert fact in ukrainian
    for fact in (
        *("Privacy policy", "Silver Willow", "Sole proprietor Iryna Verba", "1234567890"),
        *("3 Virmenska St, Lviv 79000, Ukraine", "iryna@verba.example", "LiqPay", "Nova Post"),
        *("within 2 working days", "thirteen rights", "Page 1 of"),
    ):
        assert fact in english
    assert "Stripe" not in ukrainian + english and "California" not in english
    assert errors == []


@pytest.mark.long
def test_a_course_teacher_in_california_publishes(
    live_server: LiveServer, open_page: OpenPage, errors: list[str], tmp_path: Path
) -> None:
    page = open_page(viewport={"width": 1280, "height": 800}, locale="en-US")
    start(page, live_server, "en")
    pick(page, "preset", "courses")
    pick(page, "languages", "uk")
    page.fill("[name=name_en]", "Calm Clay Courses")
    pick(page, "form", "company")
    page.select_option("[name=country]", "US")
    go_on(page)
    pick(page, "where", "US", "UA")
    go_on(page)
    page.fill("[name=legal_name_en]", "Calm Clay LLC")
    page.fill("[name=address_en]", "12 Example Street, Oakland, CA 94607, USA")
    page.fill("[name=email]", "hello@calmclay.example")
    go_on(page)
    pick(page, "purposes", "newsletter")
    go_on(page)
    pick(page, "tools", "stripe")
    pick(page, "tools", "vimeo")
    pick(page, "tools", "kit")
    go_on(page)
    go_on(page)
    pick(page, "security", "https")
    pick(page, "changes_notice", "website")
    go_on(page)
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/published/")

    through(page.get_by_role("link", name="Open the page").first)
    assert page.title() == "Privacy policy · Calm Clay Courses"
    assert page.locator("#california").count() == 1
    assert page.locator("#ukraine").count() == 0
    english = pdf_text(download(page, page.get_by_role("link", name="Download as PDF"), tmp_path))
    through(page.get_by_role("link", name="Українська"))
    assert page.title() == "Політика конфіденційності · Calm Clay Courses"
    ukrainian = pdf_text(download(page, page.get_by_role("link", name="Завантажити PDF"), tmp_path))
    for text in (english, ukrainian):
        for fact in ("Calm Clay LLC", "12 Example Street", "hello@calmclay.example", "Vimeo"):
            assert fact in text
    assert errors == []

    shop = Shop.objects.get()
    version = shop.policy.latest()
    assert version and page.url == f"{live_server.url}/p/{shop.policy.slug}/uk/"
    page.locator("main summary").first.press("Enter")
    page.locator("main .anchor").first.press("Enter")
    page.wait_for_url("**#*")
