"""The library that ships reaches the editors' desk: after migrations, and at the start of every server."""

import logging
from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from policygen.common.database import command_line
from policygen.draft import merging
from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED, LibraryError
from policygen.engine.loading.load import refuse_faults

_log = logging.getLogger(__name__)

OLDER = (
    "The desk has had the library that ships with this version, and follows another one since: it was left "
    "as it is. If this is the library that you want: %s"
)

_LOCK = 7_209_641
"""Names the lock in PostgreSQL; any number that nothing else uses."""


def after_migrations(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Not where the desk's tables were taken away, or are older than this program."""
    executor = MigrationExecutor(connection)
    wanted = executor.loader.graph.leaf_nodes(sender.label)
    if using == DEFAULT_DB_ALIAS and not executor.migration_plan(wanted):
        follow()


def follow() -> None:
    """What editors changed stays; where both sides changed they will see both.

    Costs a query where there is nothing new. A failure is logged and hinders nothing else: policies are
    made from releases, and the desk is behind.
    """
    try:
        _follow()
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        _log.error("The library that ships did not reach the desk: %s", reason)
    except LibraryError as error:
        _log.error("The library that ships did not reach the desk, it has faults:\n%s", error)
    except Exception:
        _log.exception("The library that ships did not reach the desk")


def _follow() -> None:
    shipped = read_files(SHIPPED)
    if merging.follows(shipped):
        return
    with transaction.atomic():
        if _another_is_at_it() or merging.follows(shipped):
            return
        if merging.was_taken_in(shipped):
            # A process of the version before an upgrade starts again, say.
            _log.warning(OLDER, command_line("library import"))
            return
        refuse_faults(shipped)  # a process that only reads them does not look
        merging.merge(shipped)
    _log.info("The desk follows the library that ships with this version")


def _another_is_at_it() -> bool:
    """Whether another process has begun. SQLite lets one in at a time and need not be asked."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return not cursor.fetchone()[0]
