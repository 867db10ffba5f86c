"""Reading the e-mails that were sent."""

import re

from django.core import mail
from django.test import Client

ADDRESS = "olena@example.com"


def latest_code() -> str:
    """From the body of the newest e-mail."""
    codes = re.findall(r"\b\d{4}-\d{4}\b", str(mail.outbox[-1].body))
    assert len(codes) == 1
    return str(codes[0])


def sign_in(client: Client, email: str = ADDRESS, language: str = "en") -> None:
    client.post(f"/{language}/account/sign-in/", {"email": email})
    response = client.post(f"/{language}/account/code/", {"code": latest_code()})
    assert response.url == f"/{language}/shops/"
