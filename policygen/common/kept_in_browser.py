"""What somebody typed is kept in their browser until it is saved (static/js/kept-form.js).

Only the server knows that it is: a cookie says so to the next page, whose script forgets what was kept, and
deletes the cookie (site.js).
"""

import re

from django.http import HttpRequest, HttpResponse

_COOKIE = "forget_typed"
_FIELD = "kept"
"""In a form: the key under which a script keeps it; without scripts there is none, and no cookie."""
_KEY = re.compile(r"shop:[\w.-]{1,150}(:[\w-]{1,20})?")


def tell_saved(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The form in the request was saved."""
    return forget(request, response, request.POST.get(_FIELD, ""))


def forget(request: HttpRequest, response: HttpResponse, key: str) -> HttpResponse:
    """All that the browser keeps under a key that begins with this one."""
    if _KEY.fullmatch(key):
        # Ten minutes: for the next page only.
        response.set_cookie(_COOKIE, key, max_age=600, samesite="Lax", secure=request.is_secure())
    return response
