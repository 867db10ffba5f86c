"""`manage.py policy_schema`: the JSON Schema of policies in JSON, for programs that read them."""

from pathlib import Path
from typing import Any

from django.conf import settings

from policygen.common.commands import RepositoryCommand
from policygen.engine.atomic_files import write_whole
from policygen.engine.formats.policy_schema import schema_text

PATH = Path(settings.BASE_DIR) / "docs" / "policy.schema.json"


class Command(RepositoryCommand):
    help = "Write docs/policy.schema.json: what stands in a policy as JSON, as a JSON Schema."
    requires_system_checks = ()
    requires_migrations_checks = False

    def handle(self, *args: Any, **options: Any) -> None:
        write_whole(PATH, [schema_text().encode()])
        self.stdout.write(str(PATH))
