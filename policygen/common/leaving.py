"""The ways out of a form for a browser without scripts, which keeps nothing that is typed: a link there is a
button that saves first (templates/leave.html)."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

_BUTTON = "leave"


def wanted(request: HttpRequest) -> str:
    """The address on this site that a button of the form leads to; "" for every other button."""
    address = request.POST.get(_BUTTON, "")
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if ours else ""
