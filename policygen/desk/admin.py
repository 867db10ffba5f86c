"""The editors' desk in Django's admin: the list of entries, and a page for each."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from policygen.desk import draft_view
from policygen.desk.entries import editor, pages, places, unsaved_fields
from policygen.desk.entries.forms import ClauseForm, form_for
from policygen.desk.entries.listing import KindFilter, StateFilter, with_words
from policygen.desk.entries.new_forms import NewClauseForm
from policygen.desk.entries.rows import EntryList, row_of, with_last_change
from policygen.desk.roles import may_approve, may_write
from policygen.draft.models import KINDS, Entry
from policygen.publishing.admin import ReadOnly

# Django's admin classes take type arguments only for mypy.
if TYPE_CHECKING:
    EntryBase = admin.ModelAdmin[Entry]
    LogBase = admin.ModelAdmin[LogEntry]
else:
    EntryBase = LogBase = admin.ModelAdmin

LOOKS = ("look", "preview")
"""What a form can be sent for without saving it: it comes back as it is."""
ENTER = "enter"
"""What the Enter key in a line of the form sends: it saves, for those who may."""

post_only = method_decorator(require_POST)


@admin.register(Entry)
class EntryAdmin(EntryBase):
    list_display = ("key", "kind", "place", "state", "changed_at")
    list_filter = (KindFilter, StateFilter)
    list_select_related = ("file",)
    list_per_page = 50
    search_fields = ("key", "text")
    actions = None

    class Media:
        css = {"all": ("css/desk.css",)}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Entry], search_term: str
    ) -> tuple[QuerySet[Entry], bool]:
        return with_words(queryset, search_term), False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[EntryList]:
        return EntryList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Entry]:
        return with_last_change(super().get_queryset(request))

    @admin.display(description=_("kind"), ordering="file__path")
    def kind(self, entry: Entry) -> str:
        return str(KINDS.get(entry.kind, _("Other files")))

    @admin.display(description=_("file"), ordering="file__path")
    def place(self, entry: Entry) -> str:
        return entry.file.path

    @admin.display(description=_("last changed"), ordering=F("touched").desc(nulls_last=True))
    def changed_at(self, entry: Entry) -> str:
        return row_of(entry).changed

    @admin.display(description=_("state"))
    def state(self, entry: Entry) -> str:
        return row_of(entry).state

    # -- addresses ----------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        def own(address: str, view: Any, name: str) -> URLPattern:
            guarded: Any = self.admin_site.admin_view(view)
            found: URLPattern = path(address, guarded, name=f"clauses_entry_{name}")
            return found

        return [
            own("names/", self.names, "names"),
            own("preview/", self.preview_new, "preview_new"),
            own("<int:pk>/preview/", self.preview, "preview"),
            own("<int:pk>/approve/", self.approve, "approve"),
            own("<int:pk>/remark/", self.remark, "remark"),
            own("<int:pk>/read/", self.read, "read"),
            own("<int:pk>/restore/", self.restore, "restore"),
            own("<int:pk>/settle/", self.settle, "settle"),
            own("<int:pk>/delete/", self.delete, "delete"),
            own("<int:pk>/move/", self.move, "move"),
            own("add/other/", places.choose, "choose"),
            own("add/other/<int:file>/", places.new, "new"),
            *super().get_urls(),
        ]

    # -- pages --------------------------------------------------------------------------------------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The editor, in place of the admin's own form."""
        if object_id is None:
            return self._new(request)
        entry = self._entry(request, int(object_id) if object_id.isdecimal() else 0)
        if request.method != "POST":
            return self._page(request, entry, form_for(entry, draft_view.library()))
        go = request.POST.get("go")
        if go in LOOKS or (go == ENTER and not may_write(request)):
            return self._page(request, entry, form_for(entry, draft_view.library(), request.POST))
        self._must(may_write(request))
        return self._save(request, entry)

    def _save(self, request: HttpRequest, entry: Entry) -> HttpResponse:
        if entry.deleted:
            messages.error(request, _("The entry was deleted meanwhile, so nothing was saved."))
            return self._after(request, entry)
        form = form_for(entry, draft_view.library(), request.POST)
        if not form.is_valid():
            return self._page(request, entry, form)
        overtaken = editor.save(request, form)
        if overtaken:
            return self._page(request, overtaken.entry, form, overtaken)
        return self._after(request, entry, stored=("fields",))

    def _after(
        self, request: HttpRequest, before: Entry, stored: Collection[str] = ()
    ) -> HttpResponse:
        """Back to the entry. What was typed there comes along, but for what is `stored` now: the
        "fields", the "remark"."""
        entry = self._entry(request, before.pk)
        form = form_for(entry, draft_view.library())
        kept = unsaved_fields.put_into(form, request, before.revision, stored)
        return self._page(request, entry, form, kept=kept) if kept else self._back(entry)

    @draft_view.read_once()
    def _page(
        self,
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
        return self._render(request, "entry", entry.key, context)

    def _new(self, request: HttpRequest) -> HttpResponse:
        self._must(request.user.has_perm("clauses.add_entry"))
        form = NewClauseForm(draft_view.library(), request.POST or None)
        if request.method == "POST" and form.is_valid():
            made = editor.add(request, form)
            if made:
                return self._back(made)
        context = pages.new_page(request, form)
        return self._render(request, "entry", str(_("New clause")), context)

    def names(self, request: HttpRequest) -> HttpResponse:
        """Conditions or requirements by their words: a page, or a part of one."""
        self._must(self.has_view_permission(request))
        context = pages.names_page(request)
        part = "names_list" if request.headers.get("HX-Request") else "names"
        return self._render(request, part, str(_("Names")), context)

    @post_only
    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        entry = self._entry(request, pk)
        form = ClauseForm(entry, draft_view.library(), request.POST)
        return self._render(request, "preview", entry.key, pages.preview_part(request, form))

    @post_only
    def preview_new(self, request: HttpRequest) -> HttpResponse:
        self._must(request.user.has_perm("clauses.add_entry"))
        form = NewClauseForm(draft_view.library(), request.POST)
        return self._render(request, "preview", "", pages.preview_part(request, form))

    # -- actions ------------------------------------------------------------------------------------

    @post_only
    def approve(self, request: HttpRequest, pk: int) -> HttpResponse:
        entry = self._entry(request, pk)
        self._must(may_approve(request))
        editor.approve(request, entry, _number(request, "change"))
        return self._after(request, entry)

    @post_only
    def remark(self, request: HttpRequest, pk: int) -> HttpResponse:
        entry = self._entry(request, pk)
        self._must(may_approve(request) or may_write(request))
        sent = editor.remark(request, entry, request.POST.get("remark", ""))
        return self._after(request, entry, stored=("remark",) if sent else ())

    @post_only
    def read(self, request: HttpRequest, pk: int) -> HttpResponse:
        entry = self._entry(request, pk)
        self._must(may_write(request) or may_approve(request))
        editor.read(request, entry, _number(request, "change"))
        return self._after(request, entry)

    @post_only
    def restore(self, request: HttpRequest, pk: int) -> HttpResponse:
        entry = self._entry(request, pk)
        self._must(may_write(request))
        editor.restore(request, entry, _number(request, "change"), _number(request, "seen"))
        return self._after(request, entry)

    @post_only
    def settle(self, request: HttpRequest, pk: int) -> HttpResponse:
        entry = self._entry(request, pk)
        self._must(may_write(request))
        take = request.POST.get("take") == "shipped"
        editor.settle(request, entry, take, _number(request, "seen"))
        return self._after(request, entry)

    @post_only
    def move(self, request: HttpRequest, pk: int) -> HttpResponse:
        entry = self._entry(request, pk)
        places.move(request, entry)
        return self._after(request, entry)

    def delete(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What uses the entry, and why it can't go; a form that says so deletes it from the draft."""
        entry = self._entry(request, pk)
        if places.delete(request, entry):
            return self._after(request, entry)
        return places.delete_page(request, entry)

    # -- small parts --------------------------------------------------------------------------------

    def _entry(self, request: HttpRequest, pk: int) -> Entry:
        self._must(self.has_view_permission(request))
        entry = Entry.objects.select_related("file").filter(pk=pk).first()
        if entry is None:
            raise Http404
        return entry

    def _must(self, allowed: bool) -> None:
        if not allowed:
            raise PermissionDenied

    def _back(self, entry: Entry) -> HttpResponse:
        return redirect(reverse("admin:clauses_entry_change", args=[entry.pk]))

    def _render(
        self, request: HttpRequest, template: str, title: str, context: dict[str, Any]
    ) -> HttpResponse:
        whole = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            **context,
        }
        return TemplateResponse(request, f"admin/clauses/{template}.html", whole)


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 10 else -1


@admin.register(LogEntry)
class LogAdmin(ReadOnly, LogBase):
    """The audit log: who did what, and when."""

    list_display = ("action_time", "user", "object_repr", "change_message")
    list_display_links = None
    list_filter = ("user",)
    list_select_related = ("user",)
    search_fields = ("object_repr", "change_message")
    date_hierarchy = "action_time"

    class Media:
        css = {"all": ("css/desk.css",)}
