"""Editors in tests: signed in, and past the second factor as allauth records it."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.test import Client


def codes_of(secret: str) -> list[str]:
    """What the app shows: the code before, the present one, the one after."""
    return [format_hotp_value(hotp_value(secret, at)) for at in yield_hotp_counters_from_time()]


def app_of(user: User) -> Authenticator:
    app = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return app or TOTP.activate(user, generate_totp_secret()).instance


def pass_second_factor(session: SessionBase, user: User) -> None:
    """What a right code leaves in the session of a signed-in editor."""
    request, app = HttpRequest(), app_of(user)
    request.session = session
    record_authentication(request, user, "mfa", id=app.pk, type=app.type)
    session.save()


def sign_in_editor(client: Client, user: User) -> None:
    client.force_login(user)
    pass_second_factor(client.session, user)
