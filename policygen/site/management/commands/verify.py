"""`manage.py verify`: is all that is stored whole, and does it belong to something?"""

import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from policygen.common.commands import DatabaseCommand
from policygen.common.database import command_line
from policygen.engine.formats import scratch
from policygen.publishing.verifying import Fault, Seen, faults
from policygen.site import data_folder

LEFT = 1
CLOSE = "Close it: chmod go="


class Command(DatabaseCommand):
    help = (
        "Look at every published file and page, every release and the data folder: is each what was "
        "recorded, does each belong to something? Exit code 0: all is well, or was put right; 1: faults "
        "are left, and the lines say what to do."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--repair", action="store_true", help="mend what can be, delete what nothing needs"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        seen, found, left, mendable = Seen(), 0, 0, False
        for fault in chain(faults(seen), _folder_faults()):
            found += 1
            left += not self._told(fault, repair=options["repair"])
            mendable = mendable or fault.mend is not None
        looked_at = ", ".join(_count(number, word) for word, number in vars(seen).items())
        self.stdout.write(f"{looked_at}: {_count(found, 'faults') if found else 'all is well'}")
        if left and mendable and not options["repair"]:
            mend = command_line("verify --repair")
            raise CommandError(f"Mend what can be mended: {mend}", returncode=LEFT)
        if left:
            total = _count(left, "faults")
            raise CommandError(f"{total} left. What to do stands above.", returncode=LEFT)

    def _told(self, fault: Fault, *, repair: bool) -> bool:
        """Whether it is put right."""
        done, said = False, fault.otherwise if fault.mend is None else ""
        if repair:
            done, said = fault.mended()
        self.stdout.write(f"{fault.place}: {fault.what} {said}".rstrip())
        return done


def _count(number: int, things: str) -> str:
    return f"{number} {things.removesuffix('s') if number == 1 else things}"


def _folder_faults() -> Iterator[Fault]:
    for path in data_folder.open_to_others():
        what = "other users of this machine can read it."
        yield Fault(str(path), what, f"{CLOSE} {path}", partial(_closed, path), "Closed.")
    for path in [*data_folder.left_behind(), *scratch.left_behind()]:
        what = "left behind by a process that was cut off."
        yield Fault(str(path), what, "Delete it.", partial(_deleted, path), "Deleted.")


def _closed(path: Path) -> bool:
    data_folder.close()
    return path not in data_folder.open_to_others()


def _deleted(path: Path) -> bool:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    return True
