"""Answers that were sent and could not be taken: the page that says so carries them, to be sent again."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

_UNREADABLE = (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError)
"""What reading a form may end with, each time that it is tried."""
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
_WORD = re.compile(r"[a-z0-9_:.+-]*", re.IGNORECASE)


@dataclass(frozen=True)
class ResendForm:
    """A form as it came, for the same address."""

    action: str
    fields: tuple[tuple[str, str], ...]
    files: bool
    """Whether it came with files, which no page can put into a form again."""

    @property
    def texts(self) -> list[str]:
        """What was typed rather than ticked, for whoever has to copy it."""
        return [value for _name, value in self.fields if not _WORD.fullmatch(value)]


def resend_form(request: HttpRequest) -> ResendForm | None:
    """None for what another site sent: its form is nothing that this visitor filled in. None for a form
    with a password too, which belongs on no page.
    """
    if request.method != "POST" or not _from_here(request):
        return None
    try:
        posted = request.POST
    except _UNREADABLE:
        return None
    if any("password" in name for name in posted):
        return None
    rows = ((name, value) for name, values in posted.lists() for value in values)
    fields = tuple((name, value) for name, value in rows if name != _TOKEN)
    return ResendForm(request.get_full_path(), fields, bool(request.FILES))


def _from_here(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        return urlsplit(origin).netloc == request.get_host()
    except ValueError:  # No address at all: http://[
        return False
