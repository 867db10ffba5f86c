"""Every field of every screen, answered badly: the error stands beside it and nothing else is lost."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.utils import translation
from lxml.html import HtmlElement, fromstring

from policygen.shops.as_facts import shop_data
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from policygen.shops.steps import STEPS, get_step
from tests.shops.browser import Answers, answers
from tests.shops.conftest import load

pytestmark = pytest.mark.django_db
SCREENS = [step.slug for step in STEPS]

LONG = "ї" * 10_000
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}{% now 'Y' %}'\"><img src=x onerror=alert(1)>"
CONTROL = "a\x00b\x07\u202ec"
NO_NUMBERS = ("abc", "-1", "1e9", "9" * 40, "½", "5; DROP TABLE")


@pytest.fixture
def shop(alice: Client) -> Shop:
    """A published-looking shop with few purposes: every screen is filled in and right."""
    return create_shop(load("klumandel"), User.objects.get(username="alice"))


def fields(shop: Shop, screen: str) -> dict[str, forms.Field]:
    """The fields of a screen by the names they have in the form; of the cards, the first two."""
    form = get_step(screen).form(instance=shop)
    if screen != "details":
        return dict(form.fields)
    return {card.add_prefix(name): f for card in form.cards[:2] for name, f in card.fields.items()}


def bad_values(field: forms.Field) -> Iterator[Any]:
    """What the field can't take. Hostile text is no bad value where text is asked: it is only text."""
    if isinstance(field, forms.MultipleChoiceField):
        yield from (["no-such-word"], [HOSTILE], [LONG])
    elif isinstance(field, forms.ChoiceField):
        yield from ("no-such-word", HOSTILE, LONG)
    elif isinstance(field, forms.IntegerField):
        yield from NO_NUMBERS
    elif isinstance(field, forms.DateField):
        yield from ("yesterday", "2026-13-45", "0000-00-00", LONG)
    elif isinstance(field, forms.CharField):
        yield LONG
    if field.required:
        yield None


def page_with(client: Client, url: str, data: Answers) -> HttpResponse:
    response = client.post(url, {**data, "go": "next"})
    assert response.status_code == 200, (url, response.status_code)
    return response


def errors_beside(page: HtmlElement) -> dict[str, str]:
    """By the id of the place beside the field."""
    places = page.xpath('//*[contains(@id, "_error")]')
    return {place.get("id"): " ".join(place.text_content().split()) for place in places}


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("screen", "language"), [("contact", "en"), *((screen, "uk") for screen in SCREENS)]
)
def test_bad_values_are_named_and_the_rest_is_kept(
    alice: Client, shop: Shop, screen: str, language: str
) -> None:
    url = f"/{language}/shops/{shop.public_id}/{screen}/"
    with translation.override(language):
        good = answers(alice.get(url))
        before = shop_data(shop)
        bad = {name: list(bad_values(f)) for name, f in fields(shop, screen).items()}
        for turn in range(max(map(len, bad.values()))):
            wrong = {name: values[turn] for name, values in bad.items() if turn < len(values)}
            data = {**without(wrong, good), **as_sent(wrong)}
            response = page_with(alice, url, data)
            page = fromstring(response.content.decode())
            summary = set(page.xpath('//*[contains(@class, "error-summary")]//a/@href'))
            beside = errors_beside(page)
            for name, value in wrong.items():
                message = beside.get(f"id_{name}_error", "")
                assert message, (name, str(value)[:60])
                assert language_of(message) == language, (name, message)
                assert f"#id_{name}" in summary, (name, summary)
            # What the page would send if the owner pressed the button again.
            unsaid = {*wrong, "shown"}
            assert without(unsaid, answers(response)) == without(unsaid, data)
        assert shop_data(Shop.objects.get(pk=shop.pk)) == before


def as_sent(values: dict[str, Any]) -> Answers:
    """None stands for a field that is not sent at all."""
    return {n: v if isinstance(v, list) else [v] for n, v in values.items() if v is not None}


def without(names: Iterable[str], given: Answers) -> Answers:
    return {key: values for key, values in given.items() if key not in names}


def language_of(message: str) -> str:
    """By its letters. What was typed may be quoted."""
    own = message.replace("ї", "").replace("no-such-word", "").replace(HOSTILE, "")
    return "uk" if any("а" <= letter.lower() <= "я" for letter in own) else "en"


@pytest.mark.few(2)
@pytest.mark.parametrize("screen", ["shop", "contact", "tools", "site"])
def test_hostile_text_is_only_text(alice: Client, shop: Shop, screen: str) -> None:
    url = f"/en/shops/{shop.public_id}/{screen}/"
    good = answers(alice.get(url))
    for name, field in fields(shop, screen).items():
        plain = type(field).__name__ == "LineField"
        if not plain:
            continue
        data = {**good, name: [HOSTILE], "go": ["stay"]}
        response = alice.post(url, data, follow=True)
        page = response.content.decode()
        assert response.status_code == 200
        assert "<script>alert" not in page and "<img src=x" not in page and ">49<" not in page
        if not response.context["errors"]:
            # What is the same in every language is shown in the first one's line.
            assert [HOSTILE] in answers(response).values(), name


def test_control_characters_do_not_get_in(alice: Client, shop: Shop) -> None:
    url = f"/en/shops/{shop.public_id}/shop/"
    alice.post(url, {**answers(alice.get(url)), "name_uk": [CONTROL], "go": "next"})
    shop.refresh_from_db()
    assert shop.name == {"": "abc"}
