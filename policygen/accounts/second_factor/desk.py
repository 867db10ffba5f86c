"""The gate of the desk. Every page behind `admin.site.admin_view` asks `has_permission` first."""

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from policygen.common.resend_form import ResendForm, resend_form


class Desk(AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        from policygen.accounts.second_factor.state import passed  # needs models

        return super().has_permission(request) and passed(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """What an editor sends meets a door that has closed meanwhile: the page that says so has it."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            held = resend_form(request) if request.method == "POST" else None
            if held and not self.has_permission(request):
                return self._not_saved(request, held, "signed_out")
            try:
                response: HttpResponseBase = guarded(request, *args, **kwargs)
            except (Http404, PermissionDenied) as refused:
                if not held or not held.texts:
                    raise
                reason = "gone" if isinstance(refused, Http404) else "not_allowed"
                return self._not_saved(request, held, reason)
            return response

        return keeping

    def _not_saved(self, request: HttpRequest, held: ResendForm, reason: str) -> HttpResponse:
        context = {
            **self.each_context(request),
            "title": _("Not saved"),
            "reason": reason,
            "resend_form": held,
        }
        status = 404 if reason == "gone" else 403
        return render(request, "admin/not_saved.html", context, status=status)

    @method_decorator(never_cache)
    def login(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        """The password, unless an editor is here already: then to what comes after it."""
        from policygen.accounts.second_factor.state import lead_on
        from policygen.accounts.second_factor.views import PasswordView

        if super().has_permission(request):
            return lead_on(request)
        context = {
            **self.each_context(request),
            "title": _("Log in"),
            "subtitle": None,
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            **(extra_context or {}),
        }
        return PasswordView.as_view(extra_context=context)(request)
