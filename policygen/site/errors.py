"""What is answered when a request can't be: each says what happened, and keeps what was typed."""

import sqlite3
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from policygen.common.resend_form import resend_form
from policygen.shops.access import NotHere, shops_of

_BUSY_SQLITE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_BUSY_POSTGRESQL = ("40001", "40P01", "53300", "55P03")
"""Serialization failure, deadlock, too many connections, lock not available."""
_RETRY = 5
"""Seconds."""


def server_error(request: HttpRequest) -> HttpResponse:
    """Where the database only had no turn for this request, what was typed comes back to be sent again."""
    if not _is_busy(sys.exc_info()[1]):
        return defaults.server_error(request)
    page = render(request, "503_busy.html", {"resend_form": resend_form(request)}, status=503)
    page["Retry-After"] = str(_RETRY)
    return page


def _is_busy(error: BaseException | None) -> bool:
    cause = error.__cause__ if isinstance(error, OperationalError) else None
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    return code in _BUSY_SQLITE or getattr(cause, "sqlstate", "") in _BUSY_POSTGRESQL


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Where the cookies have gone with which the shop could be opened, sending it again would be in vain."""
    if _lost(request):
        return _not_here(request, 403)
    return render(request, "403_csrf.html", {"resend_form": resend_form(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A form for a shop that this browser does not have comes back with its answers. The page is the
    same whether there is such a shop or not."""
    if request.method == "POST" and isinstance(exception, NotHere):
        return _not_here(request, 404)
    return defaults.page_not_found(request, exception)


def _lost(request: HttpRequest) -> bool:
    """Whether the form is for a shop that this browser does not have."""
    place = request.resolver_match.kwargs if request.resolver_match else {}
    public_id = place.get("public_id") or place.get("shop_id")
    return bool(public_id) and not shops_of(request).filter(public_id=public_id).exists()


def _not_here(request: HttpRequest, status: int) -> HttpResponse:
    """A screen's answers can begin a new draft: nothing else of the old one is needed for it."""
    place = request.resolver_match
    screen = place.kwargs["slug"] if place and place.view_name == "shops:step" else ""
    context = {"resend_form": resend_form(request), "screen": screen}
    return render(request, "site/not_here.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return render(request, "413.html", status=413)
    return defaults.bad_request(request, exception)
