"""What our commands have in common."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from policygen.common.database import why_not
from policygen.engine.places import INSTALLED


class DatabaseCommand(BaseCommand):
    """Refuses in a line or two where the database is missing, out of reach or not migrated."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        if reason := why_not():
            raise CommandError(reason)
        try:
            return super().execute(*args, **options)
        except OperationalError as error:
            raise CommandError(f"The database: {str(error).strip()}") from error


class RepositoryCommand(BaseCommand):
    """Reads or writes files that an installed package does not have."""

    def execute(self, *args: Any, **options: Any) -> str | None:
        if INSTALLED:
            raise CommandError("This command works in the repository only.")
        return super().execute(*args, **options)
