"""What is answered when a request can't be: each says what happened, and keeps what was typed."""

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from policygen.shops.access import NotHere
from policygen.site.kept import kept


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_csrf.html", {"kept": kept(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A form for a shop that this browser does not have comes back with its answers. The page is the
    same whether there is such a shop or not."""
    if request.method == "POST" and isinstance(exception, NotHere):
        return render(request, "site/not_here.html", {"kept": kept(request)}, status=404)
    return defaults.page_not_found(request, exception)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        return render(request, "413.html", status=413)
    return defaults.bad_request(request, exception)
