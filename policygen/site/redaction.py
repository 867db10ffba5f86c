"""No log has what opens a shop or its calendar: private links and addresses, and whatever a query calls a
key, a code or a token."""

import logging
import re

from django.utils.log import ServerFormatter

_GONE = "…"
_LINK = re.compile(r"(/(?:resume|shops/calendar)/)[^/\s?&\"']+", re.IGNORECASE)
_QUOTED_LINK = re.compile(r"(%2F(?:resume|shops%2Fcalendar)%2F)[^/%\s?&\"']+", re.IGNORECASE)
"""As it stands in a query: ?next=%2Fen%2F…"""
_NAMED = re.compile(
    r"([?&;\s](?:\w*(?:key|token|password|secret)|code|sessionid)=)[^&;\s\"']+", re.IGNORECASE
)


def redacted(line: str) -> str:
    for pattern in (_LINK, _QUOTED_LINK, _NAMED):
        line = pattern.sub(rf"\1{_GONE}", line)
    return line


class Redacted(logging.Formatter):
    """Line and traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


class RedactedRequest(ServerFormatter):
    """The line that Django's own server writes for each request."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))
