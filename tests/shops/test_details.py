"""The screen of details: each purpose with its data, basis, services and period."""

from typing import Any

import pytest
from django.test import Client
from lxml.html import HtmlElement, fromstring

from policygen.shops import defaults, tools
from policygen.shops.answers.storing import changing
from policygen.shops.as_facts import facts_of, shop_data
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Activity, Shop
from tests.shops.browser import refusals, send

pytestmark = pytest.mark.django_db


def url(shop: Shop, slug: str) -> str:
    return f"/en/shops/{shop.public_id}/{slug}/"


def activity(shop: Shop, purpose: str) -> Activity:
    return Activity.objects.get(shop=shop, purpose=purpose)


def used_by(shop: Shop, purpose: str) -> set[str]:
    return set(activity(shop, purpose).tools.values_list("slug", flat=True))


TOOLS = ["stripe", "teachable", "vimeo", "cloudflare", "ga4", "meta_pixel"]
"""Of the shop."""


def place(page: Any) -> dict[str, str]:
    return {error.anchor: error.message for error in page.context["errors"]}


def test_details(alice: Client, shop: Shop) -> None:
    send(
        alice,
        url(shop, "details"),
        **{"orders__collected": ["name"], "orders__more_data": ["ring_size"]},
        **{"orders__basis": "legitimate_interests", "orders__interest": "better_service"},
        **{"orders__tools": ["stripe", "vimeo"], "orders__mandatory": "unknown"},
        **{"orders__about": ["customers", "friends"], "orders__source": ["person", "stripe"]},
        **{"orders__keep": "for P3Y tax_return", "orders__keep_why": ["tax", "claims"]},
    )
    facts = facts_of(Shop.objects.get(pk=shop.pk))
    orders = next(a for a in facts.activities if a.purpose == "orders")
    assert orders.data == ("name", "ring_size")
    assert (orders.basis, orders.interest) == ("legitimate_interests", "better_service")
    assert orders.tools == ("stripe", "vimeo")
    assert (orders.mandatory, orders.about) == ("unknown", ("customers", "friends"))
    assert orders.source == ("person", "stripe")
    assert (str(orders.keep.period), orders.keep.after) == ("P3Y", "tax_return")
    assert orders.keep.why == ("tax", "claims")


def test_data_that_may_be_left_out(alice: Client, shop: Shop) -> None:
    """Kept only as far as it is asked for; and not in the policy where nothing has to be given."""
    ticked = {"orders__collected": ["name", "email"], "orders__optional": ["email", "phone"]}
    send(alice, url(shop, "details"), orders__mandatory="yes", **ticked)
    facts = facts_of(Shop.objects.get(pk=shop.pk))
    orders = next(a for a in facts.activities if a.purpose == "orders")
    assert (orders.needed, orders.left_free) == (("name",), ("email",))
    again = facts_of(create_shop(facts))
    assert next(a for a in again.activities if a.purpose == "orders").optional == ("email",)
    send(alice, url(shop, "details"), orders__mandatory="no", **ticked)
    facts = facts_of(Shop.objects.get(pk=shop.pk))
    orders = next(a for a in facts.activities if a.purpose == "orders")
    assert (orders.needed, orders.left_free) == ((), ())


def test_another_period(alice: Client, shop: Shop) -> None:
    send(
        alice,
        url(shop, "details"),
        **{"orders__keep": "other", "orders__keep_number": 18, "orders__keep_unit": "M"},
        orders__keep_after="warranty_end",
    )
    keep = activity(shop, "orders").keep
    assert (keep.kind, keep.duration, keep.anchor) == ("for", "P18M", "warranty_end")


def test_a_reason_goes_with_its_basis(alice: Client, shop: Shop) -> None:
    send(alice, url(shop, "details"), security__basis="consent")
    assert activity(shop, "security").interest == ""


def test_a_contract_has_a_reason_beside_it_for_who_has_none(alice: Client, shop: Shop) -> None:
    reason = {"orders__basis": "contract", "orders__interest": "serving_others"}
    send(alice, url(shop, "details"), **reason, orders__about=["customers", "gift_recipients"])
    assert activity(shop, "orders").interest == "serving_others"
    send(alice, url(shop, "details"), **reason, orders__about=["customers"])
    assert activity(shop, "orders").interest == ""


@pytest.mark.parametrize(
    ("children", "folded"), [("none", True), ("mixed", False), ("directed", False)]
)
def test_whose_data_it_is_is_asked_openly_where_children_come(
    alice: Client, shop: Shop, children: str, folded: bool
) -> None:
    """Behind «More about it» of thirteen purposes nobody found it."""
    Shop.objects.filter(pk=shop.pk).update(children=children)
    page = fromstring(alice.get(url(shop, "details")).content.decode())
    (box,) = page.xpath("//input[@name='orders-about'][@value='children']")
    inside = [one.get("class") for one in box.iterancestors("details")]
    assert ("folded" in inside) is folded
    legend = "Whose data is it: customers’, children’s, somebody else’s?"
    assert legend in page.xpath("string(.)")


def cards(client: Client, shop: Shop) -> dict[str, HtmlElement]:
    page = fromstring(client.get(url(shop, "details")).content.decode())
    found = page.xpath("//details[contains(@class, 'activity')]")
    return {card.get("id").removeprefix("id_"): card for card in found}


def asking(client: Client, shop: Shop) -> dict[str, str]:
    """The cards that stand open, with why."""
    return {
        slug: card.xpath("string(*[@class='missing'])")
        for slug, card in cards(client, shop).items()
        if "open" in card.attrib
    }


def test_a_card_is_two_short_lines(alice: Client, shop: Shop) -> None:
    summary = cards(alice, shop)["orders"].find("summary")
    assert [" ".join(line.text_content().split()) for line in summary] == [
        *("Customers can order and pay", "Name + 3 · Stripe · 7 years after the order")
    ]
    assert asking(alice, shop) == {}


def test_a_card_that_needs_an_answer_is_open_and_says_which(alice: Client, shop: Shop) -> None:
    Activity.objects.filter(shop=shop, purpose="security").update(interest="")
    Activity.objects.filter(shop=shop, purpose="orders").update(data=[])
    assert asking(alice, shop) == {
        "orders": "Say which data you use.",
        "security": "Choose why you may use the data.",
    }


CHILDREN = "You said that children are among your customers. Is this their data too?"


@pytest.mark.long
def test_where_children_come_the_cards_of_pupils_ask_once(alice: Client, shop: Shop) -> None:
    Shop.objects.filter(pk=shop.pk).update(children="mixed", saved_steps=["customers"])
    Activity.objects.filter(shop=shop).update(about=["customers"])
    assert asking(alice, shop) == {"course_delivery": CHILDREN}
    course = Activity.objects.filter(shop=shop, purpose="course_delivery")
    course.update(about=["customers", "children"])
    assert asking(alice, shop) == {}
    course.delete()
    assert asking(alice, shop) == {"support": CHILDREN}  # the first card
    Shop.objects.filter(pk=shop.pk).update(saved_steps=["customers", "details"])
    assert CHILDREN not in asking(alice, shop).values()  # what is wrong is told on top from now on


def test_one_card_asks_and_the_others_say_so(alice: Client, shop: Shop) -> None:
    """A teacher of children has many such purposes: all of them open were a wall."""
    Shop.objects.filter(pk=shop.pk).update(children="mixed", saved_steps=["customers"])
    Activity.objects.filter(shop=shop).update(about=["customers"])
    Activity.objects.filter(shop=shop, purpose="support").update(purpose="certificates")
    assert asking(alice, shop) == {"certificates": CHILDREN}
    lines = {
        n: card.xpath("string(summary/*[@class='asks d-block'])")
        for n, card in cards(alice, shop).items()
    }
    assert {n: line for n, line in lines.items() if line} == {
        "course_delivery": "Children’s data too?"
    }


_AFTER = {"orders__keep": "other", "orders__keep_after": "order"}


def test_details_refuses(alice: Client, shop: Shop) -> None:
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"orders__collected": None}, "id_orders-collected"),
        ({"orders__basis": None}, "id_orders-basis"),
        ({"orders__basis": "legitimate_interests"}, "id_orders-interest"),
        ({"orders__basis": "because"}, "id_orders-basis"),
        ({"orders__keep": "other", "orders__keep_number": 5}, "id_orders-keep_after"),
        ({**_AFTER, "orders__keep_number": 101, "orders__keep_unit": "Y"}, "id_orders-keep_number"),
        ({"orders__keep": "forever"}, "id_orders-keep"),
        ({"orders__keep": ""}, "id_orders-keep"),
        ({"orders__about": None}, "id_orders-about"),
        ({"orders__tools": ["paypal"]}, "id_orders-tools"),
        ({"orders__more_data": ["soul"]}, "id_orders-more_data"),
    ]
    Activity.objects.filter(shop=shop).exclude(purpose="orders").delete()
    before = shop_data(Shop.objects.get(pk=shop.pk))
    shop.tools.exclude(slug="stripe").delete()
    found = refusals(alice, url(shop, "details"), *(changes for changes, _anchor in wrong))
    assert found == [{anchor} for _changes, anchor in wrong]
    assert shop_data(Shop.objects.get(pk=shop.pk)) == before


def test_two_activities_with_one_purpose(alice: Client, shop: Shop) -> None:
    with changing(shop) as answers:
        second = defaults.add_activity(answers, "support").row
    send(alice, url(shop, "details"), **{"support-2__basis": "consent"})
    second.refresh_from_db()
    assert second.basis == "consent"
    assert Activity.objects.filter(shop=shop, purpose="support").first().basis == "contract"


def test_a_tool_without_a_purpose_is_asked_about(alice: Client, shop: Shop) -> None:
    send(alice, url(shop, "tools"), tools=[*TOOLS, "google_fonts"])
    page = alice.get(url(shop, "details"))
    assert "What do you use Google Fonts for?" in page.content.decode()
    states = {mark.title: mark.state for mark in page.context["progress"]}
    assert states["Details"] == "current"
    refused = send(alice, url(shop, "details"))
    assert place(refused).keys() == {"id_place_google_fonts"}
    target = activity(shop, "site_operation")
    send(alice, url(shop, "details"), place_google_fonts=target.pk)
    assert used_by(shop, "site_operation") == {"cloudflare", "google_fonts"}
    assert tools.unplaced(shop) == []


def test_ticking_it_at_a_purpose_is_an_answer_too(alice: Client, shop: Shop) -> None:
    send(alice, url(shop, "tools"), tools=[*TOOLS, "google_fonts"])
    send(alice, url(shop, "details"), site_operation__tools=["cloudflare", "google_fonts"])
    assert used_by(shop, "site_operation") == {"cloudflare", "google_fonts"}


def test_the_usual_period_stands_beside_the_question(alice: Client, shop: Shop) -> None:
    Shop.objects.filter(pk=shop.pk).update(country="UA", region="")
    page = alice.get(url(shop, "details")).content.decode()
    assert (
        "Ukraine, tax records: at least 1095 days after you file the tax return"
        " (Art. 44.3 of the Tax Code of Ukraine)." in page
    )
    page = alice.get(url(shop, "details").replace("/en/", "/uk/")).content.decode()
    assert (
        "Україна, податкові документи: щонайменше 1095 днів після подання податкової звітності"
        " (п. 44.3 ст. 44 Податкового кодексу України)." in page
    )


def test_a_draft_without_a_country_shows_what_is_usual(alice: Client, shop: Shop) -> None:
    Shop.objects.filter(pk=shop.pk).update(country="", region="")
    page = alice.get(url(shop, "details")).content.decode()
    assert "Usual for messages from customers: 24 months after the last contact." in page
    assert "at least" not in page
