"""A calendar subscribes to the promises at a private address, which its owner makes and withdraws."""

import re

import icalendar
import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AnonymousUser, User
from django.test import Client
from django.utils.translation import override

from policygen.engine.language.duration import Duration
from policygen.engine.policy.recurring import Recurrence, first_day
from policygen.shops import taking
from policygen.shops.models import Shop
from policygen.shops.promises.promises import _how_often

pytestmark = pytest.mark.django_db


def page(client: Client, shop: Shop) -> BeautifulSoup:
    response = client.get(f"/en/shops/{shop.public_id}/promises/")
    return BeautifulSoup(response.content, "lxml")


def change(client: Client, shop: Shop, do: str) -> None:
    response = client.post(f"/en/shops/{shop.public_id}/subscription/", {"do": do})
    assert response.headers["Location"] == f"/en/shops/{shop.public_id}/promises/#subscribe"
    shop.refresh_from_db()


def address(client: Client, shop: Shop) -> str:
    field = page(client, shop).select_one("#subscribe-address")
    return str(field["value"]).removeprefix("http://testserver") if field else ""


def test_it_works(alice: Client, shop: Shop) -> None:
    assert address(alice, shop) == ""
    change(alice, shop, "make")
    path = address(alice, shop)
    assert re.fullmatch(r"/en/shops/calendar/\w{32}/promises\.ics", path)
    link = page(alice, shop).select_one("#subscribe a.btn-primary")
    assert link and link["href"] == f"webcal://testserver{path}"
    response = Client().get(path)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert (
        response.headers["Content-Disposition"]
        == 'inline; filename="handcraft-jewelry-courses-privacy-promises.en.ics"'
    )
    calendar = icalendar.Calendar.from_ical(response.content)
    assert calendar["REFRESH-INTERVAL"].to_ical() == b"P1D"
    assert len(calendar.events) > 3
    assert response.content == alice.get(f"/en/shops/{shop.public_id}/promises.ics").content


def test_a_double_click_makes_one(alice: Client, shop: Shop) -> None:
    change(alice, shop, "make")
    first = shop.calendar_key
    change(alice, shop, "make")
    assert shop.calendar_key == first


def test_replaced_and_withdrawn(alice: Client, shop: Shop) -> None:
    before = shop.updated
    change(alice, shop, "make")
    first = address(alice, shop)
    change(alice, shop, "renew")
    second = address(alice, shop)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    change(alice, shop, "withdraw")
    assert Client().get(second).status_code == 404
    assert (address(alice, shop), shop.calendar_key, shop.updated) == ("", "", before)


def test_the_address_opens_the_calendar_and_nothing_else(alice: Client, shop: Shop) -> None:
    change(alice, shop, "make")
    stranger = Client()
    response = stranger.get(address(alice, shop))
    assert "Set-Cookie" not in response.headers and not stranger.cookies
    assert stranger.get(f"/en/shops/{shop.public_id}/promises/").status_code == 404
    assert stranger.get(f"/en/shops/resume/{shop.calendar_key}/").status_code == 404
    assert stranger.post(address(alice, shop)).status_code == 405


@pytest.mark.parametrize("who", ["bob", "charlie"])
def test_strangers_make_none(request: pytest.FixtureRequest, shop: Shop, who: str) -> None:
    client = request.getfixturevalue(who)
    path = f"/en/shops/{shop.public_id}/subscription/"
    assert client.post(path, {"do": "make"}).status_code == 404
    assert Shop.objects.get(pk=shop.pk).calendar_key == ""
    assert client.get("/en/shops/calendar//promises.ics").status_code == 404


def test_while_answers_are_missing_the_calendar_keeps_what_it_has(
    alice: Client, shop: Shop
) -> None:
    change(alice, shop, "make")
    path = address(alice, shop)
    Shop.objects.filter(pk=shop.pk).update(email="")
    response = Client().get(path)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "3600")


def test_a_copy_has_no_address(alice: Client, shop: Shop) -> None:
    change(alice, shop, "make")
    alice.post(f"/en/shops/{shop.public_id}/duplicate/")
    copy = Shop.objects.exclude(pk=shop.pk).latest("pk")
    assert (copy.owner, copy.calendar_key) == (shop.owner, "")


def test_every_change_counts_up(alice: Client, shop: Shop) -> None:
    change(alice, shop, "make")
    path = address(alice, shop)

    def sequence() -> int:
        calendar = icalendar.Calendar.from_ical(Client().get(path).content)
        return max(int(event["SEQUENCE"]) for event in calendar.events)

    before = sequence()
    shop.updated = shop.updated.replace(year=shop.updated.year + 1)
    Shop.objects.filter(pk=shop.pk).update(updated=shop.updated)
    assert sequence() > before


@pytest.mark.parametrize(
    ("period", "english", "ukrainian"),
    [
        ("P1Y", "every year", "щороку"),
        ("P1M", "every month", "щомісяця"),
        ("P3M", "every three months", "кожні три місяці"),
        ("P1W", "every week", "щотижня"),
        ("P7D", "every week", "щотижня"),
        ("P1D", "every day", "щодня"),
        ("P1Y6M", "every 18 months", "раз на 18 місяців"),
        ("P2W", "every 2 weeks", "раз на 2 тижні"),
        ("P45D", "every 45 days", "раз на 45 днів"),
        ("P1M10D", "every 1 month and 10 days", "раз на 1 місяць та 10 днів"),
    ],
)
def test_any_period_is_said(period: str, english: str, ukrainian: str, shop: Shop) -> None:
    every = Duration.parse(period)
    recurrence = Recurrence("x", "X", every, None)
    for language, expected in (("en", english), ("uk", ukrainian)):
        with override(language):
            assert _how_often(recurrence).replace("\xa0", " ") == expected
    begun = Recurrence("x", "X", every, first_day(shop.effective, every))
    with override("en"):
        assert _how_often(begun).startswith(f"{english}, first on ".replace(" ", " "))


def test_who_takes_the_shop_back_withdraws_the_address(alice: Client, draft: Shop) -> None:
    bob = User.objects.create_user("bob")
    Shop.objects.filter(pk=draft.pk).update(owner=None, owner_key="k" * 40, calendar_key="c" * 32)
    draft.refresh_from_db()
    assert taking.take(draft, bob, begun_here=False)
    assert taking.take_back(draft, AnonymousUser(), "k" * 40)
    assert Shop.objects.get(pk=draft.pk).calendar_key == ""
