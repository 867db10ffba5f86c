"""An editor in a browser: signed in, and past the second factor."""

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group, User
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Page

from tests.second_factor import pass_second_factor


def sign_in(page: Page, url: str, name: str, role: str) -> None:
    user, _made = User.objects.get_or_create(username=name, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    pass_second_factor(session, user)
    page.context.add_cookies(
        [{"name": "sessionid", "value": session.session_key or "", "url": url}]
    )
