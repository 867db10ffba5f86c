"""Finding services by any of their names, seeing what is chosen, and adding what is not in the list."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from lxml.html import fromstring

from policygen.engine.loading.load import shipped_library
from policygen.shops import presets, tools
from policygen.shops.as_facts import facts_of
from policygen.shops.forms.picking import MANY
from policygen.shops.models import Shop
from tests.cases import cases
from tests.shops.browser import answers, open_boxes, send

LIBRARY = shipped_library()
CYRILLIC = re.compile("[а-щьюяґєії]", re.IGNORECASE)
CUSTOM = {
    "custom_name": "Моя CRM",
    "custom_group": "crm",
    "custom_country": "UA",
    "custom_role": "processor",
}


def url(shop: Shop, language: str = "en") -> str:
    return f"/{language}/shops/{shop.public_id}/tools/"


def fresh(shop: Shop) -> Shop:
    return Shop.objects.get(pk=shop.pk)


# -- names -----------------------------------------------------------------------------------------


def test_it_works() -> None:
    assert tools.search_words("novaposhta").split(" | ")[:3] == [
        *("Nova Post", "Нова пошта", "nova poshta")
    ]
    assert tools.search_words("own-crm") == ""


@cases(
    ("typed", "slug"),
    [
        *(("Нова пошта", "novaposhta"), ("нова почта", "novaposhta"), ("нп", "novaposhta")),
        *(("лікпей", "liqpay"), ("приватбанк", "liqpay"), ("монобанк", "plata_mono")),
        *(("monobank", "plata_mono"), ("укрпошта", "ukrposhta"), ("квіга", "kwiga")),
        *(("телеграм", "telegram"), ("вайбер", "viber"), ("розетка", "rozetka")),
    ],
)
def test_names_that_people_type(typed: str, slug: str) -> None:
    assert typed.lower() in tools.search_words(slug).lower()


def ukrainian_market() -> set[str]:
    """Run from Ukraine, or suggested to a shop there."""
    library = shipped_library()
    at_home = {slug for slug, tool in library.tools.items() if "UA" in tool.countries}
    return at_home.union(*(preset.tools_in("UA") for preset in presets.presets().values()))


def test_every_tool_has_a_name_in_cyrillic() -> None:
    slugs = shipped_library().tools
    assert [slug for slug in slugs if not CYRILLIC.search(tools.search_words(slug))] == []


def test_the_ukrainian_market_is_known() -> None:
    assert len(ukrainian_market()) > 20
    spoken = {s for s in ukrainian_market() if CYRILLIC.search(tools.search_words(s))}
    assert spoken == ukrainian_market()


# -- the screen without scripts --------------------------------------------------------------------

needs_database = pytest.mark.django_db


@needs_database
@pytest.mark.parametrize("language", ["en", "uk"])
def test_boxes_carry_all_names(alice: Client, shop: Shop, language: str) -> None:
    text = alice.get(url(shop, language)).content.decode()
    assert 'data-search="Nova Post | Нова пошта | nova poshta' in text


@needs_database
def test_what_is_chosen_stands_open(alice: Client, shop: Shop) -> None:
    assert open_boxes(alice.get(url(shop))) == answers(alice.get(url(shop)))["tools"]


@needs_database
def test_of_a_long_kind_the_less_usual_stand_behind_one_more_line(
    alice: Client, shop: Shop
) -> None:
    """Its line opened three screens of names on a phone."""
    page = fromstring(alice.get(url(shop)).content.decode())
    [kind] = page.xpath("//details[@data-kind='analytics']")
    names = kind.xpath("./div//input/@value")
    rest = kind.xpath("./details/div//input/@value")
    assert len(names) == MANY and rest
    assert set(names + rest) == {s for s, t in LIBRARY.tools.items() if t.group == "analytics"} - {
        *open_boxes(alice.get(url(shop)))
    }


@needs_database
@pytest.mark.parametrize(
    ("country", "first"),
    [
        ("US", ["shopify", "woocommerce", "opencart", "etsy"]),
        ("UA", ["prom", "rozetka", "shopify", "horoshop"]),
    ],
)
def test_the_most_used_come_first_wherever_their_company_is(
    shop: Shop, country: str, first: list[str]
) -> None:
    """Of forty American makers of sites none hides Shopify from an American shop."""
    shop.country, shop.saved_steps = country, ["tools"]
    [platforms] = [g for g in tools.on_offer(shop) if g.slug == "shop_platform"]
    assert [slug for slug, _label in platforms.tools][:4] == first


@needs_database
def test_what_was_sent_and_refused_stands_open(alice: Client, shop: Shop) -> None:
    page = send(alice, url(shop), tools=["paypal"], custom_name="Half a service")
    assert page.status_code == 200
    assert [box for box in open_boxes(page) if box not in CUSTOM.values()] == ["paypal"]


@needs_database
def test_a_kind_that_is_needed_is_asked_for_until_something_of_it_is_ticked(
    alice: Client, shop: Shop
) -> None:
    before = nudges(alice.get(url(shop)))
    assert "payments" not in before and "course_platform" in before
    send(alice, url(shop), tools=["cloudflare", "teachable"])
    after = nudges(alice.get(url(shop)))
    assert "payments" in after and "course_platform" not in after


def nudges(page: HttpResponse) -> list[str]:
    lines = fromstring(page.content.decode()).xpath("//*[@data-nudges]//li[not(@hidden)]")
    return [line.get("data-kind") for line in lines]


# -- one's own -------------------------------------------------------------------------------------


@needs_database
def test_several_of_ones_own_without_leaving(alice: Client, shop: Shop) -> None:
    first = send(alice, url(shop), "another", **CUSTOM)
    assert first.url == f"{url(shop)}#id_custom_tools"
    text = alice.get(url(shop)).content.decode()
    assert 'id="id_custom_tools" open' in text
    asked = answers(alice.get(url(shop)))
    assert asked["custom_name"] == [""]
    send(alice, url(shop), "next", **{**CUSTOM, "custom_name": "Твоя каса"})
    assert [tool.name for tool in shop.custom_tools.all()] == [{"": "Моя CRM"}, {"": "Твоя каса"}]


@needs_database
@pytest.mark.parametrize(
    ("group", "role"), [("payments", "controller"), ("hosting", "processor"), ("crm", "processor")]
)
def test_who_does_not_know_the_role_gets_the_usual_one(
    alice: Client, shop: Shop, group: str, role: str
) -> None:
    changes: dict[str, Any] = {**CUSTOM, "custom_role": "unknown", "custom_group": group}
    assert send(alice, url(shop), **changes).status_code == 302
    assert shop.custom_tools.get().role == role
    assert facts_of(fresh(shop)).custom_tools[0].role == role


@needs_database
def test_its_name_stays_text(alice: Client, shop: Shop) -> None:
    name = '<img src=x onerror="x">{{ 7*7 }}'
    send(alice, url(shop), **{**CUSTOM, "custom_name": name})
    text = alice.get(url(shop)).content.decode()
    assert "<img src=x" not in text
    assert ">&lt;img src=x onerror=&quot;x&quot;&gt;{{ 7*7 }}</label>" in text
