from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands import migrate


class Command(migrate.Command):
    def execute(self, *args: Any, **options: Any) -> str | None:
        """On a fresh machine SQLite finds no folder to put its file in, and already the checks ask it."""
        try:
            settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"{settings.DATA_DIR}: {error.strerror}") from None
        return super().execute(*args, **options)
