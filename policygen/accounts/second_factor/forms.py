"""Codes and passwords of editors. allauth counts the tries and refuses what was used."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ReauthenticateForm as AllauthPasswordForm
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.utils.translation import gettext_lazy as _

from policygen.common.tries import counted


def _code(label: Any) -> forms.CharField:
    attributes = {
        "autocomplete": "one-time-code",
        "inputmode": "numeric",
        "class": "form-control",
    }
    return forms.CharField(
        label=label,
        max_length=40,
        widget=forms.TextInput(attrs=attributes),
        error_messages={"required": _("Type the code from the app.")},
    )


def use_up(authenticator: Authenticator, code: str) -> bool:
    """Whether the code is used for the first time. allauth forgets one after a period, though by
    MFA_TOTP_TOLERANCE it is valid for more, and lets two requests at once use the same.
    """
    periods = 1 + 2 * app_settings.TOTP_TOLERANCE
    what = f"second factor|{authenticator.pk}|{normalize_user_code(code)}"
    return counted(what, 1, periods * app_settings.TOTP_PERIOD)


class _KeepsUsed:
    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        if not use_up(self.authenticator, code):
            raise get_mfa_adapter().validation_error("incorrect_code")
        return code


class SignInCodeForm(_KeepsUsed, AuthenticateForm):  # type: ignore[misc]
    code = _code(_("Code from the app, or a recovery code"))


class ConfirmCodeForm(_KeepsUsed, ReauthenticateForm):  # type: ignore[misc]
    code = _code(_("Code from the app, or a recovery code"))


class SetUpForm(ActivateTOTPForm):  # type: ignore[misc]
    code = _code(_("Code from the app"))


class PasswordAgainForm(AllauthPasswordForm):  # type: ignore[misc]
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "current-password", "class": "form-control"}
        ),
        error_messages={"required": _("Type your password.")},
    )


class PasswordForm(AdminAuthenticationForm):
    """Django's, with allauth counting the tries for a name and for a network."""

    def clean(self) -> dict[str, Any]:
        names = {name: self.cleaned_data.get(name) for name in ("username", "password")}
        if all(names.values()):
            self.user_cache = get_adapter().authenticate(self.request, **names)
            if self.user_cache is None:
                raise self.get_invalid_login_error()
            self.confirm_login_allowed(self.user_cache)
        return self.cleaned_data
