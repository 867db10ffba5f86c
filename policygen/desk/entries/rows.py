"""The rows of the list of entries: what a row says is asked once for all of them, and kept with the row.

The admin that shows them is one object for all requests, so nothing of a request is kept there.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from policygen.draft import changes
from policygen.draft.models import Entry, Revision


@dataclass(frozen=True)
class Row:
    """`changed`: when an editor changed it last, or which edition it follows."""

    state: str
    changed: str


class EntryList(ChangeList):
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        entries: list[Any] = list(self.result_list)
        rows = rows_of(entries)
        for entry in entries:
            entry.row = rows[entry.pk]
        self.result_list = entries


def row_of(entry: Entry) -> Row:
    found: Row = entry.row  # type: ignore[attr-defined]
    return found


def with_last_change(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """With `touched`, when an editor changed it last, and `follows`, the edition that changed it last."""
    changed = Revision.objects.filter(entry=OuterRef("pk")).order_by("-number")
    return rows.annotate(
        touched=Subquery(changed.filter(edition=None).values("made")[:1]),
        follows=Subquery(changed.exclude(edition=None).values("edition")[:1]),
    )


def rows_of(entries: Collection[Any]) -> dict[int, Row]:
    """By their numbers. `entries`: with their last change."""
    found = {change.entry.pk: change for change in changes.of_draft() if change.entry}
    return {e.pk: Row(_state(e, found.get(e.pk)), _changed(e)) for e in entries}


def _state(entry: Entry, change: changes.Change | None) -> str:
    states = (
        (_("deleted"), entry.deleted),
        (_("in conflict"), entry.in_conflict),
        (_("waiting for approval"), change is not None and change.waits),
        (_("approved, not released"), change is not None and change.approved),
    )
    return ", ".join(word for word, holds in states if holds)


def _changed(entry: Any) -> str:
    if entry.touched:
        return date_format(timezone.localtime(entry.touched), "DATETIME_FORMAT")
    if entry.follows is not None:
        return _("shipped, edition %(number)s") % {"number": entry.follows}
    return _("shipped")
