"""The questions about what a shop does and uses: every box is there, and none is lost wherever it stands."""

import pytest
from django.http import QueryDict
from django.test import Client

from policygen.engine.loading.load import shipped_library
from policygen.shops import defaults
from policygen.shops.forms.picking import Kind, PickField
from policygen.shops.models import Shop
from tests.shops.browser import answers, open_boxes, send

KINDS = [Kind("post", "Post", [("a", "A"), ("b", "B")]), Kind("pay", "Pay", [("c", "C")])]


@pytest.fixture
def jeweller(draft: Shop) -> Shop:
    Shop.objects.filter(pk=draft.pk).update(offers=["jewelry"])
    return Shop.objects.get(pk=draft.pk)


def url(shop: Shop, screen: str) -> str:
    return f"/en/shops/{shop.public_id}/{screen}/"


def sent(query: str) -> list[str]:
    field = PickField()
    field.pick_from(KINDS, ["b"])
    return field.clean(field.widget.value_from_datadict(QueryDict(query), {}, "tools"))


def test_it_works() -> None:
    assert sent("tools=c&tools=a") == ["a", "c"]
    assert sent("") == []


def test_a_page_of_the_last_release_is_understood() -> None:
    """It had a list for each kind."""
    assert sent("tools_pay=c&tools_post=b&tools_post=a") == ["a", "b", "c"]


def stored(shop: Shop, screen: str) -> set[str]:
    return set(
        shop.tools.values_list("slug", flat=True)
        if screen == "tools"
        else shop.activities.values_list("purpose", flat=True)
    )


EVERYTHING = {
    "purposes": list(shipped_library().vocabulary["purposes"]),
    "tools": list(shipped_library().tools),
}


@pytest.mark.few(1)
@pytest.mark.django_db
@pytest.mark.parametrize("screen", ["purposes", "tools"])
def test_everything_can_be_ticked_and_stays_ticked(alice: Client, shop: Shop, screen: str) -> None:
    every = EVERYTHING[screen]
    page = alice.get(url(shop, screen)).content.decode()
    boxes = [slug for slug in every if page.count(f'name="{screen}" value="{slug}"') != 1]
    assert boxes == []
    assert send(alice, url(shop, screen), **{screen: every}).status_code == 302
    assert stored(shop, screen) == set(every)
    again = alice.get(url(shop, screen))
    assert sorted(open_boxes(again)) == sorted(answers(again)[screen]) == sorted(every)
    assert send(alice, url(shop, screen)).status_code == 302
    assert stored(shop, screen) == set(every)


@pytest.mark.django_db
def test_what_is_unticked_stays_open_where_it_is_usual(alice: Client, jeweller: Shop) -> None:
    send(alice, url(jeweller, "purposes"), purposes=["orders", "cameras"])
    page = alice.get(url(jeweller, "purposes"))
    assert answers(page)["purposes"] == ["orders", "cameras"]
    usual = defaults.suggested_purposes(jeweller)
    assert set(open_boxes(page)) == {*usual, "cameras"}


@pytest.mark.django_db
def test_what_each_means_is_a_tap_away(alice: Client, jeweller: Shop) -> None:
    page = alice.get(url(jeweller, "purposes")).content.decode()
    why = shipped_library().vocabulary["purposes"]["delivery"].get("why")
    assert isinstance(why, dict)
    before, _line, behind = page.partition("What does each mean, and why do we ask?")
    assert (before.count(why["en"]), behind.count(why["en"])) == (0, 1)
