"""The release pages of the desk: rehearse, release, tell the owners, compare, bring back."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policygen.clauses import (
    approval,
    candidate,
    changes,
    desk,
    draft,
    editor,
    notices,
    rehearsal,
    releases,
    states,
)
from policygen.clauses.changes import Change
from policygen.clauses.fields import MAX_NOTE, too_long
from policygen.clauses.models import Rehearsal, Rehearsed, Release, Revision
from policygen.clauses.roles import may_approve
from policygen.engine.compose import ComposeError
from policygen.engine.library import LibraryError, shipped_library
from policygen.engine.reading import FactsError

KEPT_NOTES = "release_notes"
"""In the session: notes that were typed and not released yet."""
ROWS = 50


def may_release(request: HttpRequest) -> bool:
    return request.user.has_perm("clauses.release_library")


def _page(request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
    shared = {
        **admin.site.each_context(request),
        "title": title,
        "may_release": may_release(request),
        "may_approve": may_approve(request),
    }
    return render(request, f"admin/clauses/{template}.html", {**shared, **context})


def _releasing(request: HttpRequest) -> User:
    if not may_release(request) or not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _log(by: User, release: Release, message: str) -> None:
    """Into the audit log, in English like all of the log."""
    LogEntry.objects.log_actions(by.pk, [release], ADDITION, message, single_object=True)


# -- the list, and one release -----------------------------------------------------------------------


@require_safe
def release_list(request: HttpRequest) -> HttpResponse:
    """All releases, the newest first; two of them can be compared."""
    rows = Release.objects.defer("files").select_related("released_by")
    return _page(
        request,
        "release_list",
        _("Releases"),
        releases=rows,
        page=Paginator(rows, ROWS).get_page(request.GET.get("page")),
        shipped=shipped_library().release,
    )


def _release(number: int) -> Release:
    release: Release = get_object_or_404(
        Release.objects.select_related("released_by"), number=number
    )
    return release


@require_safe
def release_page(request: HttpRequest, number: int) -> HttpResponse:
    """What it brought, its notes, who and when, and how far the owners are told."""
    release = _release(number)
    before = states.number_before(number)
    newest = states.newest_number() == number
    return _page(
        request,
        "release_page",
        _("Release %(number)d") % {"number": number},
        release=release,
        before=before,
        newest=newest,
        notes=_said(release.notes),
        changes=changes.between(states.files_with(before), release.read()),
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
        return redirect("admin:clauses_release_changelist")
    title = _("Release %(new)s compared with %(old)s") % {"old": numbers[0], "new": numbers[1]}
    found = changes.between(files[0], files[1])
    return _page(request, "release_compare", title, changes=found)


def _files(number: str) -> dict[str, str] | None:
    if not number.isdecimal():
        return None
    known = Release.objects.filter(number=number).exists()
    if not known and int(number) != shipped_library().release:
        return None
    return states.files_with(int(number))


# -- the next one ------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def next_release(request: HttpRequest) -> HttpResponse:
    """What the draft would bring; a POST keeps the notes, and releases where nothing is in the way."""
    notes = request.session.get(KEPT_NOTES, {})
    if request.method == "POST":
        by = _releasing(request)
        notes = _typed(request, notes)
        if too_much := _too_long(notes):
            return _next_page(request, notes, too_much)
        request.session[KEPT_NOTES] = notes
        if request.POST.get("go") != "release":
            messages.success(request, _("Your notes are kept."))
            return redirect("admin:clauses_release_next")
        try:
            made = candidate.release(notes, by)
        except candidate.NotReady as refused:
            return _next_page(request, notes, refused.reasons)
        except LibraryError as error:
            return _next_page(request, notes, [str(error)])
        del request.session[KEPT_NOTES]
        _log(by, made, f"Released number {made.number}.")
        messages.success(request, _("Release %(number)d is out.") % {"number": made.number})
        return redirect("admin:clauses_release_page", made.number)
    return _next_page(request, notes)


def _typed(request: HttpRequest, kept: candidate.Notes) -> candidate.Notes:
    """The notes of the form. Of what the form did not show, those that were kept."""
    notes = dict(kept)
    for name, text in request.POST.items():
        kind, _colon, rest = name.partition(":")
        language, _colon, key = rest.partition(":")
        if kind == "note" and language in candidate.LANGUAGES:
            said = str(text).replace("\r\n", "\n").strip()
            notes[key] = {**notes.get(key, {}), language: said}
    return {key: texts for key, texts in notes.items() if any(texts.values())}


def _too_long(notes: candidate.Notes) -> list[str]:
    """Told with the count; a note that was cut would say half of it."""
    whole = _("The release as a whole")
    return [
        f"{key or whole}, {language}: {too_long(MAX_NOTE, len(text))}"
        for key, texts in notes.items()
        for language, text in texts.items()
        if len(text) > MAX_NOTE
    ]


def _next_page(
    request: HttpRequest, notes: candidate.Notes, refused: list[str] | None = None
) -> HttpResponse:
    found = candidate.candidate()
    response = _page(
        request,
        "release_next",
        _("Next release"),
        candidate=found,
        lost=candidate.lost(found.changes),
        reasons=found.reasons,
        number=releases.next_number(),
        fields=[(change, _note_fields(notes, change.key)) for change in found.changes],
        whole=_note_fields(notes, candidate.WHOLE),
        refused=refused,
        **_rehearsal_part(found.rehearsal, found.up_to_date),
    )
    response.status_code = 422 if refused else 200
    return response


def _note_fields(notes: candidate.Notes, key: str) -> list[tuple[str, str, str]]:
    """(language, name of the field, what was typed)."""
    typed = notes.get(key, {})
    return [(code, f"note:{code}:{key}", typed.get(code, "")) for code in candidate.LANGUAGES]


@require_POST
def approve_edition(request: HttpRequest, number: int) -> HttpResponse:
    """What an upgrade brought, in one step."""
    if not may_approve(request):
        raise PermissionDenied
    found = changes.approve_edition(number, by=editor.editor_of(request))
    for entry in found:
        editor.log(request, entry, editor.APPROVED)
    text = ngettext("%(count)d change is approved.", "%(count)d changes are approved.", len(found))
    messages.success(request, text % {"count": len(found)})
    return redirect("admin:clauses_release_next")


# -- its rehearsal -----------------------------------------------------------------------------------


def _rehearsal_part(held: Rehearsal | None, up_to_date: bool) -> dict[str, Any]:
    finished = held is not None and rehearsal.finished(held)
    result = rehearsal.result(held) if held and finished else None
    known = desk.library()
    return {
        "rehearsal": held,
        "up_to_date": up_to_date,
        "finished": finished,
        "running": held is not None and up_to_date and not finished,
        "result": result,
        "laws": [(desk.law_name(known, law), n) for law, n in result.laws] if result else [],
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
        return redirect("admin:clauses_release_next")
    held = rehearsal.latest()
    up_to_date = held is not None and not rehearsal.out_of_date(held)
    part = _rehearsal_part(held, up_to_date)
    if part["finished"]:
        found = candidate.candidate()
        part |= {
            "candidate": found,
            "lost": candidate.lost(found.changes),
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
    return _page(
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
        context["found"] = rehearsal.redline(row) if row.language else None
    except states.OutOfDate:
        context["out_of_date"] = True
    except (FactsError, ComposeError, IndexError):
        context["gone"] = True
    return _page(request, "release_redline", f"{row.shop} · {row.language}", **context)


# -- afterwards --------------------------------------------------------------------------------------


@require_POST
def tell(request: HttpRequest, number: int) -> HttpResponse:
    """The next slice of telling the owners."""
    _releasing(request)
    release = _release(number)
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
        return redirect("admin:clauses_release_page", number)
    context = {"release": release, "telling": telling, "mail_failed": failed, "may_release": True}
    return render(request, "admin/clauses/release_telling.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    """Says what an older release would undo; a POST releases its state anew."""
    by = _releasing(request)
    release = _release(number)
    notes: candidate.Notes = {}
    missing: list[str] = []
    if request.method == "POST":
        notes = _typed(request, {})
        made, missing = _brought_back(request, number, by, notes)
        if made:
            _log(by, made, f"Released number {made.number}, equal to {number}.")
            text = _("Release %(number)d is out; it says what release %(old)d said.")
            messages.success(request, text % {"number": made.number, "old": number})
            return redirect("admin:clauses_release_page", made.number)
    found = releases.roll_back(number)
    response = _page(
        request,
        "release_bring_back",
        _("Bring release %(number)d back") % {"number": number},
        release=release,
        changes=found.undone,
        gone=candidate.lost(found.undone),
        drafted=found.kept,
        lost=[(change, _waiting(change)) for change in found.lost],
        lost_state=_state_of(found.lost),
        whole=_note_fields(notes, candidate.WHOLE),
        refused=missing,
    )
    response.status_code = 422 if missing else 200
    return response


def _brought_back(
    request: HttpRequest, number: int, by: User, notes: candidate.Notes
) -> tuple[Release | None, list[str]]:
    """The new release, or why there is none. What is confirmed is what the draft loses."""
    missing = [*candidate.notes_missing([], notes), *_too_long(notes)]
    try:
        with draft.alone():
            lost = releases.roll_back(number).lost
            if lost and request.POST.get("lost") != _state_of(lost):
                missing.append(_("Look at what the draft loses, and confirm it."))
            return (None if missing else releases.bring_back(number, by=by, notes=notes)), missing
    except LibraryError as error:  # This program has no use for what was released by an older one.
        return None, [*missing, str(error)]


def _waiting(change: Change) -> list[Revision]:
    """Whose changes they are, the newest first: those that nobody has approved, else the last one."""
    revisions = list(change.entry.revisions.all()) if change.entry else []
    return approval.waiting(revisions) or revisions[:1]


def _state_of(lost: list[Change]) -> str:
    """Another one where somebody has changed something meanwhile: what is confirmed has been seen."""
    return " ".join(f"{c.entry.pk}:{c.entry.revision}" for c in lost if c.entry)
