from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from policygen.site import catalogues


class Command(BaseCommand):
    help = "Compile the message catalogues that changed since the last time."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        for language in catalogues.translated_languages():
            written = catalogues.compile_catalogue(settings.BASE_DIR, language)
            if options["verbosity"]:
                self.stdout.write(f"{language}: {'compiled' if written else 'up to date'}")
