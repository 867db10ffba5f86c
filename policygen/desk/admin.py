"""The editors' desk in Django's admin: the list of entries, and a page for each."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from policygen.common.later import views_of
from policygen.desk.entries.listing import KindFilter, StateFilter, with_words
from policygen.desk.entries.rows import EntryList, row_of, with_last_change
from policygen.draft import draft
from policygen.draft.models import KINDS, Entry
from policygen.publishing.admin import ReadOnly

# Django's admin classes take type arguments only for mypy.
if TYPE_CHECKING:
    EntryBase = admin.ModelAdmin[Entry]
    LogBase = admin.ModelAdmin[LogEntry]
else:
    EntryBase = LogBase = admin.ModelAdmin

_views = views_of("policygen.desk.entries.views")
_places = views_of("policygen.desk.entries.places")


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
            guarded: Any = self.admin_site.admin_view(draft.read_once()(view))
            found: URLPattern = path(address, guarded, name=f"clauses_entry_{name}")
            return found

        return [
            own("names/", _views("names"), "names"),
            own("preview/", _views("preview_new"), "preview_new"),
            own("<int:pk>/preview/", _views("preview"), "preview"),
            own("<int:pk>/approve/", _views("approve"), "approve"),
            own("<int:pk>/remark/", _views("remark"), "remark"),
            own("<int:pk>/read/", _views("read"), "read"),
            own("<int:pk>/restore/", _views("restore"), "restore"),
            own("<int:pk>/settle/", _views("settle"), "settle"),
            own("<int:pk>/delete/", _views("delete"), "delete"),
            own("<int:pk>/move/", _views("move"), "move"),
            own("add/other/", _places("choose"), "choose"),
            own("add/other/<int:file>/", _places("new"), "new"),
            *super().get_urls(),
        ]

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The editor, in place of the admin's own form."""
        with draft.read_once():
            return cast(HttpResponse, _views("change")(request, object_id))


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
