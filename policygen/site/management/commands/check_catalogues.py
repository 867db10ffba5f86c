from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from policygen.common.commands import RepositoryCommand
from policygen.site import catalogues


class Command(RepositoryCommand):
    help = "Fail where a message has no translation, a doubtful one, or one that nothing asks for."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        found = [
            line
            for language in catalogues.translated_languages()
            for line in catalogues.problems(settings.BASE_DIR, language)
        ]
        if found:
            raise CommandError("\n".join([*found, "Run: manage.py extract_catalogues, translate."]))
        self.stdout.write("The catalogues are complete.")
