"""What we write, in the language of the page."""

import re

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from policygen import settings as source
from tests.accounts.inbox import ADDRESS, latest_code

pytestmark = pytest.mark.django_db

OURS = {"policygen", "testserver"}


def test_it_works(browser: Client) -> None:
    browser.post("/en/account/sign-in/", {"email": ADDRESS})
    (message,) = mail.outbox
    code = latest_code()
    assert message.to == [ADDRESS]
    assert message.from_email == "policygen@localhost"
    assert message.subject == f"Your code: {code}"
    assert str(message.body) == (
        f"Your code to sign in to policygen:\n\n{code}\n\n"
        "Type it into the page on which you asked for it. It works once, and for 15 minutes.\n\n"
        "You didn’t ask for it? Then somebody mistyped an address. You need do nothing: without the "
        "code nobody gets in. Don’t pass it on.\n\n"
        "policygen, testserver"
    )


def test_no_english_in_ukrainian(browser: Client) -> None:
    browser.post("/uk/account/sign-in/", {"email": ADDRESS})
    (message,) = mail.outbox
    text = f"{message.subject}\n{message.body}"
    assert message.subject == f"Ваш код: {latest_code()}"
    assert set(re.findall(r"[A-Za-z]+", text)) == OURS
    assert text.count("код") > 2


@pytest.mark.parametrize("language", ["en", "uk"])
def test_a_new_code_comes_in_the_same_language(browser: Client, language: str) -> None:
    browser.post(f"/{language}/account/sign-in/", {"email": ADDRESS})
    browser.post(f"/{language}/account/code/", {"action": "resend"})
    first, second = ((m.subject, str(m.body)) for m in mail.outbox)
    code = re.compile(r"\d{4}-\d{4}")
    assert [code.sub("", text) for text in first] == [code.sub("", text) for text in second]
    assert first != second


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "ssl"),
    [
        ("smtp://ann:s%40fe@mail.example", "mail.example", 587, True, False),
        ("smtps://ann:s%40fe@mail.example:1465", "mail.example", 1465, False, True),
        ("smtp+plain://ann:s%40fe@localhost", "localhost", 25, False, False),
    ],
)
def test_a_mail_server_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, url: str, host: str, port: int, tls: bool, ssl: bool
) -> None:
    monkeypatch.setenv("POLICYGEN_EMAIL_URL", url)
    assert source._email() == {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "ann",
        "EMAIL_HOST_PASSWORD": "s@fe",
        "EMAIL_USE_TLS": tls,
        "EMAIL_USE_SSL": ssl,
        "EMAIL_TIMEOUT": 15,
    }


def test_without_one_the_console_shows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POLICYGEN_EMAIL_URL", raising=False)
    assert source._email() == {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://"])
def test_nonsense_is_refused_when_starting(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("POLICYGEN_EMAIL_URL", url)
    with pytest.raises(
        ImproperlyConfigured, match="POLICYGEN_EMAIL_URL must start with one of smtp://"
    ):
        source._email()
