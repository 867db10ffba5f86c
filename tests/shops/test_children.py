"""The screen of customers, where children are among them: what opens, and what is asked anew."""

import pytest
from django.test import Client
from lxml.html import HtmlElement, fromstring

from policygen.shops.as_facts import facts_of
from policygen.shops.models import Shop
from tests.shops.browser import send

pytestmark = pytest.mark.django_db


def screen(client: Client, shop: Shop) -> HtmlElement:
    return fromstring(client.get(url(shop)).content.decode())


def url(shop: Shop) -> str:
    return f"/en/shops/{shop.public_id}/customers/"


def follow(page: HtmlElement) -> HtmlElement:
    (group,) = page.xpath("//*[@id='id_of_children']")
    return group


def test_it_works(alice: Client, shop: Shop) -> None:
    send(
        alice,
        url(shop),
        children="directed",
        minimum_age=6,
        maximum_age=17,
        parental_consent=["video_call"],
        children_public="no",
    )
    customers = facts_of(Shop.objects.get(pk=shop.pk)).customers
    assert (customers.children, customers.minimum_age, customers.maximum_age) == ("directed", 6, 17)
    assert customers.parental_consent == ("video_call",)
    assert facts_of(Shop.objects.get(pk=shop.pk)).answers["children_public"] is False


@pytest.mark.parametrize(
    ("children", "is_open"), [("none", False), ("mixed", True), ("directed", True)]
)
def test_their_questions_open_with_the_answer(
    alice: Client, shop: Shop, children: str, is_open: bool
) -> None:
    Shop.objects.filter(pk=shop.pk).update(children=children, minimum_age=None, parental_consent=[])
    group = follow(screen(alice, shop))
    assert ("hidden" not in group.attrib) is is_open
    assert group.get("data-asked-by") == "children=mixed directed"
    names = {box.get("name") for box in group.iter("input") if "disabled" not in box.attrib}
    shown = {"shown"} if is_open else set()
    assert names == {"maximum_age", "parental_consent", "children_public", *shown}


@pytest.mark.parametrize("children", ["mixed", "directed"])
def test_the_age_is_asked_anew(alice: Client, shop: Shop, children: str) -> None:
    """The 18 that we filled in stayed, and surfaced on the last screen as a contradiction."""
    page = send(alice, url(shop), children=children, minimum_age=18)
    assert page.status_code == 200
    errors = {error.anchor: error.message for error in page.context["errors"]}
    assert errors == {
        "id_minimum_age": "Children under 13 are among your customers. How old is the youngest?"
    }
    assert "hidden" not in follow(fromstring(page.content.decode())).attrib
    in_ukrainian = send(alice, url(shop).replace("/en/", "/uk/"), children=children, minimum_age=18)
    assert [error.message for error in in_ukrainian.context["errors"]] == [
        "Серед ваших клієнтів є діти до 13 років. Скільки років наймолодшій дитині?"
    ]


def test_the_oldest_is_no_younger_than_the_youngest(alice: Client, shop: Shop) -> None:
    page = send(alice, url(shop), children="directed", minimum_age=6, maximum_age=5)
    assert [error.anchor for error in page.context["errors"]] == ["id_maximum_age"]


def test_without_scripts_the_screen_comes_back_with_their_questions(
    alice: Client, shop: Shop
) -> None:
    """Once: whoever then leaves them open goes on."""
    Shop.objects.filter(pk=shop.pk).update(children="none", parental_consent=[], maximum_age=None)
    page = send(alice, url(shop), children="mixed", minimum_age=8)
    assert page.url == f"{url(shop)}?further=1#id_of_children"
    assert Shop.objects.get(pk=shop.pk).children == "mixed"
    assert "hidden" not in follow(screen(alice, shop)).attrib
    assert send(alice, url(shop)).url == url(shop).replace("customers", "contact")


def test_whoever_answers_at_once_goes_on(alice: Client, shop: Shop) -> None:
    answered = {"minimum_age": 8, "parental_consent": ["video_call"]}
    page = send(alice, url(shop), children="mixed", **answered)
    assert not page.url.endswith("#id_of_children")


@pytest.mark.parametrize(("children", "open_at_once"), [("mixed", True), ("none", False)])
def test_the_next_screen_asks_for_the_telephone_where_the_law_wants_it(
    alice: Client, draft: Shop, children: str, open_at_once: bool
) -> None:
    """16 CFR § 312.4(d)(1): known from the screen before, so that the review has nothing new to say."""
    own = f"/en/shops/{draft.public_id}/"
    Shop.objects.filter(pk=draft.pk).update(offers=["courses"], country="US")
    answers = {"parental_consent": ["card_transaction"], "minimum_age": 6} if open_at_once else {}
    response = send(alice, own + "customers/", where=["US"], children=children, **answers)
    assert response.url == own + "contact/"
    page = fromstring(alice.get(own + "contact/").content.decode())
    (phone,) = page.xpath("//input[@name='phone']")
    assert (phone.xpath("ancestor::details") == []) is open_at_once
