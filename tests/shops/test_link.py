"""The private link of a shop without an account."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from policygen.shops import access
from policygen.shops.models import Shop

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(charlie: Client) -> Shop:
    return Shop.objects.get()


def link_page(shop: Shop) -> str:
    return f"/en/shops/{shop.public_id}/link/"


def made(client: Client, shop: Shop) -> str:
    """The path that the link has; a new one each time."""
    client.post(link_page(shop), {"do": "renew" if shop.resume_key else "make"})
    shop.refresh_from_db()
    return f"/en/shops/resume/{shop.resume_key}/"


def sees(client: Client, shop: Shop) -> bool:
    answers = {
        client.get(f"/en/shops/{shop.public_id}/{screen}/", follow=True).status_code
        for screen in ("link", "delete")
    }
    assert answers in ({200}, {404})
    return answers == {200}


def test_it_works(charlie: Client, draft: Shop) -> None:
    assert "resume" not in charlie.get(link_page(draft)).content.decode()
    path = made(charlie, draft)
    page = charlie.get(link_page(draft)).content.decode()
    assert page.count(f'value="http://testserver{path}"') == 1
    assert f'data-copy="http://testserver{path}"' in page
    phone = Client()
    assert not sees(phone, draft)
    assert phone.get(path).url == f"/en/shops/{draft.public_id}/shop/"
    assert sees(phone, draft) and sees(charlie, draft)
    assert list(phone.get("/en/shops/").context["shops"]) == [draft]


def test_it_is_not_guessed(charlie: Client, draft: Shop) -> None:
    keys = set()
    for _n in range(20):
        made(charlie, draft)
        keys.add(draft.resume_key)
    assert len(keys) == 20
    assert {len(key) for key in keys} == {32}  # 190 bits in letters and digits


def test_it_goes_to_the_first_unfinished_screen(charlie: Client, draft: Shop) -> None:
    Shop.objects.update(
        name={"": "S"}, form="company", country="UA", offers=["jewelry"], saved_steps=["shop"]
    )
    assert Client().get(made(charlie, draft)).url == f"/en/shops/{draft.public_id}/customers/"


def test_it_speaks_the_language_of_its_address(charlie: Client, draft: Shop) -> None:
    path = made(charlie, draft).replace("/en/", "/uk/")
    assert Client().get(path).url == f"/uk/shops/{draft.public_id}/shop/"


@pytest.mark.parametrize("key", ["nonsense", "x" * 5000, "%00", "' OR 1=1", "../../admin"])
def test_a_wrong_link_says_what_happened(charlie: Client, draft: Shop, key: str) -> None:
    made(charlie, draft)
    response = Client().get(f"/en/shops/resume/{key}/")
    assert response.status_code == 404
    if "/" not in key:
        assert "This link opens nothing (any more)" in response.content.decode()


def test_a_shop_without_a_link_has_no_empty_one(draft: Shop) -> None:
    assert Client().get("/en/shops/resume//").status_code == 404
    browser = Client()
    session = browser.session
    session[access.RESUMED_KEY] = []
    session.save()
    assert not sees(browser, draft)


def test_strangers_make_no_links(draft: Shop, bob: Client) -> None:
    for stranger in (bob, Client()):
        assert stranger.get(link_page(draft)).status_code == 404
        assert stranger.post(link_page(draft), {"do": "make"}).status_code == 404
        assert stranger.post(f"/en/shops/{draft.public_id}/keep/").status_code == 404
    draft.refresh_from_db()
    assert (draft.resume_key, draft.owner) == ("", None)


def test_a_withdrawn_link_shuts_those_out_who_came_by_it(charlie: Client, draft: Shop) -> None:
    phone = Client()
    path = made(charlie, draft)
    phone.get(path)
    charlie.post(link_page(draft), {"do": "withdraw"})
    assert not sees(phone, draft) and sees(charlie, draft)
    assert Client().get(path).status_code == 404


def test_a_new_link_shuts_the_old_one(charlie: Client, draft: Shop) -> None:
    phone, tablet = Client(), Client()
    old = made(charlie, draft)
    phone.get(old)
    new = made(charlie, draft)
    assert old != new
    assert Client().get(old).status_code == 404
    tablet.get(new)
    assert (sees(phone, draft), sees(tablet, draft), sees(charlie, draft)) == (False, True, True)


def test_who_came_by_the_link_cannot_lock_everybody_out(charlie: Client, draft: Shop) -> None:
    phone = Client()
    phone.get(made(charlie, draft))
    assert "Withdraw the link" not in phone.get(link_page(draft)).content.decode()
    phone.post(link_page(draft), {"do": "withdraw"})
    assert "so the link stays" in phone.get(link_page(draft)).content.decode()
    phone.post(link_page(draft), {"do": "renew"})
    assert sees(phone, draft) and sees(charlie, draft)


def test_the_link_is_no_change_of_answers(charlie: Client, draft: Shop) -> None:
    before = draft.updated
    made(charlie, draft)
    charlie.post(link_page(draft), {"do": "withdraw"})
    draft.refresh_from_db()
    assert draft.updated == before


def test_a_shop_in_an_account_has_no_link(alice: Client, shop: Shop) -> None:
    page = alice.get(link_page(shop)).content.decode()
    assert "This shop is in your account." in page and "<button" not in page[page.index("<main") :]
    alice.post(link_page(shop), {"do": "make"})
    shop.refresh_from_db()
    assert shop.resume_key == ""


def test_a_link_never_opens_a_shop_in_an_account(shop: Shop) -> None:
    Shop.objects.update(resume_key="k" * 32)  # no page leaves it so
    browser = Client()
    assert browser.get(f"/en/shops/resume/{'k' * 32}/").status_code == 404
    session = browser.session
    session[access.RESUMED_KEY] = ["k" * 32]
    session[access.SESSION_KEY] = ""
    session.save()
    assert not sees(browser, shop)


def test_who_is_signed_in_may_put_it_into_the_account(
    charlie: Client, draft: Shop, bob: Client
) -> None:
    bob.get(made(charlie, draft))
    assert "Opened through a private link" in bob.get("/en/shops/").content.decode()
    assert bob.get(f"/en/shops/{draft.public_id}/keep/").status_code == 405
    bob.post(f"/en/shops/{draft.public_id}/keep/")
    draft.refresh_from_db()
    assert draft.owner == User.objects.get(username="bob")
    assert "Opened through a private link" not in bob.get("/en/shops/").content.decode()
    assert sees(charlie, draft)  # for thirty days: test_taking.py


def test_without_an_account_it_cannot_be_put_into_one(charlie: Client, draft: Shop) -> None:
    charlie.post(f"/en/shops/{draft.public_id}/keep/")
    draft.refresh_from_db()
    assert draft.owner is None and sees(charlie, draft)


def test_opening_it_twice_or_at_home_changes_nothing(charlie: Client, draft: Shop) -> None:
    path = made(charlie, draft)
    charlie.get(path)
    assert access.RESUMED_KEY not in charlie.session
    phone = Client()
    phone.get(path)
    phone.get(path)
    assert phone.session[access.RESUMED_KEY] == [draft.resume_key]


def test_looking_a_shop_up_takes_one_query_still(
    charlie: Client, draft: Shop, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    phone = Client()
    phone.get(made(charlie, draft))
    for client in (charlie, phone):
        with django_assert_num_queries(3):  # session, shop, and whether it can be taken back
            client.get(f"/en/shops/{draft.public_id}/delete/")
