"""Releases in Django's admin: our own pages, behind its permissions."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from policygen.common.later import View, views_of
from policygen.desk.releasing.release_base import may_release
from policygen.publishing.admin import ReadOnly
from policygen.releases.models import Release

# Django's admin classes take type arguments only for mypy.
if TYPE_CHECKING:
    ReleaseBase = admin.ModelAdmin[Release]
else:
    ReleaseBase = admin.ModelAdmin

_bring_back = views_of("policygen.desk.releasing.bring_back")
_next_release_page = views_of("policygen.desk.releasing.next_release_page")
_rehearsal_pages = views_of("policygen.desk.releasing.rehearsal_pages")
_release_pages = views_of("policygen.desk.releasing.release_pages")


@admin.register(Release)
class ReleaseAdmin(ReadOnly, ReleaseBase):
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("releases.view_release") or may_release(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return cast(HttpResponse, self._guarded(_release_pages("release_list"))(request))

    def get_urls(self) -> list[URLPattern]:
        places: dict[str, tuple[str, View]] = {
            "next": ("next/", _next_release_page("show")),
            "approve_edition": (
                "next/edition/<int:number>/approve/",
                _next_release_page("approve_edition"),
            ),
            "rehearse": ("next/rehearse/", _rehearsal_pages("rehearse")),
            "compare": ("compare/", _release_pages("compare")),
            "rehearsal": ("rehearsal/<int:pk>/", _rehearsal_pages("rehearsal_page")),
            "redline": ("rehearsal/policy/<int:pk>/", _rehearsal_pages("rehearsed_policy")),
            "page": ("<int:number>/", _release_pages("release_page")),
            "tell": ("<int:number>/tell/", _release_pages("tell")),
            "bring_back": ("<int:number>/bring-back/", _bring_back("bring_back")),
        }
        ours = [
            path(
                place,
                self.admin_site.admin_view(self._guarded(view)),
                name=f"releases_release_{name}",
            )
            for name, (place, view) in places.items()
        ]
        lists = [url for url in super().get_urls() if url.name == "releases_release_changelist"]
        return [*ours, *lists]

    def _guarded(self, view: View) -> View:
        def guarded(request: HttpRequest, **place: Any) -> HttpResponseBase:
            if not self.has_view_permission(request):
                raise PermissionDenied
            return view(request, **place)

        return guarded
