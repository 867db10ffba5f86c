"""Cookies by name in the wizard: those of the site, and those of a service that the owner describes."""

from typing import Any

import pytest
from django.test import Client

from policygen.engine.facts.reading import facts_data, make_facts
from policygen.engine.loading.load import shipped_library
from policygen.shops.as_facts import facts_of
from policygen.shops.forms.site import SiteForm
from policygen.shops.from_facts import create_shop
from policygen.shops.models import CustomTool, Shop
from policygen.shops.sample_answers import whole_facts
from policygen.shops.transfer.transfer import duplicate
from tests.cast import changed as shop_data
from tests.shops.browser import answers, changed, opened, refusals, send

pytestmark = pytest.mark.django_db

CART = {"name": "cart_id", "purpose": "cart", "lasts": "P14D"}
THEME = {"name": "theme", "kind": "local_storage", "purpose": "theme", "lasts": "persistent"}


def url(shop: Shop, step: str = "site", language: str = "en") -> str:
    return f"/{language}/shops/{shop.public_id}/{step}/"


def row(at: int, prefix: str = "own_cookie", /, **parts: Any) -> dict[str, Any]:
    return {f"{prefix}_{at}_{part}": value for part, value in parts.items()}


def fresh(shop: Shop) -> Shop:
    return Shop.objects.get(pk=shop.pk)


@pytest.fixture
def named(shop: Shop) -> Shop:
    shop.own_cookies = [CART, THEME]
    shop.save()
    return shop


def test_it_works(alice: Client, shop: Shop) -> None:
    send(alice, url(shop), **row(0, name=""), **row(1, name=""))
    assert fresh(shop).own_cookies == []
    page = send(alice, url(shop), "another", **row(0, **CART))
    assert page.url == f"{url(shop)}#id_own_cookies"
    send(alice, url(shop), **row(1, **THEME))
    assert fresh(shop).own_cookies == [CART, THEME]
    facts = facts_of(fresh(shop))
    assert [str(c.lasts) for c in facts.cookies.own] == ["P14D", "persistent"]
    again = create_shop(make_facts(facts_data(facts), shipped_library()))
    assert fresh(again).own_cookies == [CART, THEME]


@pytest.mark.parametrize("language", ["en", "uk"])
def test_what_is_stored_is_shown_and_stays(alice: Client, named: Shop, language: str) -> None:
    shown = opened(alice, url(named, language=language))
    assert shown["own_cookie_0_name"] == ["cart_id"]
    assert shown["own_cookie_1_kind"] == ["local_storage"]
    assert shown["own_cookie_2_name"] == [""]
    assert alice.post(url(named, language=language), {**shown, "go": "next"}).status_code == 302
    assert fresh(named).own_cookies == [CART, THEME]


@pytest.mark.long
def test_a_name_that_is_emptied_takes_its_row_out(alice: Client, named: Shop) -> None:
    send(alice, url(named), **row(0, name=""))
    assert fresh(named).own_cookies == [THEME]


@pytest.mark.long
def test_a_period_of_ones_own(alice: Client, named: Shop) -> None:
    send(alice, url(named), **row(0, lasts="other", number=45, unit="D"))
    assert fresh(named).own_cookies == [{**CART, "lasts": "P45D"}, THEME]
    assert opened(alice, url(named))["own_cookie_0_lasts"] == ["P45D"]


HALF: list[tuple[dict[str, Any], set[str]]] = [
    ({"name": "visits"}, {"purpose", "lasts"}),
    ({"purpose": "analytics", "lasts": "session"}, {"name"}),
    ({"name": "my visits", "purpose": "analytics", "lasts": "session"}, {"name"}),
    ({"name": "n/a", "purpose": "analytics", "lasts": "session"}, {"name"}),
    ({"name": "visits", "purpose": "analytics", "lasts": "other"}, {"number"}),
    ({"name": "visits", "purpose": "analytics", "lasts": "other", "number": 101, "unit": "Y"}, {"number"}),
    ({"name": "visits", "purpose": "jam", "lasts": "session"}, {"purpose"}),
    (CART, {"name"}),
]  # fmt: skip


def test_half_a_row_is_refused_at_its_place(alice: Client, named: Shop) -> None:
    shown, start, found = opened(alice, url(named)), "id_own_cookie_2_", []
    for wrong, _places in HALF:
        sent = row(2, **wrong)
        page = alice.post(url(named), {**changed(shown, sent), "go": "next"})
        anchors = {error.anchor.removeprefix(start) for error in page.context["errors"]}
        kept = answers(page)  # type: ignore[arg-type]
        lost = {n for n, v in sent.items() if kept.get(n) != [str(v)]} - {"own_cookie_2_purpose"}
        found.append((wrong, anchors, lost))
    assert found == [(wrong, places, set()) for wrong, places in HALF]
    assert fresh(named).own_cookies == [CART, THEME]


def test_the_error_says_what_to_write(alice: Client, named: Shop) -> None:
    sent = changed(opened(alice, url(named, language="uk")), row(0, name="мій кошик"))
    page = alice.post(url(named, language="uk"), {**sent, "go": "next"})
    [error] = page.context["errors"]
    assert error.message.startswith("Файли cookie так не називають: «мій кошик»")


def test_a_page_without_the_rows_leaves_them(alice: Client, named: Shop) -> None:
    shown = {k: v for k, v in opened(alice, url(named)).items() if not k.startswith("own_cookie")}
    alice.post(url(named), {**shown, "go": "next"})
    assert fresh(named).own_cookies == [CART, THEME]


def test_a_shop_without_a_site_is_not_asked(named: Shop) -> None:
    named.own_site = "no"
    form = SiteForm(instance=named)
    assert [name for name in form.fields if name.startswith("own_cookie")] == []


def test_a_word_that_is_gone_stays_on_offer(alice: Client, named: Shop) -> None:
    named.own_cookies = [{**CART, "purpose": "basket"}]
    named.save()
    shown = opened(alice, url(named))
    assert shown["own_cookie_0_purpose"] == ["basket"]
    alice.post(url(named), {**shown, "go": "next"})
    assert fresh(named).own_cookies == [{**CART, "purpose": "basket"}]


def test_a_copy_has_them_too(alice: Client, named: Shop) -> None:
    assert duplicate(named, named.owner, "").own_cookies == [CART, THEME]


# -- of a service ----------------------------------------------------------------------------------------

KASA = {
    **{"custom_name": "Moia Kasa", "custom_name_uk": "Моя каса", "custom_group": "payments"},
    **{"custom_country": "UA", "custom_role": "processor", "custom_entity": "Kasa LLC"},
    **{"custom_entity_uk": "ТОВ «Каса»", "custom_policy_url": "kasa.example/privacy"},
}
KS = {"name": "ks", "purpose": "analytics", "lasts": "P1Y"}


@pytest.mark.long
def test_a_service_per_language_with_its_cookies(alice: Client, shop: Shop) -> None:
    send(alice, url(shop, "tools"), **KASA, **row(0, "custom_cookie", **KS))
    tool = CustomTool.objects.get(shop=shop)
    assert (tool.name, tool.entity, tool.cookies) == (
        {"en": "Moia Kasa", "uk": "Моя каса"},
        {"en": "Kasa LLC", "uk": "ТОВ «Каса»"},
        [KS],
    )
    [facts] = facts_of(fresh(shop)).custom_tools
    assert facts.name.plain() == tool.name
    assert [c.name for c in facts.cookies] == ["ks"]
    page = alice.get(url(shop, "tools", "uk")).content.decode()
    assert "Моя каса" in page
    assert page.count("Moia Kasa") == 1  # in the line of the English name


def test_sent_twice_it_is_there_once(alice: Client, shop: Shop) -> None:
    for _time in range(2):
        send(alice, url(shop, "tools"), **KASA, **row(0, "custom_cookie", **KS))
    assert CustomTool.objects.get(shop=shop).cookies == [KS]


@pytest.mark.long
def test_typed_anew_it_keeps_its_cookies(alice: Client, shop: Shop) -> None:
    """They went, since a service could not be opened again."""
    send(alice, url(shop, "tools"), **KASA, **row(0, "custom_cookie", **KS))
    send(alice, url(shop, "tools"), **{**KASA, "custom_country": "PL"})
    tool = CustomTool.objects.get(shop=shop)
    assert (tool.country, tool.cookies) == ("PL", [KS])


@pytest.mark.long
def test_a_service_is_opened_again(alice: Client, shop: Shop) -> None:
    send(alice, url(shop, "tools"), **KASA, **row(0, "custom_cookie", **KS))
    before = CustomTool.objects.get(shop=shop)
    shown = opened(alice, url(shop, "tools"))
    again = f"again_{before.slug}"
    assert (shown[f"{again}_name"], shown[f"{again}_name_uk"]) == (["Moia Kasa"], ["Моя каса"])
    assert shown[f"{again}_cookie_0_name"] == ["ks"]
    alice.post(url(shop, "tools"), {**shown, f"{again}_name": "Kasa Nova", "go": "next"})
    after = CustomTool.objects.get(shop=shop)
    assert after.name == {"en": "Kasa Nova", "uk": "Моя каса"}
    parts = ("slug", "group", "entity", "country", "role", "policy_url", "cookies")
    assert [getattr(after, p) for p in parts] == [getattr(before, p) for p in parts]


@pytest.mark.few(2)
@pytest.mark.parametrize("part", ["name", "group", "country", "role"])
def test_half_of_it_is_refused(alice: Client, shop: Shop, part: str) -> None:
    send(alice, url(shop, "tools"), **KASA)
    name = f"again_{CustomTool.objects.get(shop=shop).slug}_{part}"
    shown = opened(alice, url(shop, "tools"))
    page = alice.post(url(shop, "tools"), {**shown, name: "", "go": "next"})
    assert [error.anchor for error in page.context["errors"]] == [f"id_{name}"]
    unticked = [slug for slug in shown["tools"] if not slug.startswith("own-")]
    alice.post(url(shop, "tools"), {**shown, name: "", "tools": unticked, "go": "next"})
    assert not shop.custom_tools.exists()


@pytest.mark.long
def test_a_page_without_it_leaves_it(alice: Client, shop: Shop) -> None:
    send(alice, url(shop, "tools"), **KASA, **row(0, "custom_cookie", **KS))
    before = CustomTool.objects.get(shop=shop)
    shown = opened(alice, url(shop, "tools"))
    old = {name: value for name, value in shown.items() if not name.startswith("again_")}
    alice.post(url(shop, "tools"), {**old, "go": "next"})
    after = CustomTool.objects.get(shop=shop)
    assert (after.name, after.cookies) == (before.name, before.cookies)


def test_one_name_is_the_same_in_every_language(alice: Client, shop: Shop) -> None:
    send(alice, url(shop, "tools"), **{**KASA, "custom_name_uk": "", "custom_entity_uk": ""})
    tool = CustomTool.objects.get(shop=shop)
    assert (tool.name, tool.entity) == ({"": "Moia Kasa"}, {"": "Kasa LLC"})


@pytest.mark.parametrize(
    ("sent", "place"),
    [
        (row(0, "custom_cookie", **KS), "id_custom_name"),
        ({**KASA, **row(1, "custom_cookie", name="ks")}, "id_custom_cookie_1_purpose"),
        ({"custom_name_uk": "Моя каса"}, "id_custom_name"),
    ],
)
def test_half_a_service_is_refused(
    alice: Client, shop: Shop, sent: dict[str, Any], place: str
) -> None:
    [anchors] = refusals(alice, url(shop, "tools"), sent)
    assert place in anchors
    assert not shop.custom_tools.exists()


def test_the_preview_passes_over_what_it_cannot_use() -> None:
    data = shop_data({"cookies": {"own": [{**CART, "purpose": "basket"}, CART]}})
    facts = whole_facts(data, shipped_library())
    assert [cookie.purpose for cookie in facts.cookies.own] == ["cart"]
