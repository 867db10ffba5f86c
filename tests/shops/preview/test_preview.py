"""The policy beside the questions: what the answers on the screen would give. Nothing is stored."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import serializers
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from policygen.shops.answers.storing import changing
from policygen.shops.defaults import add_activity
from policygen.shops.from_facts import create_shop
from policygen.shops.models import (
    Activity,
    ActivityTool,
    CustomTool,
    Market,
    RetentionPeriod,
    Shop,
    ShopTool,
)
from policygen.shops.preview.preview import Preview
from policygen.shops.steps import STEPS
from tests.shops.browser import Answers, answers, changed
from tests.shops.conftest import load

pytestmark = pytest.mark.django_db

SCREENS = [step.slug for step in STEPS]
SAME = "The same as your saved answers."


def url(shop: Shop, slug: str, language: str = "en") -> str:
    return f"/{language}/shops/{shop.public_id}/{slug}/"


def look(
    client: Client, shop: Shop, screen: str, language: str = "en", **changes: Any
) -> HttpResponse:
    """The preview of a screen as it was served, with other answers; None empties one."""
    data = changed(answers(client.get(url(shop, screen, language))), changes)
    return previewed(client, shop, screen, data, language)


def previewed(
    client: Client, shop: Shop, screen: str, data: Answers, language: str = "en"
) -> HttpResponse:
    response = client.post(f"{url(shop, 'preview', language)}?step={screen}", data)
    assert response.status_code == 200
    return response


def shown(response: HttpResponse) -> Preview:
    found: Preview = response.context["preview"]
    return found


def text(response: HttpResponse) -> str:
    return re.sub(r"<[^>]*>", "", response.content.decode())


def database() -> str:
    models = (Shop, Market, ShopTool, CustomTool, Activity, ActivityTool, RetentionPeriod)
    rows = [row for model in models for row in model.objects.order_by("pk")]
    return serializers.serialize("json", rows)


def test_it_works(alice: Client, shop: Shop) -> None:
    response = look(alice, shop, "shop", name_en="Golden Moth", name_uk="Золота міль")
    assert "Golden Moth" in text(response)
    assert "Handcraft Jewelry Courses" not in text(response)
    assert "no-store" in response.headers["Cache-Control"]
    preview = shown(response)
    assert preview.changes.counts["changed"] == len(preview.changes.changes) > 0
    assert preview.first_change == preview.changes.changes[0].id
    assert f'id="preview-clause-{preview.first_change}"' in response.content.decode()


@pytest.mark.parametrize("screen", SCREENS)
def test_what_is_stored_differs_in_nothing(alice: Client, shop: Shop, screen: str) -> None:
    """And the screen leads to it."""
    before = database()
    page = alice.get(url(shop, screen))
    html = page.content.decode()
    assert f'href="{url(shop, "preview")}"' in html
    assert f'hx-post="{url(shop, "preview")}?step={screen}"' in html
    response = previewed(alice, shop, screen, answers(page))
    assert shown(response).changes.changes == ()
    assert SAME in text(response)
    assert "data-jump" not in response.content.decode()
    assert shown(response).open == ()
    assert database() == before


@pytest.mark.few(1)
@pytest.mark.parametrize("name", ["classerium", "jane-ellen"])
def test_nor_do_the_details_of_a_large_shop(alice: Client, name: str) -> None:
    large = create_shop(load(name), User.objects.get(username="alice"))
    assert shown(look(alice, large, "details")).changes.changes == ()


CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("shop", {"name_en": "Moth"}),
    ("contact", {"email": "new@moth.example"}),
    ("customers", {"where": ["US-CA"], "other_places": None}),
    ("purposes", {"purposes": ["site_operation"]}),
    ("tools", {"tools": ["paypal"]}),
    ("details", {"orders__basis": "consent"}),
    ("site", {"sells_data": "yes"}),
]


@pytest.mark.few(2)
@pytest.mark.parametrize(("screen", "changes"), CHANGES)
def test_nothing_is_stored_and_it_is_what_saving_gives(
    alice: Client, shop: Shop, screen: str, changes: dict[str, Any]
) -> None:
    before = database()
    data = changed(answers(alice.get(url(shop, screen))), changes)
    preview = shown(previewed(alice, shop, screen, data))
    assert preview.changes.changes
    assert shown(alice.get(url(shop, "preview"))).document != preview.document
    assert database() == before
    assert alice.post(url(shop, screen), data).status_code == 302
    assert shown(alice.get(url(shop, "preview"))).document == preview.document


# -- unfinished and wrong answers ------------------------------------------------------------------


def test_an_empty_draft(alice: Client, draft: Shop) -> None:
    before = database()
    response = look(alice, draft, "shop")
    assert "«Your shop»" in text(response)
    assert "your-address@example.com" in text(response)
    labels = [link.label for link in shown(response).open]
    assert labels[-2:] == ["Where are your customers?", "What do you do with people’s data?"]
    assert "To which email address can people write about their data?" in labels
    assert "In which country is your business based?" in labels
    assert "we take this one: Ukraine" in text(response)
    assert "these are our suggestions" in text(response)
    assert database() == before


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("screen", "language"), [(s, "uk" if n % 2 else "en") for n, s in enumerate(SCREENS)]
)
def test_every_screen_of_an_empty_draft(
    alice: Client, draft: Shop, screen: str, language: str
) -> None:
    preview = shown(look(alice, draft, screen, language))
    assert preview.document.language == language
    assert preview.document.shop == {"en": "«Your shop»", "uk": "«Ваш магазин»"}[language]
    assert {shown.status for section in preview.sections for shown in section.passages} >= {"same"}


def test_what_was_typed_replaces_the_stand_in(alice: Client, draft: Shop) -> None:
    response = look(alice, draft, "shop", name_en="Moth", country="PL", form="company")
    assert "«Your shop»" not in text(response)
    assert "we take this one" not in text(response)
    assert shown(response).document.shop == "Moth"


WRONG: dict[str, list[dict[str, Any]]] = {
    "contact": [{"email": "not an address"}, {"email": None}, {"dpo_name_en": "Ann"}],
    "shop": [
        {"name_en": None, "name_uk": None},
        {"country": "XX", "form": "tree", "offers": ["planets"]},
        {"languages": None},
    ],
    "customers": [{"minimum_age": "old"}, {"where": None, "other_places": None}],
    "tools": [{"custom_name": "Ours"}],
    "details": [
        {"orders__keep": "other", "orders__keep_number": "x"},
        {"orders__collected": None, "orders__more_data": None},
        {"orders__basis": "magic"},
    ],
    "site": [
        {"breach_hours": "73"},
        {"automated": "some", "automated_logic_en": None, "automated_effect_en": None},
        {"storage_by": ["aws"]},
    ],
}


@pytest.mark.few(2)
@pytest.mark.parametrize("screen", WRONG)
def test_wrong_answers_count_as_not_typed_yet(alice: Client, shop: Shop, screen: str) -> None:
    before = database()
    form = answers(alice.get(url(shop, screen)))
    for changes in WRONG[screen]:
        preview = shown(previewed(alice, shop, screen, changed(form, changes)))
        assert preview.changes.changes == (), changes
    assert database() == before


def test_right_answers_beside_wrong_ones_count(alice: Client, shop: Shop) -> None:
    response = look(alice, shop, "contact", email="wrong", phone="+380 44 000 00 00")
    assert "+380 44 000 00 00" in text(response)
    assert str(load("handcraft-courses").business.contact.email) in text(response)


def test_a_form_without_anything(alice: Client, shop: Shop, draft: Shop) -> None:
    for owned in (shop, draft):
        for screen in SCREENS:
            assert alice.post(f"{url(owned, 'preview')}?step={screen}").status_code == 200


def test_hostile_answers_stay_text(alice: Client, shop: Shop) -> None:
    response = look(alice, shop, "shop", name_en="<script>alert(1)</script>{{ 7 * 7 }}")
    assert "<script>alert" not in response.content.decode()
    assert "{{ 7 * 7 }}" in text(response)


# -- what is shown ---------------------------------------------------------------------------------


def test_marks_are_words_too(alice: Client, shop: Shop) -> None:
    response = look(alice, shop, "site", sells_data="yes")
    html = response.content.decode()
    for status, word in (("added", "New"), ("removed", "Taken out"), ("changed", "Changed")):
        blocks = re.findall(rf'<div class="passage passage-{status}".*?</p>', html, re.DOTALL)
        assert all(word in block for block in blocks)
    counts = shown(response).changes.counts
    assert {s for s, n in counts.items() if n} >= {"same", "added"}
    assert html.count("passage-added") == counts["added"]
    assert html.count("passage-removed") == counts["removed"]


def test_receipts_and_what_is_left_out(alice: Client, shop: Shop) -> None:
    response = look(alice, shop, "shop")
    preview = shown(response)
    html = response.content.decode()
    assert html.count('<details class="receipt"') == len(preview.document.on_pages)
    assert "Passages that your policy does not need" in html
    assert f"{url(shop, 'customers')}?open=where#id_where" in html


def test_the_policys_language_is_chosen_beside_the_pages(alice: Client, shop: Shop) -> None:
    response = look(alice, shop, "shop", preview_language="uk")
    assert shown(response).document.language == "uk"
    assert "Why is this here?" in text(response)
    assert "Чому це тут?" not in text(response)
    other = look(alice, shop, "shop", preview_language="xx")
    assert shown(other).document.language == "en"
    assert shown(alice.get(url(shop, "preview") + "?preview_language=uk")).document.language == "uk"


def test_a_language_that_is_no_longer_wanted(alice: Client, shop: Shop) -> None:
    response = look(alice, shop, "shop", languages=["uk"], first_language="uk")
    assert shown(response).document.language == "uk"


def test_the_page_of_its_own(alice: Client, shop: Shop, draft: Shop) -> None:
    html = alice.get(url(shop, "preview")).content.decode()
    assert 'class="passage' not in html
    assert "Handcraft Jewelry Courses" in html
    assert "«Your shop»" in alice.get(url(draft, "preview")).content.decode()


# -- who, and at what cost -------------------------------------------------------------------------


def test_strangers_get_404(bob: Client, charlie: Client, shop: Shop) -> None:
    for client in (bob, charlie, Client()):
        assert client.get(url(shop, "preview")).status_code == 404
        assert client.post(url(shop, "preview") + "?step=shop").status_code == 404


def test_an_unknown_screen(alice: Client, shop: Shop) -> None:
    for query in ("", "?step=review", "?step=nonsense"):
        assert alice.post(url(shop, "preview") + query).status_code == 404


def test_csrf_is_asked_for(shop: Shop) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(url(shop, "preview") + "?step=shop").status_code == 403


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("screen", "changes", "queries"),
    [("site", {"sells_data": "yes"}, 9), ("details", {"orders__basis": "consent"}, 9)],
)
@pytest.mark.parametrize("more", [0, 2])
def test_queries_do_not_grow_with_the_activities(
    alice: Client,
    shop: Shop,
    screen: str,
    changes: dict[str, Any],
    queries: int,
    more: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    shop.activities.exclude(purpose="orders").delete()
    shop.tools.exclude(uses__activity__purpose="orders").delete()
    with changing(shop) as stored:
        for _ in range(more):
            add_activity(stored, "support")
    data = changed(answers(alice.get(url(shop, screen))), changes)
    with django_assert_num_queries(queries):
        response = alice.post(f"{url(shop, 'preview')}?step={screen}", data)
    assert shown(response).changes.changes
