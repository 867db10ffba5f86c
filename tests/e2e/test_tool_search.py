"""The services' search box in a real browser: what is typed, what is found, what the keyboard does."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from policygen.shops.models import Shop
from tests.e2e.owner import let_in

pytestmark = pytest.mark.django_db(transaction=True)
OpenPage = Callable[..., Page]

FOUND = {
    "Нова пошта": ["novaposhta"],
    "нова-пошта": ["novaposhta"],
    "НОВА ПОЧТА": ["novaposhta"],
    "novaposhta": ["novaposhta"],
    "пошта нова": ["novaposhta"],
    "лікпей": ["liqpay"],
    "ликпей": ["liqpay"],
    "лік-пей": ["liqpay"],
    "монобанк": ["plata_mono"],
    "monobank": ["plata_mono"],
    "дж’адж мі": ["judge_me"],
    "judge me": ["judge_me"],
    "lemonsquèezy": ["lemonsqueezy"],
    "єспутник": ["yespo"],
    "mailer": ["mailerlite"],
    "папуга": [],
}


@pytest.fixture
def page(live_server: LiveServer, open_page: OpenPage) -> Page:
    """The services of a Ukrainian jeweller, on the Ukrainian page."""
    page = open_page(viewport={"width": 360, "height": 740}, locale="uk-UA")
    shop = Shop.objects.create(preset="jewelry", country="UA", offers=["jewelry"])
    let_in(page, live_server, shop)
    page.goto(f"{live_server.url}/uk/shops/{shop.public_id}/tools/")
    return page


def shown(page: Page) -> list[str]:
    boxes = page.locator('[name^="tools_"]:visible')
    return list(boxes.evaluate_all("boxes => boxes.map((box) => box.value)"))


def chosen(page: Page) -> list[str]:
    return page.locator("[data-chosen] bdi").all_inner_texts()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.value || document.activeElement.innerText"))


def test_every_name_and_its_misspellings_are_found(page: Page, errors: list[str]) -> None:
    box = page.locator("#tool-filter")
    everything = page.locator('[name^="tools_"]').count()
    found = {}
    for typed in FOUND:
        box.fill(typed)
        found[typed] = shown(page)
    assert found == FOUND
    box.fill("")
    details = page.locator("#wizard details.folded").all()
    for folded in details:
        folded.evaluate("element => { element.open = true; }")
    assert len(shown(page)) == everything
    assert errors == []


def test_matches_are_counted_and_stand_under_their_group(page: Page) -> None:
    box = page.locator("#tool-filter")
    status = page.locator("[data-tool-filter] [role=status]")
    assert status.inner_text() == ""
    box.fill("каса")  # in a folded group
    assert shown(page) == ["vchasno_kasa"]
    assert status.inner_text().split()[-1] == "1"
    headings = page.locator("fieldset.question:visible:has([name^=tools_]) > legend")
    assert [heading.strip() for heading in headings.all_inner_texts()] == [
        "Чим іще ви користуєтеся?"
    ]


def test_keyboard_only(page: Page, errors: list[str]) -> None:
    before = ["LiqPay", "plata by mono", "Нова пошта", "Укрпошта", "Instagram Direct"]
    assert chosen(page) == before
    box = page.locator("#tool-filter")
    box.focus()
    page.keyboard.type("meest")
    page.keyboard.press("Enter")  # the only one found
    assert chosen(page) == [*before[:4], "Meest", before[4]]
    assert "Meest" in page.locator("[data-tool-filter] [role=status]").inner_text()
    box.fill("пей")
    found = shown(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert focused(page) == found[1]
    page.keyboard.press("Space")
    assert page.locator(f'[value="{found[1]}"]').is_checked()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "tool-filter"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "tool-filter"
    assert box.input_value() == ""
    assert "/tools/" in page.url
    assert errors == []


def test_what_is_chosen_can_be_removed_on_top(page: Page, errors: list[str]) -> None:
    page.locator("[data-chosen] button", has_text="Укрпошта").press("Enter")
    assert chosen(page) == ["LiqPay", "plata by mono", "Нова пошта", "Instagram Direct"]
    assert not page.locator('[value="ukrposhta"]').is_checked()
    assert focused(page).startswith("Instagram Direct")
    for _left in range(4):
        page.locator("[data-chosen] button").first.press("Enter")
    assert chosen(page) == []
    assert page.evaluate("document.activeElement.id") == "tool-filter"
    page.locator("#wizard button[value=next]").click()
    page.wait_for_url("**/details/")
    assert list(Shop.objects.get().tools.all()) == []
    assert errors == []


def test_what_is_not_found_is_added_by_choosing(page: Page, errors: list[str]) -> None:
    page.fill("#tool-filter", "Папуга Пошта")
    page.locator("[data-describe]").click()
    assert page.evaluate("document.activeElement.id") == "id_custom_name"
    assert page.locator("#id_custom_name").input_value() == "Папуга Пошта"
    page.select_option("[name=custom_group]", "shipping")
    page.select_option("[name=custom_country]", "UA")
    page.locator('label:has-text("Не знаю")').last.click()
    page.locator("button[value=another]").click()
    page.wait_for_url("**/tools/#id_custom_tools")
    assert page.locator("#id_custom_name").is_visible()
    assert page.locator("#id_custom_name").input_value() == ""
    assert "Папуга Пошта" in chosen(page)
    assert Shop.objects.get().custom_tools.get().role == "controller"
    assert errors == []
