"""The releases: the list, one of them, two compared; and telling the owners."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from policygen.desk.releasing.release_base import ROWS, page, release_or_404, releasing
from policygen.draft import changes
from policygen.engine.loading.load import shipped_library
from policygen.releases.libraries import files_with, newest_number, number_before
from policygen.releases.models import Release
from policygen.updates import notices


@require_safe
def release_list(request: HttpRequest) -> HttpResponse:
    """All releases, the newest first; two of them can be compared."""
    rows = Release.objects.defer("files").select_related("released_by")
    return page(
        request,
        "release_list",
        _("Releases"),
        releases=rows,
        page=Paginator(rows, ROWS).get_page(request.GET.get("page")),
        shipped=shipped_library().release,
    )


@require_safe
def release_page(request: HttpRequest, number: int) -> HttpResponse:
    """What it brought, its notes, who and when, and how far the owners are told."""
    release = release_or_404(number)
    before = number_before(number)
    newest = newest_number() == number
    return page(
        request,
        "release_page",
        _("Release %(number)d") % {"number": number},
        release=release,
        before=before,
        newest=newest,
        notes=_said(release.notes),
        changes=changes.between(files_with(before), release.read()),
        telling=notices.progress(release) if newest else None,
    )


def _said(notes: dict[str, dict[str, str]]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(key, list(texts.items())) for key, texts in notes.items()]


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Two releases entry by entry; the number of the shipped library stands for its files."""
    numbers = [request.GET.get(name, "") for name in ("old", "new")]
    files = [_files(number) for number in numbers]
    if files[0] is None or files[1] is None:
        messages.error(request, _("Choose two releases to compare."))
        return redirect("admin:releases_release_changelist")
    title = _("Release %(new)s compared with %(old)s") % {"old": numbers[0], "new": numbers[1]}
    found = changes.between(files[0], files[1])
    return page(request, "release_compare", title, changes=found)


def _files(number: str) -> dict[str, str] | None:
    if not number.isdecimal():
        return None
    known = Release.objects.filter(number=number).exists()
    if not known and int(number) != shipped_library().release:
        return None
    return files_with(int(number))


@require_POST
def tell(request: HttpRequest, number: int) -> HttpResponse:
    """The next slice of telling the owners."""
    releasing(request)
    release = release_or_404(number)
    failed = False
    try:
        telling = notices.go_on(release, request.build_absolute_uri("/").rstrip("/"))
    except OSError:
        failed, telling = True, notices.progress(release)
    if "HX-Request" not in request.headers:
        if failed:
            messages.error(
                request, _("An e-mail could not be sent just now. Go on a little later.")
            )
        return redirect("admin:releases_release_page", number)
    context = {"release": release, "telling": telling, "mail_failed": failed, "may_release": True}
    return render(request, "admin/clauses/release_telling.html", context)


def moved(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Where the pages of the releases were before they had an app of their own."""
    query = request.META.get("QUERY_STRING", "")
    address = reverse("admin:releases_release_changelist") + rest
    return redirect(f"{address}?{query}" if query else address, permanent=True)
