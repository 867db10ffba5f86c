"""Kinds of shop to start from: what they suggest, and that nothing counts before it is saved."""

from typing import Any

import pytest
from django.test import Client

from policygen.engine.facts.fields import countries
from policygen.engine.library import questions
from policygen.engine.loading.load import shipped_library
from policygen.shops import presets
from policygen.shops.answers.storing import changing
from policygen.shops.as_facts import shop_data
from policygen.shops.defaults import NATURAL_PURPOSES, set_purposes, set_tools, suggested_purposes
from policygen.shops.forms.shop import ShopForm
from policygen.shops.models import Shop
from policygen.shops.steps import STEPS, get_step
from tests.cases import cases
from tests.shops.browser import answers, open_boxes, send

KINDS = ["jewelry", "no_site", "repairs", "courses", "both", "marketplace", "tutor"]


def url(shop: Shop, slug: str) -> str:
    return f"/en/shops/{shop.public_id}/{slug}/"


def fresh(shop: Shop) -> Shop:
    return Shop.objects.get(pk=shop.pk)


def ticked(client: Client, shop: Shop, screen: str) -> set[str]:
    return set(answers(client.get(url(shop, screen))).get(screen, []))


HINT = "We ticked what shops like yours usually use."


def begin(client: Client, shop: Shop, **changes: Any) -> Shop:
    """The first screen as an owner fills it in who finds a preset."""
    filled = {"preset": "jewelry", "name_en": "Willow", "form": "company", "country": "UA"}
    response = send(client, url(shop, "shop"), **{**filled, **changes})
    assert response.status_code == 302, response.content.decode()
    return fresh(shop)


# -- the file --------------------------------------------------------------------------------------


def test_it_works() -> None:
    assert list(presets.presets()) == KINDS
    jewelry = presets.presets()["jewelry"]
    assert jewelry.label == {
        "en": "I make and sell jewelry",
        "uk": "Я виготовляю та продаю прикраси",
    }
    assert jewelry.tools_in("UA")[:2] == ("liqpay", "plata_mono")
    assert jewelry.tools_in("FR") == jewelry.tools["EU"] != jewelry.tools["other"]
    assert jewelry.tools_in("JP") == jewelry.tools_in("") == jewelry.tools["other"]
    for preset in presets.presets().values():
        assert {country: preset.tools_in(country) for country in preset.tools} == preset.tools


@pytest.mark.django_db
@pytest.mark.parametrize("slug", KINDS)
def test_usual_answers_are_answers_of_their_screens(slug: str) -> None:
    shop = Shop.objects.create(preset=slug, country="UA", languages=["en", "uk"])
    for screen in presets.presets()[slug].answers:
        fields = get_step(screen).form(instance=shop).fields
        for name, usual in presets.usual_answers(shop, screen).items():
            assert name in fields
            chosen = {str(u) for u in (usual if isinstance(usual, list) else [usual]) if u}
            on_offer = {str(value) for value, _label in getattr(fields[name], "choices", ())}
            assert chosen <= on_offer


@cases("slug", KINDS)
def test_tools_are_such_as_the_purposes_need(slug: str) -> None:
    """A tool that no suggested purpose needs would bring in a purpose that the owner never saw."""
    preset = presets.presets()[slug]
    purposes = set(suggested_purposes(Shop(preset=slug, offers=list(preset.offers))))
    for tools in preset.tools.values():
        groups = {shipped_library().tools[tool].group for tool in tools}
        assert {NATURAL_PURPOSES[group] for group in groups} - purposes <= {"embedded_media"}


@cases("slug", KINDS)
def test_countries_are_countries(slug: str) -> None:
    assert set(presets.presets()[slug].tools) - {"EU", "other"} <= set(countries())


@cases("slug", KINDS)
def test_what_is_for_the_owner_alone_to_say_is_not_suggested(slug: str) -> None:
    preset, library = presets.presets()[slug], shipped_library()
    answered = {name for rows in preset.answers.values() for name in rows}
    assert answered & questions.OWNERS_OWN_ANSWERS == set()
    named = [library.tools[tool] for tools in preset.tools.values() for tool in tools]
    assert [t.slug for t in named if t.flags or t.group in questions.OWNERS_OWN_GROUPS] == []


# -- the first screen ------------------------------------------------------------------------------

needs_database = pytest.mark.django_db


@needs_database
def test_one_choice_says_what_is_sold(alice: Client, draft: Shop) -> None:
    shop = begin(alice, draft)
    assert (shop.preset, shop.offers) == ("jewelry", ["jewelry", "custom_orders"])


@needs_database
def test_more_can_be_sold_than_the_preset_says(alice: Client, draft: Shop) -> None:
    shop = begin(alice, draft, offers=["appraisals"])
    assert shop.offers == ["jewelry", "custom_orders", "appraisals"]


@needs_database
def test_what_is_unticked_later_stays_unticked(alice: Client, draft: Shop) -> None:
    shop = begin(alice, begin(alice, draft), offers=["jewelry"])
    assert (shop.preset, shop.offers) == ("jewelry", ["jewelry"])


@needs_database
def test_another_preset_takes_its_offers_along(alice: Client, draft: Shop) -> None:
    shop = begin(alice, begin(alice, draft, offers=["appraisals"]), preset="tutor")
    assert shop.offers == ["live_classes", "consultations", "appraisals"]


@needs_database
@pytest.mark.parametrize(
    ("preset", "anchor"), [(None, "id_preset"), ("other", "id_offers"), ("circus", "id_preset")]
)
def test_something_must_be_sold(
    alice: Client, draft: Shop, preset: str | None, anchor: str
) -> None:
    filled = {"name_en": "Willow", "form": "company", "country": "UA", "preset": preset}
    response = send(alice, url(draft, "shop"), **filled)
    assert [error.anchor for error in response.context["errors"]] == [anchor]
    assert fresh(draft).saved_steps == []


@needs_database
def test_something_else_is_an_answer(alice: Client, draft: Shop) -> None:
    shop = begin(alice, draft, preset="other", offers=["certified_gems"])
    assert (shop.preset, shop.offers) == ("other", ["certified_gems"])
    assert answers(alice.get(url(shop, "tools"))).get("tools") is None


@needs_database
def test_a_shop_without_a_preset_can_be_saved_again(alice: Client, shop: Shop) -> None:
    before = shop.offers
    assert send(alice, url(shop, "shop")).status_code == 302
    assert (fresh(shop).preset, fresh(shop).offers) == ("", before)


@needs_database
def test_choices_are_written_in_the_pages_language(alice: Client, draft: Shop) -> None:
    text = alice.get(f"/uk/shops/{draft.public_id}/shop/").content.decode()
    for preset in presets.presets().values():
        assert preset.label["uk"] in text
        assert preset.label["en"] not in text


# -- the later screens -----------------------------------------------------------------------------


@pytest.mark.few(2)
@needs_database
@pytest.mark.parametrize(
    ("preset", "country"),
    [("jewelry", "UA"), ("courses", "US"), ("both", "PL"), ("marketplace", "GB"), ("tutor", "FR"), ("jewelry", "JP")],
)  # fmt: skip
def test_screens_are_filled_in_and_nothing_is_stored(
    alice: Client, draft: Shop, preset: str, country: str
) -> None:
    shop = begin(alice, draft, preset=preset, country=country)
    usual = presets.presets()[preset]
    assert ticked(alice, shop, "purposes") == set(suggested_purposes(shop))
    assert set(usual.purposes) <= set(suggested_purposes(shop))
    assert ticked(alice, shop, "tools") == set(usual.tools_in(country))
    assert not shop.activities.exists() and not shop.tools.exists()
    assert fresh(shop).optional_sections == [] and fresh(shop).contact_account == ""


@needs_database
def test_usual_answers_stand_on_their_screens(alice: Client, draft: Shop) -> None:
    shop = begin(alice, draft, preset="courses")
    assert answers(alice.get(url(shop, "contact")))["contact_account"] == ["yes"]
    assert answers(alice.get(url(shop, "site")))["optional_sections"] == ["glance"]
    assert answers(alice.get(url(shop, "customers")))["minimum_age"] == ["18"]


@needs_database
def test_a_tutors_pupils_may_be_of_any_age(alice: Client, draft: Shop) -> None:
    shop = begin(alice, draft, preset="tutor")
    asked = answers(alice.get(url(shop, "customers")))
    assert asked["minimum_age"] == [""]
    assert "children" not in asked


@needs_database
def test_suggested_tools_stand_open_and_say_so(alice: Client, draft: Shop) -> None:
    shop = begin(alice, draft)
    page = alice.get(url(shop, "tools"))
    assert HINT in page.content.decode()
    assert open_boxes(page) == [
        "liqpay",
        "plata_mono",
        "novaposhta",
        "ukrposhta",
        "instagram_direct",
    ]


@pytest.mark.long
@needs_database
def test_saved_screens_stay_as_they_are(alice: Client, draft: Shop) -> None:
    shop = begin(alice, draft)
    send(alice, url(shop, "purposes"), purposes=["orders"])
    send(alice, url(shop, "tools"), tools=["liqpay", "instagram_direct"])
    shop = begin(alice, shop, preset="tutor")
    assert "live_lessons" not in ticked(alice, shop, "purposes")
    assert ticked(alice, shop, "tools") == {"liqpay", "instagram_direct"}
    assert HINT not in alice.get(url(shop, "tools")).content.decode()
    assert answers(alice.get(url(shop, "customers")))["minimum_age"] == [""]


@needs_database
def test_purposes_that_services_brought_do_not_hide_the_suggestions(
    alice: Client, draft: Shop
) -> None:
    shop = begin(alice, draft)
    send(alice, url(shop, "tools"), tools=["ga4"])
    assert ticked(alice, shop, "purposes") == {*suggested_purposes(shop), "analytics"}


@needs_database
def test_an_answer_that_is_there_is_not_replaced(alice: Client, draft: Shop) -> None:
    shop = begin(alice, draft, preset="courses")
    Shop.objects.filter(pk=shop.pk).update(contact_account="no")
    assert answers(alice.get(url(shop, "contact")))["contact_account"] == ["no"]


def test_every_screen_of_a_preset_exists() -> None:
    screens = {screen for preset in presets.presets().values() for screen in preset.answers}
    assert screens <= {step.slug for step in STEPS}
    assert ShopForm.base_fields["preset"].required is False


# -- what a purpose brings with it -----------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("country", "period", "after"),
    [
        ("UA", "P1095D", "tax_return"),
        ("GB", "P6Y", "financial_year_end"),
        ("JP", "P3Y", "tax_return"),
    ],
)
def test_tax_records_start_with_the_period_of_the_country(
    country: str, period: str, after: str
) -> None:
    shop = Shop.objects.create(country=country, form="company", languages=["en"])
    with changing(shop) as answers:
        set_purposes(answers, ["legal_records"])
    keep = shop_data(shop)["activities"][0]["keep"]
    assert (keep["for"], keep["after"]) == (period, after)


@pytest.mark.parametrize(
    ("own_site", "takers"),
    [("no", ["orders", "custom_orders", "support"]), ("yes", ["support"])],
)
@pytest.mark.django_db
def test_where_there_is_no_site_people_order_in_a_chat(own_site: str, takers: list[str]) -> None:
    shop = Shop.objects.create(preset="no_site", languages=["en"], own_site=own_site)
    with changing(shop) as new:
        set_purposes(new, ["orders", "custom_orders", "delivery", "support"])
        set_tools(new, ["instagram_direct"])
        found = [a.row.purpose for a in new.activities if "instagram_direct" in a.tools]
    assert found == takers


@pytest.mark.parametrize(("country", "asked"), [("UA", False), ("US", True), ("PL", True)])
@pytest.mark.django_db
def test_a_receipt_in_ukraine_has_no_billing_address(country: str, asked: bool) -> None:
    shop = Shop.objects.create(preset="jewelry", languages=["en"], country=country)
    with changing(shop) as new:
        set_purposes(new, ["legal_records"])
        (records,) = new.activities
    assert records.row.data == ["name", *(["billing_address"] if asked else []), "transactions"]
