"""Who signs in takes along what this browser has begun."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import ngettext

from policygen.shops import access


@receiver(user_logged_in)
def claim_shops(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """However they signed in. Django has given the session a new id and kept what is in it."""
    claimed = access.claim(request, user)
    if claimed:
        message = ngettext(
            "%(number)d shop from this browser is in your account now.",
            "%(number)d shops from this browser are in your account now.",
            claimed,
        )
        # A session can be signed in without a page to say something on.
        messages.success(request, message % {"number": claimed}, fail_silently=True)
