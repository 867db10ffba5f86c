"""The admin site with the editors' own first page."""

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from policygen.accounts.second_factor.desk import Desk


class EditorsDesk(Desk):
    index_title = _("What is to be done")

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        from policygen.desk import first_page  # needs models

        found = first_page.overview(request)
        return super().index(request, {"overview": found, **(extra_context or {})})
