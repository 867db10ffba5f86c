"""The names are those that allauth looks for."""

from functools import wraps
from importlib import import_module

from django.http import HttpRequest, HttpResponse
from django.urls import path

from policygen.accounts.second_factor.state import View, for_editors


def _view(name: str) -> View:
    """allauth's pages load all of WebAuthn, which is slow and which visitors' pages do not need: the views
    are loaded with their first request."""

    @wraps(_view)
    def view(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        views = import_module("policygen.accounts.second_factor.views")
        response: HttpResponse = getattr(views, name)(request, *args, **kwargs)
        return response

    return view


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
    path("code/", _view("code"), name="mfa_authenticate"),
    *(path(place, for_editors(_view(view)), name=name) for name, (place, view) in _PAGES.items()),
]
