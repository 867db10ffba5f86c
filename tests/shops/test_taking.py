"""A shop without an account, and somebody who has its private link puts it into theirs.

Alice began it in her browser, Bob opened the link and has an account, Charlie is a stranger, Dora has the
link too.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from policygen.shops import access
from policygen.shops.models import Shop, Taking
from policygen.shops.taking import UNDONE_WITHIN, take
from tests.accounts.inbox import sign_in
from tests.shops.test_link import link_page, made, sees

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_tries_yet() -> None:
    cache.clear()


@pytest.fixture
def alice() -> Client:
    client = Client()
    client.post("/en/shops/start/")
    Shop.objects.update(name={"": "Willow"}, saved_steps=["shop"])
    return client


@pytest.fixture
def shop(alice: Client) -> Shop:
    return Shop.objects.get()


def with_link(alice: Client, shop: Shop, client: Client) -> Client:
    client.get(f"/en/shops/resume/{shop.resume_key}/" if shop.resume_key else made(alice, shop))
    return client


@pytest.fixture
def bob(alice: Client, shop: Shop, bob: Client) -> Client:
    User.objects.filter(username="bob").update(email="bob@example.com")
    return with_link(alice, shop, bob)


@pytest.fixture
def dora(alice: Client, shop: Shop, bob: Client) -> Client:
    return with_link(alice, shop, Client())


def owner(shop: Shop) -> str:
    user = Shop.objects.get(pk=shop.pk).owner
    return user.username if user else ""


def press(client: Client, shop: Shop, what: str, language: str = "en") -> str:
    """The words of the page that follows; "" where the shop is not found."""
    answer = client.post(f"/{language}/shops/{shop.public_id}/{what}/", follow=True)
    return answer.content.decode() if answer.status_code == 200 else ""


def my_shops(client: Client, language: str = "en") -> str:
    return client.get(f"/{language}/shops/").content.decode()


def later(by: timedelta) -> None:
    Taking.objects.update(at=timezone.now() - by)


def test_it_works(alice: Client, bob: Client, dora: Client, shop: Shop) -> None:
    assert "Whoever began it keeps it for 30 days" in my_shops(bob)
    assert "can take it back." in press(bob, shop, "keep")
    assert owner(shop) == "bob"
    assert all(sees(client, shop) for client in (alice, bob, dora))
    assert "You put it into your account on" in my_shops(bob)
    assert "the link opens it until" in my_shops(dora)
    assert "somebody put this shop into an account of theirs" in my_shops(alice)
    assert "The shop is yours again." in press(alice, shop, "take-back")
    assert owner(shop) == ""
    assert [sees(client, shop) for client in (alice, bob, dora)] == [True, False, False]
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (
        ["bob@example.com"],
        "Willow is no longer in your account",
    )
    assert not Taking.objects.exists()


def test_in_ukrainian(alice: Client, bob: Client, shop: Shop) -> None:
    press(bob, shop, "keep", "uk")
    assert "Повернути магазин собі" in my_shops(alice, "uk")
    assert "Магазин знову ваш." in press(alice, shop, "take-back", "uk")


def test_signing_in_takes_nothing_that_came_by_a_link(
    alice: Client, dora: Client, shop: Shop
) -> None:
    sign_in(dora)
    assert (owner(shop), sees(dora, shop), sees(alice, shop)) == ("", True, True)
    assert "Put it into my account" in my_shops(dora)
    assert "from this browser" not in my_shops(dora)


def test_only_who_began_it_undoes_it(alice: Client, bob: Client, dora: Client, shop: Shop) -> None:
    press(bob, shop, "keep")
    charlie, stranger = Client(), Client()
    charlie.post("/en/shops/start/")
    sign_in(stranger, "stranger@example.com")
    for client in (charlie, stranger):
        assert press(client, shop, "take-back") == press(client, shop, "keep") == ""
    dora.post(
        "/en/shops/start/"
    )  # A browser with a draft of its own is none that this one was begun in.
    for client in (bob, dora):
        assert "The shop can’t be taken back" in press(client, shop, "take-back")
    assert owner(shop) == "bob"
    assert alice.get(f"/en/shops/{shop.public_id}/take-back/").status_code == 405


def test_pressed_twice(alice: Client, bob: Client, shop: Shop) -> None:
    press(bob, shop, "keep")
    moment = Taking.objects.get().at
    press(bob, shop, "keep")
    assert Taking.objects.get().at == moment
    press(alice, shop, "take-back")
    assert "The shop can’t be taken back" in press(alice, shop, "take-back")
    assert len(mail.outbox) == 1
    assert press(bob, shop, "keep") == ""
    assert owner(shop) == ""


def test_of_two_who_want_it_one_gets_it(
    alice: Client, bob: Client, dora: Client, shop: Shop
) -> None:
    sign_in(dora)
    press(bob, shop, "keep")
    assert "Somebody else has put this shop" in press(dora, shop, "keep")
    assert owner(shop) == "bob"
    # Both had looked the shop up before either wrote.
    Taking.objects.all().delete()
    Shop.objects.update(owner=None)
    first, second = Shop.objects.get(), Shop.objects.get()
    users = User.objects.order_by("pk")
    assert [take(first, users[0], begun_here=False), take(second, users[1], begun_here=False)] == [
        True,
        False,
    ]
    assert owner(shop) == users[0].username


def test_after_thirty_days_it_is_settled(
    alice: Client, bob: Client, dora: Client, shop: Shop
) -> None:
    press(bob, shop, "keep")
    later(UNDONE_WITHIN - timedelta(hours=1))
    assert sees(alice, shop)
    later(UNDONE_WITHIN)
    assert press(alice, shop, "take-back") == ""
    assert [sees(client, shop) for client in (alice, bob, dora)] == [False, True, False]
    assert "take it back" not in my_shops(bob)


def test_who_signs_in_meanwhile_can_still_undo_it(alice: Client, bob: Client, shop: Shop) -> None:
    press(bob, shop, "keep")
    sign_in(alice, "alice@example.com")
    assert access.SESSION_KEY not in alice.session
    assert (owner(shop), sees(alice, shop)) == ("bob", True)
    elsewhere = Client()
    sign_in(elsewhere, "alice@example.com")
    assert "The shop is yours again." in press(elsewhere, shop, "take-back")
    assert Shop.objects.get().owner == User.objects.get(email="alice@example.com")
    assert (sees(alice, shop), sees(bob, shop)) == (True, False)


def test_ones_own_phone_takes_nothing_from_oneself(alice: Client, dora: Client, shop: Shop) -> None:
    """Dora's browser is Alice's telephone."""
    sign_in(dora, "alice@example.com")
    press(dora, shop, "keep")
    sign_in(alice, "alice@example.com")
    assert not Taking.objects.exists()
    assert (sees(alice, shop), sees(dora, shop)) == (True, True)
    assert Shop.objects.values_list("owner_key", "resume_key").get() == ("", "")


def test_who_began_it_and_signs_in_takes_it_for_good(
    alice: Client, bob: Client, shop: Shop
) -> None:
    sign_in(alice, "alice@example.com")
    assert not sees(bob, shop)
    assert press(bob, shop, "keep") == ""
    assert not Taking.objects.exists()


def test_an_account_that_goes_takes_nothing_with_it(alice: Client, bob: Client, shop: Shop) -> None:
    press(bob, shop, "keep")
    bob.post("/en/account/delete/", {"sure": "on"})
    assert (owner(shop), sees(alice, shop)) == ("", True)


def test_who_took_it_deletes_nothing(alice: Client, bob: Client, dora: Client, shop: Shop) -> None:
    """Else there would be nothing left to take back."""
    press(bob, shop, "keep")
    for client in (bob, dora):
        asked = client.get(f"/uk/shops/{shop.public_id}/delete/", follow=True).content.decode()
        assert "його можна видалити лише там, де його почали" in asked
        assert "it can be deleted only where it was begun" in press(client, shop, "delete")
    assert (owner(shop), sees(alice, shop), sees(bob, shop)) == ("bob", True, True)
    press(alice, shop, "take-back")
    assert (owner(shop), sees(alice, shop)) == ("", True)


def test_where_it_was_begun_it_can_be_deleted_meanwhile(
    alice: Client, bob: Client, shop: Shop
) -> None:
    press(bob, shop, "keep")
    assert "Delete for good" in alice.get(f"/en/shops/{shop.public_id}/delete/").content.decode()
    press(alice, shop, "delete")
    assert not Shop.objects.exists()


def test_after_thirty_days_it_is_deleted_by_its_account(
    alice: Client, bob: Client, shop: Shop
) -> None:
    press(bob, shop, "keep")
    later(UNDONE_WITHIN)
    press(bob, shop, "delete")
    assert not Shop.objects.exists()


def test_a_draft_that_came_back_is_not_due_at_once(alice: Client, bob: Client, shop: Shop) -> None:
    press(bob, shop, "keep")
    Shop.objects.update(updated=timezone.now() - timedelta(days=31))
    press(alice, shop, "take-back")
    assert Shop.objects.get().updated > timezone.now() - timedelta(minutes=5)


def test_while_it_is_open_no_new_link_is_made(alice: Client, bob: Client, shop: Shop) -> None:
    press(bob, shop, "keep")
    key = Shop.objects.get().resume_key
    for client in (alice, bob):
        assert "<button" not in client.get(link_page(shop)).content.decode().partition("<main")[2]
        client.post(link_page(shop), {"do": "renew"})
    assert Shop.objects.get().resume_key == key
    assert "in somebody’s account now" in alice.get(link_page(shop)).content.decode()


def test_a_name_stays_in_the_subject(alice: Client, bob: Client, shop: Shop) -> None:
    Shop.objects.update(name={"": "Willow\r\nBcc: nobody@example.com"})
    press(bob, shop, "keep")
    press(alice, shop, "take-back")
    assert mail.outbox[0].subject == "Willow Bcc: nobody@example.com is no longer in your account"
    assert mail.outbox[0].recipients() == ["bob@example.com"]


def test_starting_another_takes_up_nobody_elses(alice: Client, bob: Client, shop: Shop) -> None:
    Shop.objects.update(saved_steps=[])
    bob.post("/en/shops/start/")
    assert Shop.objects.count() == 2


# -- told by e-mail --------------------------------------------------------------------------------


def told(shop: Shop) -> list[str]:
    """Subjects of what was sent to the contact of the shop."""
    return [letter.subject for letter in mail.outbox if letter.to == [shop.email]]


@pytest.fixture
def contact(shop: Shop) -> Shop:
    Shop.objects.update(email="shop@verba.example", languages=["uk", "en"])
    shop.refresh_from_db()
    return shop


def test_the_owner_is_told_by_e_mail(alice: Client, bob: Client, contact: Shop) -> None:
    """In the policy's language, and with nothing that somebody else can have typed."""
    press(bob, contact, "keep")
    assert told(contact) == ["Ваш магазин перенесено до чужого облікового запису"]
    body = str(mail.outbox[-1].body)
    assert "http://testserver/uk/shops/" in body and "Willow" not in body
    assert "bob" not in body and "[" not in body


def test_who_keeps_their_own_shop_is_not_told(alice: Client, contact: Shop) -> None:
    sign_in(alice)
    press(alice, contact, "keep")
    assert told(contact) == []


def test_no_address_gets_many(alice: Client, bob: Client, contact: Shop) -> None:
    for _time in range(5):
        with_link(alice, Shop.objects.get(), bob)
        press(bob, contact, "keep")
        press(alice, contact, "take-back")
    assert len(told(contact)) == 3


def test_an_e_mail_that_fails_undoes_nothing(
    bob: Client, contact: Shop, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    press(bob, contact, "keep")
    assert owner(contact) == "bob"
    assert "Nobody was told that a shop was put into an account" in caplog.text
