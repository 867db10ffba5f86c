"""What is answered when a request can't be: each says what happened, and keeps what was typed."""

import sqlite3
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from policygen.common.resend_form import resend_form
from policygen.shops.access import NotHere

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
    return render(request, "403_csrf.html", {"resend_form": resend_form(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A form for a shop that this browser does not have comes back with its answers. The page is the
    same whether there is such a shop or not."""
    if request.method == "POST" and isinstance(exception, NotHere):
        return render(
            request, "site/not_here.html", {"resend_form": resend_form(request)}, status=404
        )
    return defaults.page_not_found(request, exception)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return render(request, "413.html", status=413)
    return defaults.bad_request(request, exception)
