"""Purposes and services: what a choice brings with it and what it leaves alone."""

from typing import Any

import pytest
from django.test import Client

from policygen.engine.facts.fields import Localized
from policygen.engine.facts.reading import make_facts
from policygen.engine.library.schema import Term
from policygen.engine.loading.load import shipped_library
from policygen.shops import defaults, tools
from policygen.shops.answers.storing import changing
from policygen.shops.as_facts import facts_of, shop_data
from policygen.shops.models import Activity, Shop
from tests.shops.browser import answers, send

pytestmark = pytest.mark.django_db


def url(shop: Shop, slug: str) -> str:
    return f"/en/shops/{shop.public_id}/{slug}/"


def activity(shop: Shop, purpose: str) -> Activity:
    return Activity.objects.get(shop=shop, purpose=purpose)


def purposes(shop: Shop) -> list[str]:
    return list(Activity.objects.filter(shop=shop).values_list("purpose", flat=True))


def used_by(shop: Shop, purpose: str) -> set[str]:
    return set(activity(shop, purpose).tools.values_list("slug", flat=True))


def tools_of(shop: Shop) -> list[str]:
    """Those of the catalogue."""
    return [tool.slug for tool in shop.tools.all() if not tool.slug.startswith("own-")]


def place(page: Any) -> dict[str, str]:
    return {error.anchor: error.message for error in page.context["errors"]}


@pytest.fixture
def jeweller(draft: Shop) -> Shop:
    Shop.objects.filter(pk=draft.pk).update(
        offers=["jewelry"], country="UA", name={"": "Willow"}, form="company", email="a@b.example"
    )
    return Shop.objects.get(pk=draft.pk)


# -- presets ---------------------------------------------------------------------------------------


@pytest.mark.few(15)
@pytest.mark.parametrize("slug", shipped_library().vocabulary["purposes"])
def test_every_purpose_has_defaults_that_the_engine_accepts(slug: str) -> None:
    shop = Shop.objects.create(
        languages=["en"], offers=["courses"], name={"": "A"}, form="company", country="UA"
    )
    Shop.objects.filter(pk=shop.pk).update(email="a@b.example")
    shop.refresh_from_db()
    shop.markets.create(code="UA")
    with changing(shop) as answers:
        defaults.add_activity(answers, slug)
    assert make_facts(shop_data(shop), shipped_library()).activities[0].purpose == slug


def test_every_purpose_speaks_to_the_owner() -> None:
    def texts(term: Term) -> tuple[object, ...]:
        return term.get("question"), term.get("why"), term.get("group")

    silent = [s for s, t in shipped_library().vocabulary["purposes"].items() if not all(texts(t))]
    assert silent == []


def test_every_group_of_tools_has_a_natural_purpose_but_the_rest() -> None:
    groups = set(shipped_library().vocabulary["tool_groups"])
    assert groups - set(defaults.NATURAL_PURPOSES) == {"other"}
    assert set(defaults.NATURAL_PURPOSES.values()) <= set(shipped_library().vocabulary["purposes"])


# -- purposes --------------------------------------------------------------------------------------


def test_purposes_are_suggested_by_what_is_sold(alice: Client, jeweller: Shop) -> None:
    ticked = answers(alice.get(url(jeweller, "purposes")))
    assert ticked["purposes"] == defaults.suggested_purposes(jeweller)
    assert {"orders", "delivery"} <= set(ticked["purposes"])
    assert purposes(jeweller) == []


def test_purposes_are_made_with_defaults(alice: Client, jeweller: Shop) -> None:
    send(alice, url(jeweller, "purposes"))
    delivery = activity(jeweller, "delivery")
    assert delivery.data == ["name", "phone", "shipping_address", "delivery_status"]
    assert delivery.basis == "contract"
    assert delivery.keep.duration == "P1Y"


def test_purposes_leave_the_others_alone(alice: Client, shop: Shop) -> None:
    before = activity(shop, "orders")
    less = [slug for slug in purposes(shop) if slug not in ("advertising", "analytics")]
    send(alice, url(shop, "purposes"), purposes=[*less, "newsletter"])
    now = purposes(shop)
    assert "advertising" not in now
    assert "analytics" not in now
    assert now[-1] == "newsletter"
    assert activity(shop, "orders").pk == before.pk
    assert used_by(shop, "orders") == {"stripe"}


def test_a_new_purpose_takes_the_fitting_tools(alice: Client, shop: Shop) -> None:
    send(alice, url(shop, "purposes"), purposes=["orders", "fraud_prevention"])
    assert used_by(shop, "fraud_prevention") == {"stripe"}


def test_unticked_purposes_are_not_suggested_again(alice: Client, jeweller: Shop) -> None:
    send(alice, url(jeweller, "purposes"), purposes=["orders"])
    assert answers(alice.get(url(jeweller, "purposes")))["purposes"] == ["orders"]


def test_at_least_one_purpose(alice: Client, shop: Shop) -> None:
    page = send(alice, url(shop, "purposes"), purposes=None)
    assert place(page).keys() == {"id_purposes"}
    assert purposes(shop)


# -- tools -----------------------------------------------------------------------------------------


def test_tools_of_the_own_country_come_first(alice: Client, jeweller: Shop) -> None:
    send(alice, url(jeweller, "purposes"))
    groups = {group.slug: group for group in tools.on_offer(jeweller)}
    assert groups["payments"].needed
    assert not groups["gem_lab"].needed
    slugs = [slug for slug, _label in groups["payments"].tools]
    assert slugs[0] == "liqpay"
    assert slugs.index("plata_mono") < slugs.index("stripe") < slugs.index("fondy")
    assert dict(groups["payments"].tools)["fondy"] == "Fondy (licence ended)"


def test_tools_go_where_they_are_usually_needed(alice: Client, jeweller: Shop) -> None:
    send(alice, url(jeweller, "purposes"))
    send(alice, url(jeweller, "tools"), tools=["liqpay", "novaposhta"])
    assert used_by(jeweller, "orders") == {"liqpay"}
    assert used_by(jeweller, "delivery") == {"novaposhta"}
    assert tools.unplaced(jeweller) == []


def test_a_tool_brings_its_purpose(alice: Client, jeweller: Shop) -> None:
    send(alice, url(jeweller, "purposes"))
    send(alice, url(jeweller, "tools"), tools=["ga4", "hotjar", "meta_pixel"])
    assert used_by(jeweller, "analytics") == {"ga4", "hotjar"}
    assert used_by(jeweller, "advertising") == {"meta_pixel"}
    page = alice.get(url(jeweller, "details")).content.decode()
    assert "so we added this to what you do" in page


def test_unticking_a_tool_removes_it_everywhere(alice: Client, shop: Shop) -> None:
    Shop.objects.filter(pk=shop.pk).update(storage_by=["cloudflare"])
    Activity.objects.filter(shop=shop, purpose="orders").update(source=["person", "stripe"])
    send(alice, url(shop, "tools"), tools=["vimeo"])
    assert used_by(shop, "orders") == set()
    assert activity(shop, "orders").source == ["person"]
    assert Shop.objects.get(pk=shop.pk).storage_by == []


def test_tools_keep_what_the_owner_arranged(alice: Client, shop: Shop) -> None:
    activity(shop, "site_operation").uses.all().delete()
    send(alice, url(shop, "tools"), tools=[*tools_of(shop), "paypal"])
    assert used_by(shop, "site_operation") == set()
    assert used_by(shop, "orders") == {"stripe", "paypal"}


CUSTOM = {
    "custom_name": "Моя CRM",
    "custom_group": "crm",
    "custom_country": "UA",
    "custom_role": "processor",
    "custom_policy_url": "crm.example/privacy",
}


def test_a_tool_of_ones_own(alice: Client, shop: Shop) -> None:
    send(alice, url(shop, "tools"), **CUSTOM)
    custom = shop.custom_tools.get()
    assert (custom.slug, custom.name) == ("own-moia-crm", {"": "Моя CRM"})
    assert custom.policy_url == "https://crm.example/privacy"
    assert used_by(shop, "orders") == {"stripe", "own-moia-crm"}
    assert facts_of(Shop.objects.get(pk=shop.pk)).custom_tools[0].name == Localized({"": "Моя CRM"})
    assert answers(alice.get(url(shop, "tools")))["tools"].count("own-moia-crm") == 1


def test_a_tool_of_ones_own_goes_when_unticked(alice: Client, shop: Shop) -> None:
    send(alice, url(shop, "tools"), **CUSTOM)
    send(alice, url(shop, "tools"), tools=tools_of(shop))
    assert not shop.custom_tools.exists()
    assert used_by(shop, "orders") == {"stripe"}


@pytest.mark.long
def test_two_tools_of_ones_own_do_not_collide(alice: Client, shop: Shop) -> None:
    send(alice, url(shop, "tools"), **CUSTOM)
    send(alice, url(shop, "tools"), **{**CUSTOM, "custom_name": "Моя-CRM!"})
    send(alice, url(shop, "tools"), **{**CUSTOM, "custom_name": "Нова Пошта"})
    send(alice, url(shop, "tools"), **{**CUSTOM, "custom_name": "Укрпошта"})
    send(alice, url(shop, "tools"), **{**CUSTOM, "custom_name": "東京"})
    slugs = set(shop.custom_tools.values_list("slug", flat=True))
    assert slugs == {
        *("own-moia-crm", "own-moia-crm-2", "own-nova-poshta", "own-ukrposhta", "own-service")
    }


@pytest.mark.few(2)
@pytest.mark.parametrize("name", ["custom_name", "custom_group", "custom_country", "custom_role"])
def test_half_a_description_is_refused(alice: Client, shop: Shop, name: str) -> None:
    page = send(alice, url(shop, "tools"), **{**CUSTOM, name: None})
    assert place(page).keys() == {f"id_{name}"}
    assert not shop.custom_tools.exists()
    kept = answers(page)
    assert all(kept[n] == [v] for n, v in CUSTOM.items() if n not in (name, "custom_policy_url"))


def test_unknown_tools_are_refused(alice: Client, shop: Shop) -> None:
    page = send(alice, url(shop, "tools"), tools=["pigeon"])
    assert place(page).keys() == {"id_tools"}
