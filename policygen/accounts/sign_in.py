"""The code by e-mail. It signs in the account of an address, or makes one once the address is proven.

allauth's own process sends another e-mail to an address without an account, and leads to a form to
sign up. Here both get the same e-mail and the same page: who watches learns nothing, and nothing
about an address is stored before its owner has typed the code.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.constants import LoginStageKey
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import EmailAddress, Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.account.utils import filter_users_by_email
from allauth.core.exceptions import RateLimited
from allauth.core.internal.ratelimit import get_ip
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

from policygen.common.tries import counted

STAGE = LoginStageKey.LOGIN_BY_CODE.value
RESENT = 2
"""New codes for one ask."""


def may_ask(request: HttpRequest, email: str) -> bool:
    """Whether another code goes to this address. Who asks too often is stopped, and not who is asked for:
    the last limit, of all askers together, only keeps a mailbox from being flooded.
    """
    asker = get_ip(request)
    return (
        counted(f"ask|{asker}", 20, 60)
        and counted(f"ask|{asker}|{email}", 3, 60)
        and counted(f"ask-hour|{asker}|{email}", 12, 3600)
        and counted(f"ask-hour||{email}", 60, 3600)
    )


class SignInCode(LoginCodeVerificationProcess):  # type: ignore[misc]
    """A code under way, kept in the session of the browser that asked for it."""

    @classmethod
    def begin(cls, request: HttpRequest, user: User | None, email: str) -> None:
        """Send the code, then remember it. Raises OSError if the e-mail can't be sent."""
        login = Login(user=user, email=email)
        login.state["stages"] = {"current": STAGE}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=user, email=email), initiated_by_user=True)
        stage.state["process"] = get_random_string(20)
        process = cls(stage)
        process.send()
        process.persist()

    @classmethod
    def resume(cls, stage: Any) -> "SignInCode | None":
        """None where the code has expired."""
        process = cls(stage)
        return process if process.abort_if_invalid() else None

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        context = {"request": self.request, "code": self.generate_code()}
        get_adapter().send_mail("account/email/login_code", email, context)

    def may_try(self) -> bool:
        """Whether another code may be judged; counted before it is, since many can be sent at once."""
        return counted(f"code|{self._process}", self.max_attempts, 2 * self.timeout)

    @property
    def _process(self) -> str:
        """Of codes that were sent before they had a number, the moment."""
        return str(self.state.get("process") or (self.state["at"], self.state["email"]))

    def resend(self) -> None:
        """A new code; the earlier one is void. Raises RateLimited, and OSError if it can't be sent."""
        asked = counted(f"resend|{self._process}", RESENT, 2 * self.timeout)
        if not asked or not may_ask(self.request, self.state["email"]):
            raise RateLimited
        self.send()
        self.record_resend()
        self.persist()

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """The code was right."""
        email = self.state["email"]
        user = account_of(email)
        record_authentication(self.request, user, method="code", email=email)
        login = Login(user=user, email=email, redirect_url=redirect_url)
        answer: HttpResponse = perform_login(self.request, login)
        return answer


def account_of(email: str) -> User:
    """The account of a proven address, made if there is none."""
    try:
        with transaction.atomic():
            return _found(email) or _made(email)
    except IntegrityError:  # Another browser has just proven the same address.
        found = _found(email)
        if found is None:
            raise
        return found


def _found(email: str) -> User | None:
    users: list[User] = filter_users_by_email(email, prefer_verified=True)
    if not users:
        return None
    user = min(users, key=lambda user: (not user.is_active, user.pk))
    address, _new = EmailAddress.objects.get_or_create(user=user, email=email)
    address.set_verified()
    address.set_as_primary(conditional=True)
    return user


def _made(email: str) -> User:
    """Nobody sees or types the user name, so it says nothing about the person."""
    user = User.objects.create_user(f"owner-{get_random_string(16)}", email)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user
