from argparse import ArgumentParser
from typing import Any

from django.conf import settings

from policygen.common.commands import RepositoryCommand
from policygen.site import catalogues


class Command(RepositoryCommand):
    help = "Bring locale/*/LC_MESSAGES/django.po up to date with the code and the templates."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--prune", action="store_true", help="remove messages that nothing asks for any more"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        for language in catalogues.translated_languages():
            catalogues.update(settings.BASE_DIR, language, prune=options["prune"])
            left = catalogues.problems(settings.BASE_DIR, language)
            self.stdout.write(f"{language}: {len(left)} to do" + (":" if left else ""))
            for line in left:
                self.stdout.write(f"  {line}")
