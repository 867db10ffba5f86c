"""What all screens have in common: saving, going back and forth, hostile text, queries."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from policygen.engine.facts.reading import facts_data
from policygen.shops.as_facts import facts_of
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from policygen.shops.steps import STEPS
from tests.shops.browser import answers, send
from tests.shops.conftest import load

pytestmark = pytest.mark.django_db


def url(shop: Shop, slug: str, language: str = "en") -> str:
    return f"/{language}/shops/{shop.public_id}/{slug}/"


def refused(response: HttpResponse) -> dict[str, str]:
    """The errors of a screen that came back, by id of the field."""
    assert response.status_code == 200
    return {error.anchor: error.message for error in response.context["errors"]}


def fresh(shop: Shop) -> Shop:
    return Shop.objects.get(pk=shop.pk)


SLUGS = [step.slug for step in STEPS]


@pytest.mark.few(1)
@pytest.mark.parametrize("name", ["klumandel", "jane-ellen", "classerium"])
def test_saving_without_a_change_changes_nothing(
    alice: Client, name: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """And a screen takes as many queries as any other, of a large shop too."""
    facts = load(name)
    shop = create_shop(facts, User.objects.get(username="alice"))
    for slug in SLUGS:
        with django_assert_num_queries(QUERIES):
            page = alice.get(url(shop, slug))
        response = alice.post(url(shop, slug), {**answers(page), "go": "next"})
        assert response.status_code == 302, (slug, refused(response))
        assert _unordered(facts_data(facts_of(fresh(shop)))) == _unordered(facts_data(facts)), slug
    with django_assert_num_queries(QUERIES):
        alice.get(url(shop, "review"))


QUERIES = 9
"""Session, user, shop, and its six tables."""


def _unordered(value: Any) -> Any:
    """Without the order of words in a list, which a screen of tick boxes does not keep."""
    if isinstance(value, dict):
        return {key: _unordered(inner) for key, inner in value.items()}
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return sorted(value)
    return [_unordered(v) for v in value] if isinstance(value, list) else value


@pytest.mark.few(3)
@pytest.mark.parametrize("slug", SLUGS)
def test_an_empty_form_is_answered_not_crashed(alice: Client, draft: Shop, slug: str) -> None:
    assert alice.post(url(draft, slug), {}).status_code in (200, 302)
    assert alice.post(url(draft, slug), {"go": "nowhere", "x": "y"}).status_code in (200, 302)


@pytest.mark.few(2)
@pytest.mark.parametrize(
    ("slug", "go", "target"),
    [
        ("shop", "next", "customers"),
        ("shop", "back", "shop"),
        ("contact", "back", "customers"),
        ("site", "next", "review"),
        ("tools", "stay", "tools"),
        ("tools", "//evil.example", "details"),
    ],
)
def test_back_and_forth(alice: Client, shop: Shop, slug: str, go: str, target: str) -> None:
    response = send(alice, url(shop, slug), go)
    assert response.url == url(shop, target)


def test_any_screen_can_be_opened_first(alice: Client, draft: Shop) -> None:
    for slug in [*SLUGS, "review"]:
        assert alice.get(url(draft, slug)).status_code == 200


def test_progress(alice: Client, draft: Shop) -> None:
    send(alice, url(draft, "contact"), email="a@b.example")
    marks = alice.get(url(draft, "purposes")).context["progress"]
    states = [mark.state for mark in marks]
    assert states == ["open", "open", "done", "current", "open", "open", "open", "open"]


# -- hostile input ---------------------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% debug %} %(name)s {0}",
    "[x](javascript:alert(1)) **b**",
    'O\'Neil "&" Söhne 7',
    "044\x00 123 45 67",
]


def test_hostile_text_is_text(alice: Client, shop: Shop) -> None:
    name, legal_name, address, registration, phone = HOSTILE
    send(alice, url(shop, "shop"), name_en=name, name_uk="")
    send(
        alice,
        url(shop, "contact"),
        **{"legal_name_en": legal_name, "legal_name_uk": "", "address_en": address},
        **{"address_uk": "", "registration": registration, "phone": phone},
    )
    pages = [url(shop, slug) for slug in ("shop", "contact", "review", "delete")]
    for place in [*pages, f"{url(shop, 'review')}?language=uk", "/en/shops/"]:
        body = alice.get(place).content.decode()
        assert "<script>alert" not in body
        assert "<strong>b</strong>" not in body
    assert "{{ 7*7 }} {% debug %} %(name)s {0}" in alice.get(url(shop, "review")).content.decode()
    assert answers(alice.get(url(shop, "shop")))["name_en"] == [name]
    kept = answers(alice.get(url(shop, "contact")))
    assert kept["legal_name_en"] == [legal_name]
    assert kept["registration"] == [registration]
    assert kept["phone"] == ["044 123 45 67"]
