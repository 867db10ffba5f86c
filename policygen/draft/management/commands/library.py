"""`manage.py library export DIR` and `manage.py library import [DIR]`: the draft as files, and back."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from policygen.common.commands import DatabaseCommand
from policygen.draft import draft, merging
from policygen.engine.library import library_files
from policygen.engine.library.model import SHIPPED
from policygen.engine.loading.checking import check, wording
from policygen.engine.loading.older_laws import lifted


class Command(DatabaseCommand):
    help = "Write the clause library of the editors' desk to files, or take files in."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        export = verbs.add_parser("export", help="write the draft's files to a folder")
        export.add_argument("folder", type=Path)
        import_ = verbs.add_parser(
            "import",
            help="merge files in: what editors changed is kept and shown beside the new text",
        )
        import_.add_argument("folder", type=Path, nargs="?", default=SHIPPED)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "export":
            self._export(options["folder"])
        else:
            self._import(options["folder"])

    def _export(self, folder: Path) -> None:
        if draft.is_empty():
            raise CommandError("There is no library here yet: manage.py library import")
        files = draft.files()
        try:
            library_files.write_files(files, folder)
        except OSError as error:
            raise CommandError(
                f"Nothing was written. {error.filename or folder}: {error.strerror}"
            ) from None
        self.stdout.write(f"{len(files)} files written to {folder}")

    def _import(self, folder: Path) -> None:
        files = lifted(library_files.read_files(folder))
        if not files:
            raise CommandError(f"{folder} holds no .yaml files.")
        faults = check(files, timezone.localdate())
        if faults:
            raise CommandError("\n".join(["Nothing was imported.", *map(wording.in_file, faults)]))
        merged = merging.merge(files)
        for word, keys in vars(merged).items():
            self.stdout.write(f"{word}: {len(keys)}")
        for key in merged.conflicts:
            self.stdout.write(f"  both sides changed {key}; choose on the editors' desk")
