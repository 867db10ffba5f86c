"""How many questions are left, and about how many minutes."""

import math
import re

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from policygen.engine.loading.load import shipped_library
from policygen.shops import remaining as counting
from policygen.shops.as_facts import load_parts
from policygen.shops.defaults import suggested_purposes
from policygen.shops.models import Shop
from policygen.shops.remaining import Remaining, remaining
from policygen.shops.steps import STEPS
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


FOLDED = {
    *("camera_sign", "card_transfer", "children_public", "criminal_checks", "dpo_not_needed"),
    *("keepsake_rest", "llm_training", "local_time", "not_sold_with_business", "twelve_months"),
}
"""Not counted for the shop below: folded, or one of a group of answers that is a question."""
QUESTIONS = {
    screen: number
    + len((shipped_library().answers.keys() - FOLDED) & shipped_library().questions[screen].keys())
    for screen, number in {"contact": 8, "customers": 3, "purposes": 1, "site": 20}.items()
}
"""On a screen of the shop below: those of the program, and the yes/no questions that the library adds."""


def minutes(questions: int) -> int:
    return math.ceil(questions / 6)


@pytest.mark.parametrize(
    "screens", [(), *((screen,) for screen in QUESTIONS), ("contact", "customers", "site")]
)
def test_it_works(shop: Shop, screens: tuple[str, ...]) -> None:
    number = sum(QUESTIONS[screen] for screen in screens)
    assert left(shop, *screens) == Remaining(number, minutes(number))


def test_a_card_of_the_details_is_a_question(shop: Shop) -> None:
    assert left(shop, "details").questions == shop.activities.count()


def test_before_the_purposes_are_chosen_our_suggestions_count(shop: Shop) -> None:
    shop.activities.all().delete()
    assert left(shop, "details").questions == len(suggested_purposes(shop))


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
    told = f"About {both} questions left, {minutes(both)} minutes"
    assert shown(alice, shop, "site") == told
    send(alice, f"/en/shops/{shop.public_id}/details/")
    told = f"About {site} questions left, {minutes(site)} minutes"
    assert shown(alice, shop, "site") == told
    send(alice, f"/en/shops/{shop.public_id}/site/")
    assert shown(alice, shop, "site") == "You have seen every question."


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (3, "Залишилося приблизно 3 запитання, 1 хвилина"),
        (8, "Залишилося приблизно 8 запитань, 2 хвилини"),
        (20, "Залишилося приблизно 20 запитань, 4 хвилини"),
        (31, "Залишилося приблизно 31 запитання, 6 хвилин"),
    ],
)
def test_ukrainian_plurals(
    alice: Client, shop: Shop, monkeypatch: pytest.MonkeyPatch, number: int, expected: str
) -> None:
    monkeypatch.setattr(counting, "_questions", lambda step, shop: number)
    Shop.objects.filter(pk=shop.pk).update(saved_steps=SCREENS[:-1])
    assert shown(alice, shop, "site", "uk") == expected


def test_costs_no_queries(shop: Shop, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    shop.saved_steps = []
    load_parts(shop)
    with django_assert_num_queries(0):
        remaining(shop)
