"""The names are those that allauth looks for. Its pages load all of WebAuthn, which is slow."""

from django.urls import path

from policygen.accounts.second_factor.state import for_editors
from policygen.common.later import views_of

views = views_of("policygen.accounts.second_factor.views")
_PAGES = {
    "mfa_index": ("", "overview"),
    "mfa_reauthenticate": ("confirm/", "confirm"),
    "account_reauthenticate": ("password/", "password"),
    "mfa_activate_totp": ("app/", "app"),
    "mfa_view_recovery_codes": ("recovery-codes/", "recovery_codes"),
    "mfa_generate_recovery_codes": ("recovery-codes/new/", "new_codes"),
    "mfa_download_recovery_codes": ("recovery-codes/download/", "download"),
}

urlpatterns = [
    # Between password and signed in: nobody's yet.
    path("code/", views("code"), name="mfa_authenticate"),
    *(path(place, for_editors(views(view)), name=name) for name, (place, view) in _PAGES.items()),
]
