"""The next release: what the draft would bring, its notes, and the release itself."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from policygen.desk.entries import editor
from policygen.desk.entries.fields import MAX_NOTE, too_long
from policygen.desk.releasing import next_release
from policygen.desk.releasing.rehearsal_pages import rehearsal_part
from policygen.desk.releasing.release_base import log, page, releasing
from policygen.desk.roles import may_approve
from policygen.draft import changes, releases
from policygen.engine.library.model import LibraryError

KEPT_NOTES = "release_notes"
"""In the session: notes that were typed and not released yet."""


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest) -> HttpResponse:
    """What the draft would bring; a POST keeps the notes, and releases where nothing is in the way."""
    notes = request.session.get(KEPT_NOTES, {})
    if request.method == "POST":
        by = releasing(request)
        notes = typed_notes(request, notes)
        if too_much := too_long_notes(notes):
            return _next_page(request, notes, too_much)
        request.session[KEPT_NOTES] = notes
        if request.POST.get("go") != "release":
            messages.success(request, _("Your notes are kept."))
            return redirect("admin:releases_release_next")
        try:
            made = next_release.release(notes, by)
        except next_release.NotReady as refused:
            return _next_page(request, notes, refused.reasons)
        except LibraryError as error:
            return _next_page(request, notes, [str(error)])
        del request.session[KEPT_NOTES]
        log(by, made, f"Released number {made.number}.")
        messages.success(request, _("Release %(number)d is out.") % {"number": made.number})
        return redirect("admin:releases_release_page", made.number)
    return _next_page(request, notes)


def typed_notes(request: HttpRequest, kept: next_release.Notes) -> next_release.Notes:
    """The notes of the form. Of what the form did not show, those that were kept."""
    notes = dict(kept)
    for name, text in request.POST.items():
        kind, _colon, rest = name.partition(":")
        language, _colon, key = rest.partition(":")
        if kind == "note" and language in next_release.LANGUAGES:
            said = str(text).replace("\r\n", "\n").strip()
            notes[key] = {**notes.get(key, {}), language: said}
    return {key: texts for key, texts in notes.items() if any(texts.values())}


def too_long_notes(notes: next_release.Notes) -> list[str]:
    """Told with the count; a note that was cut would say half of it."""
    whole = _("The release as a whole")
    return [
        f"{key or whole}, {language}: {too_long(MAX_NOTE, len(text))}"
        for key, texts in notes.items()
        for language, text in texts.items()
        if len(text) > MAX_NOTE
    ]


def _next_page(
    request: HttpRequest, notes: next_release.Notes, refused: list[str] | None = None
) -> HttpResponse:
    found = next_release.candidate()
    response = page(
        request,
        "release_next",
        _("Next release"),
        candidate=found,
        lost=next_release.lost(found.changes),
        reasons=found.reasons,
        number=releases.next_number(),
        fields=[(change, note_fields(notes, change.key)) for change in found.changes],
        whole=note_fields(notes, next_release.WHOLE),
        refused=refused,
        **rehearsal_part(found.rehearsal, found.up_to_date),
    )
    response.status_code = 422 if refused else 200
    return response


def note_fields(notes: next_release.Notes, key: str) -> list[tuple[str, str, str]]:
    """(language, name of the field, what was typed)."""
    typed = notes.get(key, {})
    return [(code, f"note:{code}:{key}", typed.get(code, "")) for code in next_release.LANGUAGES]


@require_POST
def approve_edition(request: HttpRequest, number: int) -> HttpResponse:
    """What an upgrade brought, in one step."""
    if not may_approve(request):
        raise PermissionDenied
    seen = request.POST.get("upto", "")
    upto = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 19 else 0
    found = changes.approve_edition(number, upto=upto, by=editor.editor_of(request))
    if not found:
        messages.error(request, _(editor.CHANGED_MEANWHILE))
        return redirect("admin:releases_release_next")
    for entry in found:
        editor.log(request, entry, editor.APPROVED)
    text = ngettext("%(count)d change is approved.", "%(count)d changes are approved.", len(found))
    messages.success(request, text % {"count": len(found)})
    return redirect("admin:releases_release_next")
