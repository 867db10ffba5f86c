"""The pages of an entry and its actions. The desk's admin addresses them and lets only editors in."""

from collections.abc import Collection
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from policygen.desk import draft_view
from policygen.desk.entries import editor, pages, places, unsaved_fields
from policygen.desk.entries.forms import ClauseForm, form_for
from policygen.desk.entries.new_forms import NewClauseForm
from policygen.desk.roles import may_approve, may_write
from policygen.draft.models import Entry

LOOKS = ("look", "preview")
"""What a form can be sent for without saving it: it comes back as it is."""
ENTER = "enter"
"""What the Enter key in a line of the form sends: it saves, for those who may."""


def change(request: HttpRequest, object_id: str | None) -> HttpResponse:
    """The editor of an entry; None: of one that is not there yet."""
    if object_id is None:
        return _new(request)
    entry = _entry(request, int(object_id) if object_id.isdecimal() else 0)
    if request.method != "POST":
        return _page(request, entry, form_for(entry, draft_view.library()))
    go = request.POST.get("go")
    if go in LOOKS or (go == ENTER and not may_write(request)):
        return _page(request, entry, form_for(entry, draft_view.library(), request.POST))
    _must(may_write(request))
    return _save(request, entry)


def _save(request: HttpRequest, entry: Entry) -> HttpResponse:
    if entry.deleted:
        messages.error(request, _("The entry was deleted meanwhile, so nothing was saved."))
        return _after(request, entry)
    form = form_for(entry, draft_view.library(), request.POST)
    if not form.is_valid():
        return _page(request, entry, form)
    overtaken = editor.save(request, form)
    if overtaken:
        return _page(request, overtaken.entry, form, overtaken)
    return _after(request, entry, stored=("fields",))


def _after(request: HttpRequest, before: Entry, stored: Collection[str] = ()) -> HttpResponse:
    """Back to the entry. What was typed there comes along, but for what is `stored` now: the
    "fields", the "remark"."""
    entry = _entry(request, before.pk)
    form = form_for(entry, draft_view.library())
    kept = unsaved_fields.put_into(form, request, before.revision, stored)
    return _page(request, entry, form, kept=kept) if kept else _back(entry)


def _page(
    request: HttpRequest,
    entry: Entry,
    form: Any,
    overtaken: editor.Overtaken | None = None,
    kept: unsaved_fields.Typed | None = None,
) -> HttpResponse:
    if overtaken:
        # Sent again, it is a change of what the other one saved.
        form.data = {**form.data.dict(), "seen": str(entry.revision)}
    if kept is None:
        kept = unsaved_fields.put_into(
            form_for(entry, draft_view.library()), request, entry.revision
        )
    context = pages.entry_page(request, entry, form, overtaken, kept)
    return _render(request, "entry", entry.key, context)


def _new(request: HttpRequest) -> HttpResponse:
    _must(request.user.has_perm("clauses.add_entry"))
    form = NewClauseForm(draft_view.library(), request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = editor.add(request, form)
        if made:
            return _back(made)
    context = pages.new_page(request, form)
    return _render(request, "entry", str(_("New clause")), context)


def names(request: HttpRequest) -> HttpResponse:
    """Conditions or requirements by their words: a page, or a part of one."""
    _must(_may_look(request))
    context = pages.names_page(request)
    part = "names_list" if request.headers.get("HX-Request") else "names"
    return _render(request, part, str(_("Names")), context)


@require_POST
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    form = ClauseForm(entry, draft_view.library(), request.POST)
    return _render(request, "preview", entry.key, pages.preview_part(request, form))


@require_POST
def preview_new(request: HttpRequest) -> HttpResponse:
    _must(request.user.has_perm("clauses.add_entry"))
    form = NewClauseForm(draft_view.library(), request.POST)
    return _render(request, "preview", "", pages.preview_part(request, form))


# -- actions ----------------------------------------------------------------------------------------


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    _must(may_approve(request))
    editor.approve(request, entry, _number(request, "change"))
    return _after(request, entry)


@require_POST
def remark(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    _must(may_approve(request) or may_write(request))
    sent = editor.remark(request, entry, request.POST.get("remark", ""))
    return _after(request, entry, stored=("remark",) if sent else ())


@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    _must(may_write(request) or may_approve(request))
    editor.read(request, entry, _number(request, "change"))
    return _after(request, entry)


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    _must(may_write(request))
    editor.restore(request, entry, _number(request, "change"), _number(request, "seen"))
    return _after(request, entry)


@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    _must(may_write(request))
    take = request.POST.get("take") == "shipped"
    editor.settle(request, entry, take, _number(request, "seen"))
    return _after(request, entry)


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    entry = _entry(request, pk)
    places.move(request, entry)
    return _after(request, entry)


def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """What uses the entry, and why it can't go; a form that says so deletes it from the draft."""
    entry = _entry(request, pk)
    if places.delete(request, entry):
        return _after(request, entry)
    return places.delete_page(request, entry)


# -- small parts ------------------------------------------------------------------------------------


def _entry(request: HttpRequest, pk: int) -> Entry:
    _must(_may_look(request))
    entry = Entry.objects.select_related("file").filter(pk=pk).first()
    if entry is None:
        raise Http404
    return entry


def _may_look(request: HttpRequest) -> bool:
    return admin.site.get_model_admin(Entry).has_view_permission(request)


def _must(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied


def _back(entry: Entry) -> HttpResponse:
    return redirect(reverse("admin:clauses_entry_change", args=[entry.pk]))


def _render(
    request: HttpRequest, template: str, title: str, context: dict[str, Any]
) -> HttpResponse:
    whole = {
        **admin.site.each_context(request),
        "title": title,
        "opts": Entry._meta,
        **context,
    }
    return TemplateResponse(request, f"admin/clauses/{template}.html", whole)


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else -1
