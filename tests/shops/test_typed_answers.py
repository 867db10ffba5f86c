"""Typed answers that can't be true are named beside their field; nothing that was typed is lost."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client

from policygen.shops.as_facts import facts_of
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop, today
from tests.cast import silver_willow
from tests.shops.browser import answers, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(alice: Client) -> Shop:
    return create_shop(silver_willow(), User.objects.get(username="alice"))


def url(shop: Shop, screen: str, language: str = "en") -> str:
    return f"/{language}/shops/{shop.public_id}/{screen}/"


@pytest.mark.few(3)
@pytest.mark.parametrize(
    ("field", "typed", "en", "uk"),
    [
        ("registration", "не знаю", "“не знаю” is no answer.", "«не знаю» – не відповідь."),
        ("legal_name_en", "n/a", "“n/a” is no answer.", "«n/a» – не відповідь."),
        ("address_en", "-", "“-” is no answer.", "«-» – не відповідь."),
        ("dpo_name_en", "tbd", "“tbd” is no answer.", "«tbd» – не відповідь."),
        ("phone", "later", "“later” is no answer.", "«later» – не відповідь."),
        ("email", "a..b@willow.example", "is not an email address", "не адреса електронної пошти"),
        ("email", "a@gm\u0430il.com", "mixes Latin and Cyrillic", "змішано схожі літери"),
        ("website", "@willow", "the name of an account", "назва облікового запису"),
        ("website", "https://a:b@willow.example", "a user name or a password", "пароль"),
        ("website", "http://localhost:8000", "Nobody but you", "Крім вас"),
        ("form_url", "https://-", "is not a web address", "не вебадреса"),
    ],
)
def test_it_works(alice: Client, shop: Shop, field: str, typed: str, en: str, uk: str) -> None:
    for language, said in (("en", en), ("uk", uk)):
        page = send(alice, url(shop, "contact", language), **{field: typed})
        assert page.status_code == 200 and said in page.content.decode()
        assert answers(page)[field] == [typed]
    assert facts_of(Shop.objects.get(pk=shop.pk)) == silver_willow()


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("email", "info@верба.укр", "info@верба.укр"),
        ("website", "верба.укр", "https://верба.укр"),
        ("website", "willow.com.ua/en", "https://willow.com.ua/en"),
        ("phone", "044 123", "044 123"),  # told in the review, and not refused
        ("registration", "12345670", "12345670"),
    ],
)
def test_what_is_taken(alice: Client, shop: Shop, field: str, typed: str, stored: str) -> None:
    assert send(alice, url(shop, "contact"), **{field: typed}).status_code == 302
    assert getattr(Shop.objects.get(pk=shop.pk), field) == stored


def test_a_name_that_is_none(alice: Client, shop: Shop) -> None:
    page = send(alice, url(shop, "shop"), name_en="не знаю").content.decode()
    assert "“не знаю” is no answer. Write the real one." in page
    assert send(alice, url(shop, "shop"), name_en="Later").status_code == 302


def test_a_day_far_ahead(alice: Client, shop: Shop) -> None:
    far = today() + datetime.timedelta(days=400)
    page = send(alice, url(shop, "shop"), effective=far.isoformat())
    assert "This is more than a year ahead." in page.content.decode()
    near = today() + datetime.timedelta(days=300)
    assert send(alice, url(shop, "shop"), effective=near.isoformat()).status_code == 302


def test_the_kind_of_a_number_is_kept(alice: Client, shop: Shop) -> None:
    send(alice, url(shop, "contact"), registration="12345678", registration_kind="edrpou")
    assert facts_of(Shop.objects.get(pk=shop.pk)).business.registration_kind == "edrpou"


def test_what_was_accepted_before_still_opens(alice: Client, shop: Shop) -> None:
    Shop.objects.filter(pk=shop.pk).update(
        registration="не знаю", email=".a..b@-x.c", website="https://-", phone="?"
    )
    for screen in ("shop", "contact", "review", "preview", "what-if"):
        assert alice.get(url(shop, screen)).status_code == 200, screen
    review = alice.get(url(shop, "review")).content.decode()
    assert "What stands as the registration number is no number" in review
    page = send(alice, url(shop, "contact"))
    assert page.status_code == 200 and "“не знаю” is no answer." in page.content.decode()
