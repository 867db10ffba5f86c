"""The data folder: nobody else on the machine may read in it, and nothing half written stays there."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.backends.signals import connection_created

from policygen.engine.atomic_files import is_aside

DATABASE = "policygen.sqlite3"
OURS = {DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal"} | {
    "secret-key",
    "files",
    "cache",
    "staticfiles",
}
_FOR_OTHERS = 0o077
_OLD = 60 * 60
"""Seconds: what is younger may be in the making."""
_CACHE_ASIDE = re.compile(r"tmp\w{8}")
"""How Django's cache calls a file that it is writing."""


def make() -> None:
    """The folder, for its owner alone."""
    settings.DATA_DIR.mkdir(0o700, parents=True, exist_ok=True)
    close()


def open_to_others() -> list[Path]:
    """What others could read: the database, say, after an upgrade from an edition that left it open.

    The folder itself only if all in it is ours: /tmp or a home may have been named as the data folder.
    """
    folder: Path = settings.DATA_DIR
    present = {path.name: path for path in folder.iterdir()} if folder.is_dir() else {}
    known = {name for name in present if name in OURS or is_aside(name)}
    alone = known and known == present.keys() - {"lost+found"}
    ours = [present[name] for name in sorted(known)]
    return [path for path in [*([folder] if alone else []), *ours] if _mode(path) & _FOR_OTHERS]


def close_at_connection(**kwargs: Any) -> None:
    """With a process's first one, whatever server or command it is: the database is there by then."""
    connection_created.disconnect(close_at_connection)
    close()


def close() -> None:
    """What can't be closed stays as it is; `manage.py verify` says so."""
    with suppress(OSError):
        for path in open_to_others():
            path.chmod(_mode(path) & ~_FOR_OTHERS)


def left_behind() -> Iterator[Path]:
    """What somebody who was cut off was writing, an hour ago or longer."""
    yield from _old(settings.DATA_DIR, is_aside)
    yield from _old(settings.DATA_DIR / "cache", lambda name: bool(_CACHE_ASIDE.fullmatch(name)))


def _old(folder: Path, is_unfinished: Callable[[str], bool]) -> Iterator[Path]:
    with suppress(OSError):
        for path in sorted(folder.iterdir()):
            if is_unfinished(path.name) and time.time() - path.stat().st_mtime > _OLD:
                yield path


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777
