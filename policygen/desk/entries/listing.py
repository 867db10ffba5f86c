"""The list of entries: what can be asked of it."""

import re
from typing import Any

from django.contrib import admin
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from policygen.draft.models import KINDS, Entry

STATES = {
    "changed": _("changed since the last release"),
    "waiting": _("waiting for approval"),
    "conflict": _("in conflict with the shipped library"),
    "edited": _("different from the shipped library"),
    "unreviewed": _("unsure or not reviewed lately"),
    "older": _("translation older than its source"),
    "deleted": _("deleted"),
}


_FORMER = {"requirements": "laws"}
"""Kinds that bookmarks still name."""


class KindFilter(admin.SimpleListFilter):
    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*KINDS.items(), ("other", _("Other files"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        kind = _FORMER.get(str(self.value()), self.value())
        if kind == "other":
            others = [of_kind(name) for name in KINDS]
            return queryset.exclude(_any(others))
        return queryset.filter(of_kind(kind)) if kind in KINDS else queryset


def of_kind(kind: str) -> Q:
    return Q(file__path=f"{kind}.yaml") | Q(file__path__startswith=f"{kind}/")


def _any(conditions: list[Q]) -> Q:
    found = Q()
    for condition in conditions:
        found |= condition
    return found


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(STATES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        state = self.value()
        if state == "deleted":
            return queryset.filter(text="")
        if state == "conflict":
            return queryset.exclude(incoming="")
        if state == "edited":
            return queryset.exclude(text=F("shipped"))
        if state in STATES:
            return queryset.filter(pk__in=ids_in(str(state)))
        return queryset.exclude(text="")


def ids_in(state: str) -> list[int]:
    # The first page of a server waits for the admin's filters, and not for what they look at.
    from policygen.desk import draft_view
    from policygen.desk.warnings import entry_warnings

    if state == "changed":
        return draft_view.changed_ids()
    if state == "waiting":
        return draft_view.waiting_ids()
    return entry_warnings.ids_marked(state)


def with_words(queryset: QuerySet[Entry], words: str) -> QuerySet[Entry]:
    """Every word in the name or the text, whatever the case: SQLite's LIKE knows only Latin letters."""
    for word in words.split()[:8]:
        pattern = re.escape(word)
        queryset = queryset.filter(Q(key__iregex=pattern) | Q(text__iregex=pattern))
    return queryset
