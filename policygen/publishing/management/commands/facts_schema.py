"""`manage.py facts_schema`: the JSON Schema of facts files, for editors that check and complete them."""

from pathlib import Path
from typing import Any

from django.conf import settings

from policygen.common.commands import RepositoryCommand
from policygen.engine import shipped_library
from policygen.engine.atomic_files import write_whole
from policygen.engine.facts.json_schema import schema_text

PATH = Path(settings.BASE_DIR) / "docs" / "facts.schema.json"


class Command(RepositoryCommand):
    help = "Write docs/facts.schema.json: what may stand in a facts file, as a JSON Schema."
    requires_system_checks = ()
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        write_whole(PATH, [schema_text(shipped_library()).encode()])
        self.stdout.write(str(PATH))
