"""The rehearsal of the next release: its course, and what would change in whose policy."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from policygen.desk import draft_view
from policygen.desk.releasing import next_release
from policygen.desk.releasing.release_base import ROWS, may_release, page
from policygen.draft import releases
from policygen.engine.facts.reading import FactsError
from policygen.engine.library.model import LibraryError
from policygen.engine.policy.compose import ComposeError
from policygen.rehearsals import rehearsal, results, states
from policygen.rehearsals.models import Rehearsal, Rehearsed


def rehearsal_part(held: Rehearsal | None, up_to_date: bool) -> dict[str, Any]:
    finished = held is not None and rehearsal.finished(held)
    result = results.result(held) if held and finished else None
    known = draft_view.library()
    return {
        "rehearsal": held,
        "up_to_date": up_to_date,
        "finished": finished,
        "running": held is not None and up_to_date and not finished,
        "result": result,
        "laws": [(draft_view.law_name(known, law), n) for law, n in result.laws] if result else [],
    }


@require_POST
def rehearse(request: HttpRequest) -> HttpResponse:
    """Begin anew, or the next slice of the one that is under way."""
    by = request.user if isinstance(request.user, User) else None
    held = rehearsal.latest()
    if request.POST.get("go") == "start" or held is None:
        rehearsal.start(by)
        return _rehearsed(request)
    try:
        rehearsal.go_on(held)
    except states.OutOfDate:
        pass  # The page says so.
    except LibraryError as error:
        messages.error(request, _("The draft does not hold together: %(error)s") % {"error": error})
    return _rehearsed(request)


def _rehearsed(request: HttpRequest) -> HttpResponse:
    if not getattr(request, "htmx", False) and "HX-Request" not in request.headers:
        return redirect("admin:releases_release_next")
    held = rehearsal.latest()
    up_to_date = held is not None and not rehearsal.out_of_date(held)
    part = rehearsal_part(held, up_to_date)
    if part["finished"]:
        found = next_release.candidate()
        part |= {
            "candidate": found,
            "lost": next_release.lost(found.changes),
            "reasons": found.reasons,
            "gate_too": True,
        }
    part |= {"may_release": may_release(request), "number": releases.next_number()}
    return render(request, "admin/clauses/release_rehearsal.html", part)


@require_safe
def rehearsal_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Which policies change; `clause` and `kind` choose among them."""
    held = get_object_or_404(Rehearsal, pk=pk)
    clause, kind = request.GET.get("clause", ""), request.GET.get("kind", "")
    rows = held.changes.filter(screen="").select_related("policy")
    if kind == "errors":
        rows = rows.exclude(error="")
    elif kind == "unmet":
        rows = rows.exclude(unmet=[])
    elif kind == "findings":
        rows = rows.exclude(findings=[])
    if clause:
        found = rows.values_list("pk", "clauses", "moved")
        keys = [
            pk
            for pk, changed, moved in found
            if clause in {**dict(changed), **dict.fromkeys(moved)}
        ]
        rows = rows.filter(pk__in=keys[:ROWS])
    return page(
        request,
        "release_rehearsed",
        _("What the draft would change"),
        rehearsal=held,
        clause=clause,
        kind=kind,
        page=Paginator(rows, ROWS).get_page(request.GET.get("page")),
    )


@require_safe
def rehearsed_policy(request: HttpRequest, pk: int) -> HttpResponse:
    """The redline of one policy, made for this request."""
    row = get_object_or_404(Rehearsed.objects.select_related("rehearsal"), pk=pk)
    context: dict[str, Any] = {"row": row, "rehearsal": row.rehearsal}
    try:
        context["found"] = results.redline(row) if row.language else None
    except states.OutOfDate:
        context["out_of_date"] = True
    except (FactsError, ComposeError, IndexError):
        context["gone"] = True
    return page(request, "release_redline", f"{row.shop} · {row.language}", **context)
