"""What the release pages of the desk have in common."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from policygen.desk.roles import may_approve
from policygen.releases.models import Release

ROWS = 50
"""Of a list, on one page."""


def may_release(request: HttpRequest) -> bool:
    return request.user.has_perm("clauses.release_library")


def page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    shared = {
        **admin.site.each_context(request),
        "title": title,
        "may_release": may_release(request),
        "may_approve": may_approve(request),
    }
    return render(request, f"admin/clauses/{template}.html", {**shared, **context})


def releasing(request: HttpRequest) -> User:
    if not may_release(request) or not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def log(by: User, release: Release, message: str) -> None:
    """Into the audit log, in English like all of the log."""
    LogEntry.objects.log_actions(by.pk, [release], ADDITION, message, single_object=True)


def release_or_404(number: int) -> Release:
    release: Release = get_object_or_404(
        Release.objects.select_related("released_by"), number=number
    )
    return release
