"""How many questions are left, and about how many minutes."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from policygen.shops import remaining as counting
from policygen.shops.as_facts import load_parts
from policygen.shops.defaults import suggested_purposes
from policygen.shops.forms.reading import open_words
from policygen.shops.models import Shop
from policygen.shops.remaining import AROUND, Remaining, minutes, remaining
from policygen.shops.steps import STEPS, get_step
from tests.shops.browser import send

pytestmark = pytest.mark.django_db

SCREENS = [step.slug for step in STEPS]


def left(shop: Shop, *unseen: str) -> Remaining:
    """With these screens still to come."""
    shop = Shop.objects.get(pk=shop.pk)
    shop.saved_steps = [slug for slug in SCREENS if slug not in unseen]
    load_parts(shop)
    return remaining(shop)


def shown(client: Client, shop: Shop, screen: str, language: str = "en") -> str:
    page = client.get(f"/{language}/shops/{shop.public_id}/{screen}/").content.decode()
    found = re.search(r'<p class="remaining">(.*?)</p>', page, re.DOTALL)
    assert found
    return found[1]


QUESTIONS = {"contact": 5, "customers": 2, "purposes": 1, "site": 5}
"""On a screen of the shop below, of what has to be asked before a first policy."""


@pytest.mark.parametrize(
    "screens", [(), *((screen,) for screen in QUESTIONS), ("contact", "customers", "site")]
)
def test_it_works(shop: Shop, screens: tuple[str, ...]) -> None:
    number = sum(QUESTIONS[screen] for screen in screens)
    assert left(shop, *screens).questions == number


def test_minutes_are_answering_and_reading() -> None:
    """Eight seconds a question, 200 words a minute, rounded up."""
    assert [minutes(0, 0), minutes(1, 0), minutes(15, 0), minutes(0, 200), minutes(60, 4000)] == [
        0,
        1,
        2,
        1,
        28,
    ]


@pytest.mark.few(2)
@pytest.mark.parametrize("screen", [s for s in SCREENS if s != "details"])
def test_the_words_are_about_those_on_the_page(alice: Client, shop: Shop, screen: str) -> None:
    """Within three tenths, of a screen that nobody has seen yet. What more is sold stands in a fold."""
    Shop.objects.filter(pk=shop.pk).update(saved_steps=[], offers=[])
    read = words_to_read(alice.get(f"/en/shops/{shop.public_id}/{screen}/").content)
    shop = Shop.objects.get(pk=shop.pk)
    load_parts(shop)
    form = get_step(screen).form(instance=shop)
    assert open_words(form) + AROUND == pytest.approx(read, rel=0.3)


def words_to_read(page: bytes) -> int:
    soup = BeautifulSoup(page, "lxml")
    main = soup.select_one(".screen-questions")
    assert main
    for fold in main.select("details:not([open])"):
        for part in fold.find_all(recursive=False):
            if part.name != "summary":
                part.decompose()
    for gone in main.select(
        "[hidden], .visually-hidden, option:not([selected]), template, noscript"
    ):
        gone.decompose()
    for follows in main.select(
        '[value="unknown"]:not([checked]) + label small, .if-unknown, .if-no'
    ):
        follows.decompose()  # a style hides it until the box is ticked
    for advice in main.select(".finding-out"):
        advice.decompose()  # and this
    return len(main.get_text(" ").split())


def test_a_card_of_the_details_is_a_question(shop: Shop) -> None:
    assert left(shop, "details").questions == shop.activities.count()


def test_before_the_purposes_are_chosen_our_suggestions_count(shop: Shop) -> None:
    shop.activities.all().delete()
    assert left(shop, "details").questions == len(suggested_purposes(shop))


def test_the_home_page_promises_what_the_first_screen_says(alice: Client) -> None:
    """Of a shop that has answered nothing."""
    home = alice.get("/en/").content.decode()
    draft = Shop.objects.get(public_id=alice.post("/en/shops/start/").url.split("/")[3])
    number = remaining(draft).minutes
    assert number > 3
    assert f", {number} minutes" in shown(alice, draft, "shop")
    assert f"<dd>{number}</dd>" in home


def test_every_screen_counts_once(shop: Shop) -> None:
    each = [left(shop, screen).questions for screen in SCREENS]
    assert left(shop, *SCREENS).questions == sum(each)
    assert min(each) > 0


def test_folded_questions_and_answers_inside_them_do_not_count(shop: Shop) -> None:
    Shop.objects.filter(pk=shop.pk).update(contact_chat="yes", security_email="a@b.example")
    assert left(shop, "contact").questions == QUESTIONS["contact"]


def test_a_line_per_language_is_one_question(shop: Shop) -> None:
    Shop.objects.filter(pk=shop.pk).update(languages=["en"])
    assert left(shop, "contact").questions == QUESTIONS["contact"]


def test_the_number_falls_as_screens_are_saved(alice: Client, shop: Shop) -> None:
    Shop.objects.filter(pk=shop.pk).update(saved_steps=SCREENS[:-2])
    site = QUESTIONS["site"]
    both = shop.activities.count() + site
    told = f"About {both} questions left, {left(shop, 'details', 'site').minutes} minutes"
    assert shown(alice, shop, "site") == told
    send(alice, f"/en/shops/{shop.public_id}/details/")
    told = f"About {site} questions left, {left(shop, 'site').minutes} minutes"
    assert shown(alice, shop, "site") == told
    send(alice, f"/en/shops/{shop.public_id}/site/")
    assert shown(alice, shop, "site") == "You have seen every question."


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (3, "Ще близько 3 запитань, 1 хвилина"),
        (8, "Ще близько 8 запитань, 2 хвилини"),
        (20, "Ще близько 20 запитань, 3 хвилини"),
        (41, "Ще близько 41 запитання, 6 хвилин"),
    ],
)
def test_ukrainian_plurals(
    alice: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch, number: int, expected: str
) -> None:
    monkeypatch.setattr(counting, "_measure", lambda step, shop: (number, 0))
    Shop.objects.filter(pk=shop.pk).update(saved_steps=SCREENS[:-1])
    assert shown(alice, shop, "site", "uk") == expected


def test_costs_no_queries(shop: Shop, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    shop.saved_steps = []
    load_parts(shop)
    with django_assert_num_queries(0):
        remaining(shop)
