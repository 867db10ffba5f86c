"""Browsers of invented people. Every request takes a minute of the story."""

import re
from typing import Any

from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib.auth.models import Group, User
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from making.fixed import clock

from policygen.desk.roles import AUTHORS, PUBLISHERS, REVIEWERS
from tests.second_factor import codes_of, sign_in_editor

PASSWORD = "an invented one, for the fixture"
ROLES = {"ada": AUTHORS, "aron": AUTHORS, "rita": REVIEWERS, "petro": PUBLISHERS}


class Browser(Client):
    """Of one person, who reads English unless said otherwise."""

    def request(self, **request: Any) -> HttpResponse:
        answer = super().request(**request)
        clock.tick()
        assert answer.status_code < 400, refusal(answer)
        return answer


def done(answer: HttpResponse) -> HttpResponse:
    """A form that was taken leads on; one that comes back was refused."""
    assert answer.status_code == 302, refusal(answer)
    return answer


def refusal(answer: HttpResponse) -> list[object]:
    """What the page has to say, for whoever changes the story."""
    context = answer.context or {}
    said = [context[name] for name in ("refused", "errors", "form", "messages") if name in context]
    return [answer.status_code, answer.request["PATH_INFO"], *map(str, said)]


def owner(email: str, language: str = "en", browser: Browser | None = None) -> Browser:
    """Signed in with the code from the e-mail, which makes the account."""
    browser = browser or Browser()
    browser.post(f"/{language}/account/sign-in/", {"email": email})
    code = re.findall(r"\b\d{4}-\d{4}\b", str(mail.outbox[-1].body))[0]
    done(browser.post(f"/{language}/account/code/", {"code": code}))
    return browser


def editor(name: str) -> Browser:
    """With a password and a role; signed in past the second factor."""
    user = User.objects.create_user(name, f"{name}@example.com", PASSWORD, is_staff=True)
    user.groups.set(Group.objects.filter(name=ROLES[name]))
    browser = Browser()
    sign_in_editor(browser, user)
    return browser


def first_editor(name: str) -> Browser:
    """As the first sign-in goes: the password, an app, its first code, the recovery codes."""
    user = User.objects.create_superuser(name, f"{name}@example.com", PASSWORD)
    user.groups.set(Group.objects.filter(name=ROLES[name]))
    browser, desk = Browser(), "/en/admin/clauses/entry/"
    done(browser.post("/en/admin/login/", {"username": name, "password": PASSWORD, "next": desk}))
    page = browser.get(desk, follow=True)
    code = codes_of(browser.session[SECRET_SESSION_KEY])[1]
    browser.post(page.redirect_chain[-1][0], {"code": code}, follow=True)
    assert browser.get(desk).status_code == 200
    return browser
