"""Releases in Django's admin: our own pages, behind its permissions."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from policygen.clauses.models import Release
from policygen.clauses.views import release as views
from policygen.policies.admin import ReadOnly

# Django's admin classes take type arguments only for mypy.
if TYPE_CHECKING:
    ReleaseBase = admin.ModelAdmin[Release]
else:
    ReleaseBase = admin.ModelAdmin


@admin.register(Release)
class ReleaseAdmin(ReadOnly, ReleaseBase):
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("clauses.view_release") or views.may_release(request)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return self._guarded(views.release_list)(request)

    def get_urls(self) -> list[URLPattern]:
        places: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
            "next": ("next/", views.next_release),
            "approve_edition": ("next/edition/<int:number>/approve/", views.approve_edition),
            "rehearse": ("next/rehearse/", views.rehearse),
            "compare": ("compare/", views.compare),
            "rehearsal": ("rehearsal/<int:pk>/", views.rehearsal_page),
            "redline": ("rehearsal/policy/<int:pk>/", views.rehearsed_policy),
            "page": ("<int:number>/", views.release_page),
            "tell": ("<int:number>/tell/", views.tell),
            "bring_back": ("<int:number>/bring-back/", views.bring_back),
        }
        ours = [
            path(
                place,
                self.admin_site.admin_view(self._guarded(view)),
                name=f"clauses_release_{name}",
            )
            for name, (place, view) in places.items()
        ]
        lists = [url for url in super().get_urls() if url.name == "clauses_release_changelist"]
        return [*ours, *lists]

    def _guarded(self, view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def guarded(request: HttpRequest, **place: Any) -> HttpResponse:
            if not self.has_view_permission(request):
                raise PermissionDenied
            return view(request, **place)

        return guarded
