"""An older release comes back: what that undoes and whose work it takes from the draft, asked first."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from policygen.desk.releasing import next_release
from policygen.desk.releasing.next_release_page import note_fields, too_long_notes, typed_notes
from policygen.desk.releasing.release_base import log, page, release_or_404, releasing
from policygen.draft import approval, draft, releases
from policygen.draft.changes import Change
from policygen.draft.models import Revision
from policygen.engine.library.model import LibraryError
from policygen.engine.loading.load import compile_all
from policygen.releases.libraries import library_of
from policygen.releases.models import Release


@require_http_methods(["GET", "HEAD", "POST"])
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    """Says what an older release would undo; a POST releases its state anew."""
    by = releasing(request)
    release = release_or_404(number)
    notes: next_release.Notes = {}
    missing: list[str] = []
    if request.method == "POST":
        notes = typed_notes(request, {})
        made, missing = _brought_back(request, number, by, notes)
        if made:
            log(by, made, f"Released number {made.number}, equal to {number}.")
            text = _("Release %(number)d is out; it says what release %(old)d said.")
            messages.success(request, text % {"number": made.number, "old": number})
            return redirect("admin:releases_release_page", made.number)
    found = releases.roll_back(number)
    response = page(
        request,
        "release_bring_back",
        _("Bring release %(number)d back") % {"number": number},
        release=release,
        changes=found.undone,
        gone=next_release.lost(found.undone),
        drafted=found.kept,
        lost=[(change, _waiting(change)) for change in found.lost],
        lost_state=_state_of(found.lost),
        whole=note_fields(notes, next_release.WHOLE),
        refused=missing,
    )
    response.status_code = 422 if missing else 200
    return response


def _brought_back(
    request: HttpRequest, number: int, by: User, notes: next_release.Notes
) -> tuple[Release | None, list[str]]:
    """The new release, or why there is none. What is confirmed is what the draft loses."""
    missing = [*next_release.notes_missing([], notes), *too_long_notes(notes)]
    try:
        compile_all(library_of(number))
        missing += [] if missing else next_release.not_opening(number)
        with draft.alone():
            lost = releases.roll_back(number).lost
            if lost and request.POST.get("lost") != _state_of(lost):
                missing.append(_("Look at what the draft loses, and confirm it."))
            return (None if missing else releases.bring_back(number, by=by, notes=notes)), missing
    except LibraryError as error:  # This program has no use for what was released by an older one.
        return None, [*missing, str(error)]


def _waiting(change: Change) -> list[Revision]:
    """Whose changes they are, the newest first: those that nobody has approved, else the last one."""
    if change.entry is None:
        return []
    return approval.waiting(change.entry) or list(change.entry.revisions.all())[:1]


def _state_of(lost: list[Change]) -> str:
    """Another one where somebody has changed something meanwhile: what is confirmed has been seen."""
    return " ".join(f"{c.entry.pk}:{c.entry.revision}" for c in lost if c.entry)
