"""What is published, to look at. Nothing can be changed here: what is published is final."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from policygen.publishing.models import Policy, Version

# Django's admin classes take type arguments only for mypy.
if TYPE_CHECKING:
    PolicyBase = admin.ModelAdmin[Policy]
    VersionBase = admin.TabularInline[Version, Policy]
else:
    PolicyBase, VersionBase = admin.ModelAdmin, admin.TabularInline


class ReadOnly:
    """Permissions of a page that only shows."""

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class VersionInline(ReadOnly, VersionBase):
    model = Version
    fields = ("number", "effective", "library_release", "published", "published_by")
    readonly_fields = fields


@admin.register(Policy)
class PolicyAdmin(ReadOnly, PolicyBase):
    list_display = ("slug", "page", "version_count", "created")
    search_fields = ("slug",)
    ordering = ("slug",)
    fields = ("slug", "page", "created")
    readonly_fields = fields
    inlines = (VersionInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Policy]:
        return super().get_queryset(request).annotate(version_count=Count("versions"))

    @admin.display(description=_("Page"))
    def page(self, policy: Policy) -> SafeString:
        url = reverse("published:policy", args=(policy.slug,))
        return format_html('<a href="{}">{}</a>', url, url)

    @admin.display(description=_("Versions"), ordering="version_count")
    def version_count(self, policy: Any) -> int:
        return int(policy.version_count)
