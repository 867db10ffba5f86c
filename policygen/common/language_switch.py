"""The switch of languages: a link, and within a half-filled form a button that takes along what is typed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_YEAR = 365 * 24 * 60 * 60
_BUTTON = "switch"


def wanted(request: HttpRequest) -> str:
    """The language that a button of the form asks for; "" for every other button."""
    language = request.POST.get(_BUTTON, "")
    return language if language in dict(settings.LANGUAGES) else ""


def remember(request: HttpRequest, response: HttpResponse, language: str) -> HttpResponse:
    """In a cookie, which only an explicit choice sets."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=_YEAR,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response
