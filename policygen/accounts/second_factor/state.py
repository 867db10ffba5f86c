"""Whether an editor has passed the second factor in this session, and what comes next if not."""

from datetime import UTC, datetime
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from policygen.common.later import View


def apps_of(user: User | AnonymousUser) -> QuerySet[Any]:
    """The authenticator app of a user: one, or none."""
    apps: QuerySet[Any] = Authenticator.objects.filter(
        user_id=user.pk, type=Authenticator.Type.TOTP
    )
    return apps


def passed(request: HttpRequest) -> bool:
    """In this session, since the editor has the present app: a reset or another app ends it.

    One query a request, and none for who has typed no code.
    """
    if not hasattr(request, "second_factor_passed"):
        request.second_factor_passed = _passed(request)  # type: ignore[attr-defined]
    answer: bool = request.second_factor_passed  # type: ignore[attr-defined]
    return answer


def _passed(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    times = [record["at"] for record in records if record["method"] == "mfa"]
    if not times:
        return False
    latest = datetime.fromtimestamp(max(times), tz=UTC)
    return apps_of(request.user).filter(created_at__lte=latest).exists()


def _steps(request: HttpRequest) -> tuple[str, ...]:
    """The pages that are open to an editor who has not passed; the first one is the way on."""
    if apps_of(request.user).exists():
        return ("mfa_reauthenticate",)
    return ("mfa_activate_totp", "account_reauthenticate")


def destination(request: HttpRequest) -> str:
    """Where they wanted to go, if it is one of our pages."""
    wanted: str | None = get_next_redirect_url(request)
    return wanted or reverse("admin:index")


def lead_on(request: HttpRequest, place: str = "") -> HttpResponseBase:
    """To the place (or where they wanted to go), or to the step that comes before it."""
    place = place or destination(request)
    if passed(request):
        return redirect(place)
    return redirect(f"{reverse(_steps(request)[0])}?{urlencode({'next': place})}")


def for_editors(view: View) -> View:
    """Closed as the desk is, but for the step that an editor has to take; owners see nothing of it."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, **place: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        if not request.user.is_staff:
            raise Http404
        match = request.resolver_match
        if not passed(request) and (match is None or match.url_name not in _steps(request)):
            return lead_on(request, request.get_full_path())
        return view(request, **place)

    return guarded
