"""Which two versions a reader wants compared, and how."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from policygen.publishing.models import Version

VIEWS = ("redline", "sides")


@dataclass(frozen=True)
class Choice:
    number: int
    text: str


def chosen(request: HttpRequest, versions: Sequence[Version]) -> dict[str, Any]:
    """For the templates: the two, and what the form offers; nothing while there are no two versions.

    The newest two to begin with. Raises Http404 for a version that is not there.
    """
    view = request.GET.get("view", VIEWS[0])
    if view not in VIEWS:
        raise Http404
    if len(versions) < 2:
        return {}
    return {
        "before": _chosen(request, "from", versions, versions[1]),
        "after": _chosen(request, "to", versions, versions[0]),
        "choices": [Choice(version.number, _told(version)) for version in versions],
        "view": view,
    }


def _told(version: Version) -> str:
    day = date_format(version.effective, "DATE_FORMAT")
    return _("Version %(number)d, in force from %(date)s") % {"number": version.number, "date": day}


def _chosen(
    request: HttpRequest, name: str, versions: Sequence[Version], otherwise: Version
) -> Version:
    number = request.GET.get(name)
    if number is None:
        return otherwise
    found = next((version for version in versions if str(version.number) == number), None)
    if found is None:
        raise Http404
    return found
