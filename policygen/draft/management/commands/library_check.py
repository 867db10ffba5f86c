"""`manage.py library_check [DIR]`: everything that is wrong with the files of a library, a line each.

What is hardly meant is told after it as a warning, and the exit code stays 0.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from policygen.engine.library import library_files
from policygen.engine.library.model import SHIPPED
from policygen.engine.loading.checking import check, warnings, wording
from policygen.engine.loading.older_laws import lifted


class Command(BaseCommand):
    help = "Tell all that is wrong with the files of a clause library. Needs no database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, nargs="?", default=SHIPPED)

    def handle(self, *args: Any, **options: Any) -> None:
        files = lifted(library_files.read_files(options["folder"]))
        if not files:
            raise CommandError(f"{options['folder']} holds no .yaml files.")
        faults = check(files, timezone.localdate())
        if faults:
            raise CommandError("\n".join(map(wording.in_file, faults)))
        doubtful = warnings(files)
        for fault in doubtful:
            self.stdout.write(f"Warning: {wording.in_file(fault)}")
        self.stdout.write(f"{len(files)} files, nothing wrong{_and(len(doubtful))}.")


def _and(number: int) -> str:
    return f", {number} warning{'s' if number > 1 else ''}" if number else ""
