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
    boxes = page.locator('[name="tools"]:visible')
    return list(boxes.evaluate_all("boxes => boxes.map((box) => box.value)"))


def chosen(page: Page) -> list[str]:
    """What is ticked and can be seen: open boxes, and chips of those that are folded."""
    labels = page.locator('.form-check:visible:has([name="tools"]:checked) > label')
    return [*labels.all_inner_texts(), *page.locator("[data-chosen] bdi").all_inner_texts()]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.value || document.activeElement.innerText"))


def test_every_name_and_its_misspellings_are_found(page: Page, errors: list[str]) -> None:
    box = page.locator("#id_tools_search")
    everything = page.locator('[name="tools"]').count()
    found = {}
    for typed in FOUND:
        box.fill(typed)
        found[typed] = shown(page)
    assert found == FOUND
    box.fill("")
    assert not page.locator("details.rest").get_attribute("open")
    for folded in page.locator("#wizard details.folded").all():
        folded.evaluate("element => { element.open = true; }")
    assert len(shown(page)) == everything
    assert errors == []


def test_matches_are_counted_and_stand_under_their_group(page: Page) -> None:
    box = page.locator("#id_tools_search")
    status = page.locator("[data-pick-search] [role=status]")
    assert status.inner_text() == ""
    box.fill("каса")  # in a folded group
    assert shown(page) == ["vchasno_kasa"]
    assert status.inner_text().split()[-1] == "1"
    headings = page.locator("details.kind:visible > summary").all_inner_texts()
    assert [heading.strip() for heading in headings] == ["Інші сервіси"]


def test_keyboard_only(page: Page, errors: list[str]) -> None:
    before = ["LiqPay", "plata by mono", "Нова пошта", "Укрпошта", "Instagram Direct"]
    assert chosen(page) == before
    box = page.locator("#id_tools_search")
    box.focus()
    page.keyboard.type("meest")
    page.keyboard.press("Enter")  # the only one found
    assert page.locator("[data-chosen] bdi").all_inner_texts() == ["Meest"]
    assert "Meest" in page.locator("[data-pick-search] [role=status]").inner_text()
    box.fill("пей")
    found = shown(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert focused(page) == found[1]
    page.keyboard.press("Space")
    assert page.locator(f'[value="{found[1]}"]').is_checked()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "id_tools_search"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "id_tools_search"
    assert box.input_value() == ""
    assert "/tools/" in page.url
    assert errors == []


def test_what_is_ticked_behind_the_line_stands_above_it(page: Page, errors: list[str]) -> None:
    nudge = page.locator("[data-nudges] li[data-kind=hosting]")
    assert nudge.is_visible()
    for name in ("hetzner", "meest"):
        page.fill("#id_tools_search", name)
        page.keyboard.press("Enter")
    page.fill("#id_tools_search", "")
    chips = page.locator("[data-chosen] button")
    assert chips.count() == 2 and not nudge.is_visible()
    chips.filter(has_text="Meest").press("Enter")
    assert focused(page).startswith("Hetzner")
    chips.first.press("Enter")
    assert not page.locator("[data-chosen]").is_visible() and nudge.is_visible()
    assert page.evaluate("document.activeElement.id") == "id_tools_search"
    page.locator('label[for="id_tools_ukrposhta"]').click()
    page.locator("#wizard .actions button[value=next]").click()
    page.wait_for_url("**/details/")
    assert list(Shop.objects.get().tools.values_list("slug", flat=True)) == [
        *("liqpay", "plata_mono", "novaposhta", "instagram_direct")
    ]
    assert errors == []


def test_a_kind_that_is_asked_for_opens(page: Page, errors: list[str]) -> None:
    page.locator("[data-nudges] li[data-kind=hosting] a").click()
    assert page.locator("#id_tools_of_hosting").get_attribute("open") is not None
    assert page.locator('[name="tools"][value="hetzner"]').is_visible()
    assert errors == []


def test_the_screen_before_has_a_search_behind_its_line(page: Page, errors: list[str]) -> None:
    page.goto(page.url.replace("/tools/", "/purposes/"))
    page.locator("details.rest > summary").click()
    page.fill("#id_purposes_search", "студії камери")
    rest = page.locator('details.rest [name="purposes"]:visible')
    assert [box.get_attribute("value") for box in rest.all()] == ["cameras"]
    page.keyboard.press("Enter")
    page.fill("#id_purposes_search", "")
    page.locator("details.rest > summary").click()
    assert len(page.locator("[data-chosen] bdi").all_inner_texts()) == 1
    page.locator("#wizard .actions button[value=next]").click()
    page.wait_for_url("**/tools/")
    assert Shop.objects.get().activities.filter(purpose="cameras").exists()
    assert errors == []


def test_what_is_not_found_is_added_by_choosing(page: Page, errors: list[str]) -> None:
    page.fill("#id_tools_search", "Папуга Пошта")
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
