"""What we write, in the language of the page."""

import re

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from tests.accounts.inbox import ADDRESS, latest_code
from tests.paths import ROOT

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


def test_machines_are_told_that_a_machine_wrote_it(browser: Client, settings: Settings) -> None:
    """So that no absence note answers; and the number is of the site's domain, not of the machine's name."""
    settings.DEFAULT_FROM_EMAIL = "policygen <hello@крамниця.example>"
    browser.post("/en/account/sign-in/", {"email": ADDRESS})
    message = mail.outbox[-1].message()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@xn--80aqejfp0c4d.example>")
    browser.post("/en/account/code/", {"action": "resend"})
    assert mail.outbox[-1].message()["Message-ID"] != message["Message-ID"]


def test_every_mail_is_sent_with_these_headers() -> None:
    """Whoever adds another kind of e-mail meets this."""
    senders = [
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "policygen").rglob("*.py"))
        if "EmailMessage(" in path.read_text("utf-8") or "send_mail(" in path.read_text("utf-8")
    ]
    handed_over = "policygen/publishing/customer_note.py"  # a draft, which its owner sends
    ours = [
        "policygen/accounts/taken_mail.py",
        "policygen/shops/taking.py",
        "policygen/updates/notices.py",
    ]
    assert senders == sorted(["policygen/accounts/sign_in.py", handed_over, *ours])
    assert all("headers=headers()" in (ROOT / path).read_text("utf-8") for path in ours)
