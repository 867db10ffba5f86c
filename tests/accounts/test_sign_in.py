"""One field, one code, and no hint to strangers whether an address has an account."""

import re
from datetime import timedelta

import pytest
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import EmailAddress
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from tests.accounts.inbox import ADDRESS, latest_code, sign_in

pytestmark = pytest.mark.django_db

SIGN_IN, CODE = "/en/account/sign-in/", "/en/account/code/"


def signed_in(client: Client) -> str | None:
    """The e-mail address of the account this browser is signed in to."""
    user = User.objects.filter(pk=client.session.get("_auth_user_id", 0)).first()
    return user.email if user else None


def test_it_works(browser: Client) -> None:
    page = browser.get(SIGN_IN).content.decode()
    assert page.count("<input") - page.count('type="hidden"') == 1
    response = browser.post(SIGN_IN, {"email": ADDRESS})
    assert response.url == CODE
    assert ADDRESS in browser.get(CODE).content.decode()
    response = browser.post(CODE, {"code": latest_code()})
    assert response.url == "/en/shops/"
    assert signed_in(browser) == ADDRESS
    assert "You are signed in." in browser.get("/en/shops/").content.decode()


def test_an_account_is_made_when_the_address_is_proven_and_not_before(browser: Client) -> None:
    browser.post(SIGN_IN, {"email": ADDRESS})
    assert not User.objects.exists() and not EmailAddress.objects.exists()
    browser.post(CODE, {"code": latest_code()})
    user = User.objects.get()
    assert (user.email, user.has_usable_password(), user.is_staff) == (ADDRESS, False, False)
    assert "olena" not in user.username
    address = EmailAddress.objects.get()
    assert (address.user, address.email, address.verified, address.primary) == (
        user,
        ADDRESS,
        True,
        True,
    )


def test_the_second_time_it_is_the_same_account(browser: Client) -> None:
    sign_in(browser)
    sign_in(Client(), "OLENA@Example.com")
    assert User.objects.count() == EmailAddress.objects.count() == 1


def test_strangers_learn_nothing(browser: Client) -> None:
    sign_in(Client())
    answers = []
    for email in (ADDRESS, "nobody@example.com"):
        client = Client()
        posted = client.post(SIGN_IN, {"email": email})
        page = client.get(CODE).content.decode().replace(email, "…")
        wrong = client.post(CODE, {"code": "0000-000"}).content.decode().replace(email, "…")
        unmasked = [re.sub(r'csrfmiddlewaretoken" value="\w+"', "", text) for text in (page, wrong)]
        message = mail.outbox[-1]
        assert message.to == [email]
        text = (message.subject + str(message.body)).replace(latest_code(), "…")
        answers.append((posted.status_code, posted.url, *unmasked, text))
    assert answers[0] == answers[1]


@pytest.mark.parametrize("typed", ["12345678", "1234-567", "", "x" * 500, "١٢٣٤", "<b>"])
def test_a_wrong_code_stays_outside(browser: Client, typed: str) -> None:
    browser.post(SIGN_IN, {"email": ADDRESS})
    right = latest_code()
    answer = browser.post(CODE, {"code": "0" + typed if typed == right else typed})
    assert answer.status_code == 200
    assert 'id="id_code_error"' in answer.content.decode()
    assert signed_in(browser) is None
    browser.post(CODE, {"code": right.replace("-", " ")})
    assert signed_in(browser) == ADDRESS


def test_after_five_wrong_codes_a_new_one_is_needed(browser: Client) -> None:
    browser.post(SIGN_IN, {"email": ADDRESS})
    right = latest_code()
    for _n in range(5):
        answer = browser.post(CODE, {"code": "nonsense"})
    assert answer.url == SIGN_IN
    assert browser.post(CODE, {"code": right}).url == SIGN_IN
    assert signed_in(browser) is None
    assert "Too many tries." in browser.get(SIGN_IN).content.decode()


def test_an_expired_code_says_so(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.post(SIGN_IN, {"email": ADDRESS})
    monkeypatch.setattr(LoginCodeVerificationProcess, "is_valid", lambda self: False)
    assert browser.post(CODE, {"code": latest_code()}).url == SIGN_IN
    assert "The code has expired." in browser.get(SIGN_IN).content.decode()
    assert signed_in(browser) is None


def test_codes_live_for_a_quarter_of_an_hour(settings: Settings) -> None:
    assert timedelta(minutes=15).total_seconds() == settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
    assert settings.ACCOUNT_LOGIN_TIMEOUT > settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT


def test_a_code_works_once_and_in_its_own_browser(browser: Client) -> None:
    browser.post(SIGN_IN, {"email": ADDRESS})
    stranger = Client()
    assert stranger.post(CODE, {"code": latest_code()}).url == SIGN_IN
    assert signed_in(stranger) is None
    browser.post(CODE, {"code": latest_code()})
    browser.post("/en/account/sign-out/")
    assert browser.post(CODE, {"code": latest_code()}).url == SIGN_IN
    assert signed_in(browser) is None


def test_a_new_code_voids_the_earlier_one(browser: Client) -> None:
    browser.post(SIGN_IN, {"email": ADDRESS})
    first = latest_code()
    browser.post(CODE, {"action": "resend"})
    assert len(mail.outbox) == 2
    browser.post(CODE, {"code": first})
    assert signed_in(browser) is None
    browser.post(CODE, {"code": latest_code()})
    assert signed_in(browser) == ADDRESS


def test_two_new_codes_at_most(browser: Client) -> None:
    browser.post(SIGN_IN, {"email": ADDRESS})
    for _n in range(5):
        browser.post(CODE, {"action": "resend"})
    assert len(mail.outbox) == 3
    assert "Send a new code" not in browser.get(CODE).content.decode()


def test_another_address_can_be_typed(browser: Client) -> None:
    browser.post(SIGN_IN, {"email": "olna@example.com"})
    assert browser.get(SIGN_IN).status_code == 200
    browser.post(SIGN_IN, {"email": ADDRESS})
    browser.post(CODE, {"code": latest_code()})
    assert signed_in(browser) == ADDRESS


@pytest.mark.parametrize(
    "typed",
    ["", "olena", "olena@", "a@b", "a b@example.com", f"{'x' * 300}@example.com", "<script>"],
)
def test_what_is_no_address_comes_back_as_typed(browser: Client, typed: str) -> None:
    from django.utils.html import escape

    answer = browser.post(SIGN_IN, {"email": typed})
    page = answer.content.decode()
    assert answer.status_code == 200 and not mail.outbox
    assert page.count('class="field-error"') == 1
    assert 'aria-describedby="id_email_error"' in page
    assert not typed or f'value="{escape(typed)}"' in page


def test_tries_for_an_address_are_counted(browser: Client) -> None:
    for _n in range(3):
        assert Client().post(SIGN_IN, {"email": ADDRESS}).status_code == 302
    answer = browser.post(SIGN_IN, {"email": ADDRESS})
    assert "Too many tries." in answer.content.decode()
    assert len(mail.outbox) == 3
    assert browser.post(SIGN_IN, {"email": "other@example.com"}).status_code == 302


def test_a_mail_server_that_is_down_says_so(
    browser: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.broken_mail.EmailBackend"
    answer = browser.post(SIGN_IN, {"email": ADDRESS})
    assert "could not be sent" in answer.content.decode()
    assert f'value="{ADDRESS}"' in answer.content.decode()
    assert "A code was not sent" in caplog.text


def test_going_on_where_one_was(browser: Client) -> None:
    page = browser.get(f"{SIGN_IN}?next=/en/account/").content.decode()
    assert '<input type="hidden" name="next" value="/en/account/">' in page
    response = browser.post(SIGN_IN, {"email": ADDRESS, "next": "/en/account/"})
    response = browser.post(response.url, {"code": latest_code()})
    assert response.url == "/en/account/"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_nobody_is_sent_elsewhere(browser: Client, target: str) -> None:
    browser.post(SIGN_IN, {"email": ADDRESS, "next": target})
    response = browser.post(f"{CODE}?next={target}", {"code": latest_code(), "next": target})
    assert response.url == "/en/shops/"


def test_a_closed_account_stays_closed(browser: Client) -> None:
    sign_in(Client())
    User.objects.update(is_active=False)
    browser.post(SIGN_IN, {"email": ADDRESS})
    response = browser.post(CODE, {"code": latest_code()})
    assert response.url == "/en/account/inactive/"
    assert "This account is closed" in browser.get(response.url).content.decode()
    assert signed_in(browser) is None
    assert User.objects.count() == 1


def test_signed_in_already(browser: Client) -> None:
    sign_in(browser)
    assert browser.get(SIGN_IN).url == browser.get(CODE).url == "/en/shops/"


def test_signing_out(browser: Client) -> None:
    sign_in(browser)
    assert browser.get("/en/account/sign-out/").status_code == 405
    assert signed_in(browser) == ADDRESS
    response = browser.post("/en/account/sign-out/")
    assert response.url == "/en/"
    assert signed_in(browser) is None
    assert "You are signed out." in browser.get("/en/").content.decode()


NOT_THERE = [
    "signup",
    "password/reset",
    "password/change",
    "password/set",
    "email",
    "login",
    "login/code",
    "confirm-email",
    "reauthenticate",
]


@pytest.mark.parametrize("place", NOT_THERE)
def test_pages_with_passwords_do_not_exist(browser: Client, place: str) -> None:
    assert browser.get(f"/en/account/{place}/").status_code == 404
    assert browser.get(f"/en/accounts/{place}/").status_code == 404


def test_names_of_such_pages_do_not_exist() -> None:
    for name in (
        "account_signup",
        "account_reset_password",
        "account_email",
        "account_set_password",
    ):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_forms_ask_for_the_token() -> None:
    client = Client(enforce_csrf_checks=True)
    for place in (SIGN_IN, "/en/account/sign-out/"):
        assert client.post(place, {"email": ADDRESS}).status_code == 403
    assert not mail.outbox


def test_the_admin_still_has_its_password(browser: Client) -> None:
    """And a second factor: see test_second_factor."""
    User.objects.create_superuser("editor", password="a long one for the desk")
    browser.post("/en/admin/login/", {"username": "editor", "password": "a long one for the desk"})
    assert browser.get("/en/admin/").status_code == 302
    assert browser.get("/en/account/").status_code == 200


def test_the_session_gets_a_new_id(browser: Client) -> None:
    browser.post(SIGN_IN, {"email": ADDRESS})
    before = browser.session.session_key
    browser.post(CODE, {"code": latest_code()})
    assert browser.session.session_key != before


def test_cookies(browser: Client) -> None:
    browser.get(SIGN_IN)
    browser.post(SIGN_IN, {"email": ADDRESS})
    session, csrf = browser.cookies["sessionid"], browser.cookies["csrftoken"]
    assert (session["httponly"], session["samesite"], csrf["samesite"]) == (True, "Lax", "Lax")
