"""What keeps the database from being used, in words for whoever runs the site."""

from pathlib import Path

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from policygen.engine.places import INSTALLED, ROOT


def command_line(command: str) -> str:
    """How a command is typed here."""
    if INSTALLED:
        return f"policygen {command}"
    python = ".venv/bin/python" if (ROOT / ".venv").exists() else "python"
    return f"{python} manage.py {command}"


def why_not() -> str | None:
    """One or two lines that say what to do; None where the database is there and up to date.

    A missing SQLite file stays missing: the first connection would make an empty one.
    """
    migrate = command_line("migrate")
    if _missing_file():
        return (
            f"There is no database at {connection.settings_dict['NAME']} yet. To make it: {migrate}"
        )
    try:
        connection.ensure_connection()
        waiting = migrations_to_run()
    except DatabaseError as error:
        reason = str(error).strip().partition("\n")[0]
        return f"The database can’t be used: {reason}\n{_where()}"
    if waiting:
        return (
            f"The database is empty, or older than this program. To bring it up to date: {migrate}"
        )
    return None


def migrations_to_run() -> bool:
    """Raises DatabaseError."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _missing_file() -> bool:
    if connection.vendor != "sqlite" or connection.connection is not None:
        return False
    return not Path(connection.settings_dict["NAME"]).exists()


def _where() -> str:
    if connection.vendor == "sqlite":
        return (
            f"It is the file {connection.settings_dict['NAME']}; POLICYGEN_DATA names its folder."
        )
    return "POLICYGEN_DATABASE_URL says where it is."
