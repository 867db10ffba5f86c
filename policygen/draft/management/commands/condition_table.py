"""`manage.py condition_table`: the table of all conditions in docs/library.md, from their declarations."""

from pathlib import Path
from typing import Any

from django.conf import settings

from policygen.common.commands import RepositoryCommand
from policygen.engine.atomic_files import write_whole
from policygen.engine.conditions.table import in_document

PATH = Path(settings.BASE_DIR) / "docs" / "library.md"


class Command(RepositoryCommand):
    help = "Write the table of conditions into docs/library.md."
    requires_system_checks = ()
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        write_whole(PATH, [in_document(PATH.read_text("utf-8")).encode()])
        self.stdout.write(str(PATH))
