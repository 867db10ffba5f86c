"""The gate of the desk. Every page behind `admin.site.admin_view` asks `has_permission` first."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache


class Desk(AdminSite):
    def has_permission(self, request: HttpRequest) -> bool:
        from policygen.accounts.second_factor.state import passed  # needs models

        return super().has_permission(request) and passed(request)

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
