"""Codes and passwords of editors. allauth counts the tries and refuses what was used."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ReauthenticateForm as AllauthPasswordForm
from allauth.mfa import app_settings
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _


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


def keep_used(authenticator: Authenticator, code: str) -> None:
    """allauth forgets a used code after one period; by MFA_TOTP_TOLERANCE it is valid for more."""
    if authenticator.type == Authenticator.Type.TOTP:
        periods = 1 + 2 * app_settings.TOTP_TOLERANCE
        key = authenticator.wrap()._get_used_cache_key(code)
        cache.touch(key, periods * app_settings.TOTP_PERIOD)


class _KeepsUsed:
    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        keep_used(self.authenticator, code)
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
