"""Which two versions a reader wants compared, and how."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from policygen.publishing.in_force import State, states
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
        "choices": _choices(versions),
        "view": view,
    }


def _choices(versions: Sequence[Version]) -> list[Choice]:
    state = states(versions)
    return [Choice(version.number, told(version, state[version.number])) for version in versions]


def told(version: Version, state: State) -> str:
    """A version with its day, in the page's language."""
    day = date_format(version.effective, "DATE_FORMAT")
    text = {
        "coming": _("Version %(number)d, applies from %(date)s"),
        "cancelled": _("Version %(number)d, taken back before it applied"),
    }.get(state, _("Version %(number)d, in force from %(date)s"))
    return text % {"number": version.number, "date": day}


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
