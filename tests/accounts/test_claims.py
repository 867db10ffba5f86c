"""Who signs in takes along what the browser has begun; two browsers then see the same shops."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from policygen.shops import access
from policygen.shops.models import Shop
from tests.accounts.inbox import ADDRESS, sign_in

pytestmark = pytest.mark.django_db


def shops_seen(client: Client) -> list[Shop]:
    return list(client.get("/en/shops/").context["shops"])


def begun(client: Client) -> Shop:
    """A draft of this browser, with a first answer so that the next start makes another one."""
    client.post("/en/shops/start/")
    shop = Shop.objects.order_by("pk").last()
    assert shop
    shop.mark_saved("shop")
    return shop


def test_it_works(browser: Client) -> None:
    first, second = begun(browser), begun(browser)
    sign_in(browser)
    user = User.objects.get()
    kept = Shop.objects.values_list("pk", "owner", "owner_key", "resume_key")
    assert set(kept) == {(first.pk, user.pk, "", ""), (second.pk, user.pk, "", "")}
    page = browser.get("/en/shops/").content.decode()
    assert "2 shops from this browser are in your account now." in page
    assert access.SESSION_KEY not in browser.session


def test_one_shop_is_said_in_the_pages_language(browser: Client) -> None:
    begun(browser)
    sign_in(browser, language="uk")
    page = browser.get("/uk/shops/").content.decode()
    assert "1 магазин із цього браузера тепер у вашому обліковому записі." in page


def test_two_browsers_see_the_same_shops(browser: Client) -> None:
    other = Client()
    here, there = begun(browser), begun(other)
    sign_in(browser)
    sign_in(other)
    assert {shop.pk for shop in shops_seen(browser)} == {here.pk, there.pk}
    assert shops_seen(browser) == shops_seen(other)


def test_another_accounts_shops_stay_its_own(browser: Client) -> None:
    mine = begun(browser)
    sign_in(browser)
    stranger = Client()
    sign_in(stranger, "mallory@example.com")
    assert shops_seen(stranger) == []
    assert stranger.get(f"/en/shops/{mine.public_id}/link/").status_code == 404
    assert Shop.objects.get().owner == User.objects.get(email=ADDRESS)


def test_what_came_by_link_stays_where_it_is(browser: Client) -> None:
    shop = begun(Client())
    Shop.objects.update(resume_key="k" * 32)
    browser.get(f"/en/shops/resume/{'k' * 32}/")
    sign_in(browser)
    shop.refresh_from_db()
    assert (shop.owner, shop.resume_key) == (None, "k" * 32)
    assert shops_seen(browser) == [shop]


def test_signing_out_leaves_nothing_behind(browser: Client) -> None:
    shop = begun(browser)
    sign_in(browser)
    browser.post("/en/account/sign-out/")
    assert shops_seen(browser) == []
    assert browser.get(f"/en/shops/{shop.public_id}/review/").status_code == 404


def test_claiming_is_no_change_of_answers(browser: Client) -> None:
    shop = begun(browser)
    before = Shop.objects.get().updated
    sign_in(browser)
    assert Shop.objects.get(pk=shop.pk).updated == before


def test_nothing_to_claim_says_nothing(browser: Client) -> None:
    sign_in(browser)
    assert "from this browser" not in browser.get("/en/shops/").content.decode()


def test_an_editor_claims_by_password_too(browser: Client) -> None:
    shop = begun(browser)
    User.objects.create_superuser("editor", password="a long one for the desk")
    browser.post("/en/admin/login/", {"username": "editor", "password": "a long one for the desk"})
    shop.refresh_from_db()
    assert shop.owner == User.objects.get()


def test_a_browser_without_drafts_costs_no_query(
    browser: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        browser.get("/en/account/sign-in/")
        assert shops_seen(browser) == []
