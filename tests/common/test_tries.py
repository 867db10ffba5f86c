"""Tries are counted one by one, however many come at once, and stop who makes them and nobody else."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from policygen.accounts.second_factor.forms import use_up
from policygen.common.tries import Tries, counted
from tests.accounts.inbox import ADDRESS, latest_code

SIGN_IN, CODE = "/en/account/sign-in/", "/en/account/code/"


def asks(client: Client, asker: str = "198.51.100.1") -> bool:
    answer = client.post(SIGN_IN, {"email": ADDRESS}, REMOTE_ADDR=asker)
    return answer.status_code == 302


@pytest.mark.django_db
def test_it_works() -> None:
    assert [counted("a", 2, 60) for _n in range(4)] == [True, True, False, False]
    assert counted("b", 2, 60)
    Tries.objects.update(until=timezone.now())
    assert [counted("a", 2, 60) for _n in range(3)] == [True, True, False]


@pytest.mark.django_db
def test_nothing_is_stored_that_names_anybody() -> None:
    asks(Client())
    stored = str(list(Tries.objects.values_list()))
    assert ADDRESS not in stored and "198.51.100.1" not in stored


@pytest.mark.django_db
def test_what_is_over_goes_with_the_next() -> None:
    counted("old", 1, 1)
    Tries.objects.update(until=timezone.now() - timedelta(days=2))
    counted("new", 1, 1)
    assert Tries.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_than_may_be() -> None:
    def one(_n: int) -> bool:
        try:
            return counted("at once", 5, 60)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(one, range(30))) == 5


@pytest.mark.django_db
def test_old_copies_of_the_session_give_no_more_tries(client: Client) -> None:
    """As requests that are sent at once: each one begins with the session of before."""
    asks(client)
    session, right = dict(client.session), latest_code()
    judged = 0
    for _n in range(12):
        mine = client.session
        mine.update(session)
        mine.save()
        judged += client.post(CODE, {"code": "0000-0000"}).status_code == 200
    mine = client.session
    mine.update(session)
    mine.save()
    assert judged <= 5
    assert client.post(CODE, {"code": right}).url == SIGN_IN
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_nobody_shuts_an_address_out(client: Client) -> None:
    """Mallory asks until she is stopped; Olena, elsewhere, gets her code and signs in."""
    mallory = Client()
    assert [asks(mallory, "203.0.113.9") for _n in range(5)] == [True] * 3 + [False] * 2
    assert asks(client)
    assert client.post(CODE, {"code": latest_code()}).url == "/en/shops/"


@pytest.mark.django_db
def test_a_code_that_came_stays_good_while_others_ask(client: Client) -> None:
    asks(client)
    code = latest_code()
    for n in range(6):
        asks(Client(), f"203.0.113.{n}")
    assert client.post(CODE, {"code": code}).url == "/en/shops/"


@pytest.mark.django_db
def test_new_codes_count_as_asks(client: Client) -> None:
    asks(client)
    for _n in range(2):
        client.post(CODE, {"action": "resend"}, REMOTE_ADDR="198.51.100.1")
    again = Client()
    assert not asks(again)
    assert len(mail.outbox) == 3


@pytest.mark.django_db
def test_a_new_code_too_many_leaves_the_latest_good(client: Client) -> None:
    other = Client()
    assert [asks(other), asks(other), asks(client)] == [True] * 3
    code = latest_code()
    page = client.post(CODE, {"action": "resend"}, REMOTE_ADDR="198.51.100.1", follow=True)
    assert "The latest code stays valid" in page.content.decode()
    assert len(mail.outbox) == 3
    assert client.post(CODE, {"code": code}).url == "/en/shops/"


@pytest.mark.long
@pytest.mark.django_db
def test_a_mailbox_is_not_flooded_by_many() -> None:
    sent = [asks(Client(), f"198.51.100.{n}") for n in range(70)]
    assert (sent.count(True), sent[:60]) == (60, [True] * 60)


@pytest.mark.django_db
def test_a_code_of_the_app_is_used_up_whatever_the_cache_forgets() -> None:
    user = User.objects.create_user("edita")
    app = Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    assert [use_up(app, code) for code in ("123456", "123456", " 123-456", "654321")] == [
        True,
        False,
        False,
        True,
    ]
