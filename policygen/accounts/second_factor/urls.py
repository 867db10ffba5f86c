"""The names are those that allauth looks for."""

from django.urls import path

from policygen.accounts.second_factor import views
from policygen.accounts.second_factor.state import View, for_editors

_PAGES: dict[str, tuple[str, View]] = {
    "mfa_index": ("", views.overview),
    "mfa_reauthenticate": ("confirm/", views.confirm),
    "account_reauthenticate": ("password/", views.password),
    "mfa_activate_totp": ("app/", views.app),
    "mfa_view_recovery_codes": ("recovery-codes/", views.recovery_codes),
    "mfa_generate_recovery_codes": ("recovery-codes/new/", views.new_codes),
    "mfa_download_recovery_codes": ("recovery-codes/download/", views.download),
}

urlpatterns = [
    # Between password and signed in: nobody's yet.
    path("code/", views.code, name="mfa_authenticate"),
    *(path(place, for_editors(view), name=name) for name, (place, view) in _PAGES.items()),
]
