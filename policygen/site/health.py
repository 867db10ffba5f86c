"""Whether this process can serve: database, disk and storage, for whatever watches the site at /healthz."""

import logging
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from policygen.common.database import migrations_to_run
from policygen.publishing import storage

PATH = "/healthz"
NEEDED = 50 * 1024 * 1024
"""Bytes that have to be free: a few policies in all their formats."""
OK = "ok"
SILENT, READ_ONLY, WAITING = "does not answer", "cannot be written", "run migrate"
FULL, UNKNOWN = "full", "unknown"

_log = logging.getLogger(__name__)
_said: dict[str, str] = {}
"""What was wrong when this process last logged it."""


def before_all_else(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: who watches from the same machine asks under any name, without HTTPS, without a session."""

    def respond(request: HttpRequest) -> HttpResponse:
        return healthz(request) if request.path_info == PATH else get_response(request)

    return respond


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 where all is well, else 503; says what is wrong, and nothing more about the machine."""
    found = checks()
    wrong = {name: state for name, state in found.items() if state != OK}
    _log_what_is_new(wrong)
    response = JsonResponse({"status": "failing" if wrong else OK, **found})
    response.status_code = 503 if wrong else 200
    # Django would log every 503, and one comes every few seconds.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _log_what_is_new(wrong: dict[str, str]) -> None:
    if wrong == _said:
        return
    _said.clear()
    _said.update(wrong)
    if wrong:
        _log.error("Not healthy: %s", ", ".join(": ".join(item) for item in wrong.items()))
    else:
        _log.info("Healthy again")


def checks() -> dict[str, str]:
    database = _database()
    return {
        "database": database,
        "migrations": UNKNOWN if database == SILENT else _migrations(),
        "disk": _disk(settings.DATA_DIR),
        "storage": _storage(),
    }


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(
                    "SHOW transaction_read_only"
                )  # on: a standby, or a server that was set so
                return READ_ONLY if cursor.fetchone()[0] == "on" else OK
            cursor.execute("SELECT 1")
        return _takes_a_write(Path(connection.settings_dict["NAME"]).as_uri() + "?mode=rw")
    except DatabaseError:
        return SILENT


def _takes_a_write(sqlite: str) -> str:
    """Whether it takes a write, which is rolled back. It waits for no other writer: busy is not broken."""
    try:
        with closing(sqlite3.connect(sqlite, uri=True, timeout=0.2)) as probe:
            probe.execute("BEGIN IMMEDIATE")  # which alone begins in a file that is read-only, too
            probe.execute("CREATE TABLE health (x)")
            probe.rollback()
    except sqlite3.OperationalError as error:
        return OK if error.sqlite_errorcode == sqlite3.SQLITE_BUSY else READ_ONLY
    return OK


@cache
def _migrated() -> bool:
    """Once it is so it stays so: a process is as old as its code. Raises LookupError while it is not."""
    if migrations_to_run():
        raise LookupError
    return True


def _migrations() -> str:
    try:
        _migrated()
    except (LookupError, DatabaseError):
        return WAITING
    return OK


def _disk(folder: Path) -> str:
    while not folder.exists():
        folder = folder.parent
    return OK if shutil.disk_usage(folder).free > NEEDED else FULL


def _storage() -> str:
    try:
        storage.can_write()
    except OSError:
        return READ_ONLY
    return OK
