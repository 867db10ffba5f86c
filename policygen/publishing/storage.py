"""Where the files of published policies lie. Each has a name made from its content, and is whole or not
there; what is read again is compared with what was recorded when it was published.

All goes through Django's storage (STORAGES in the settings), so that they may lie elsewhere.
"""

import errno
import hashlib
import io
import os
import secrets
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage

from policygen.engine.atomic_files import ASIDE, make_folder, write_whole

PROBE_SIZE = 64 * 1024
MOST_KNOWN = 10_000


class WholeFileStorage(FileSystemStorage):
    """Django's, but a file gets its name when all of it is on the disk, and nobody else may read it."""

    def __init__(self, location: Any = None, base_url: str | None = None) -> None:
        super().__init__(location, base_url, allow_overwrite=True)

    def _save(self, name: str, content: "File[bytes]") -> str:
        path = Path(self.path(name))
        make_folder(path.parent, 0o700)
        write_whole(path, content.chunks(), 0o600)
        return name


class Damaged(Exception):
    """A stored file or page that is missing, unreadable, or not what was published; says which and how."""


def store(name: str, content: bytes) -> None:
    """`content` lies whole under `name`; what else lay there is written over. Raises OSError."""
    if not fault(name, len(content), hashlib.sha256(content).hexdigest()):
        return
    saved = default_storage.save(name, ContentFile(content))
    if saved != name:
        default_storage.delete(saved)
        raise OSError(errno.EEXIST, "the storage (STORAGES in the settings) must write over", name)


def can_write() -> None:
    """Raises OSError if nothing could be stored now: the disk is full, say, or may only be read."""
    name = f"{ASIDE}probe-{secrets.token_hex(8)}"
    try:
        default_storage.save(name, ContentFile(bytes(PROBE_SIZE)))
    finally:
        default_storage.delete(name)


# -- is it what was published? -------------------------------------------------------------------------


def fault(name: str, size: int, sha256: str) -> str:
    """What is wrong with a stored file, in a few words; nothing if it is whole. Reads all of it."""
    try:
        with default_storage.open(name) as file:
            return _fault(file, size, sha256)
    except OSError as error:
        return _said(error)


def open_whole(name: str, size: int, sha256: str) -> "File[bytes]":
    """The stored file at its beginning. Raises Damaged if it isn't what was recorded.

    It is read once per process; after that its time, size and number on the disk are compared.
    """
    try:
        file = default_storage.open(name)
    except OSError as error:
        raise Damaged(f"{name}: {_said(error)}") from None
    known = _known_as(file, sha256)
    wrong = "" if known in _whole else _fault_of_open(file, size, sha256)
    if wrong:
        file.close()
        raise Damaged(f"{name}: {wrong}")
    _remember(known)
    file.seek(0)
    return file


_whole: set[tuple[object, ...]] = set()
"""Files that this process has read and found whole."""


def _remember(known: tuple[object, ...]) -> None:
    if len(_whole) >= MOST_KNOWN:
        _whole.clear()
    if known:
        _whole.add(known)


def _known_as(file: "File[bytes]", sha256: str) -> tuple[object, ...]:
    """Changes with whatever happens to a file on a disk; nothing for a file that lies elsewhere."""
    if not isinstance(file.file, io.BufferedReader):
        return ()
    on_disk = os.fstat(file.file.fileno())
    times = on_disk.st_mtime_ns, on_disk.st_ctime_ns
    return sha256, on_disk.st_dev, on_disk.st_ino, on_disk.st_size, *times


def _fault_of_open(file: "File[bytes]", size: int, sha256: str) -> str:
    try:
        return _fault(file, size, sha256)
    except OSError as error:
        return _said(error)


def _fault(file: "File[bytes]", size: int, sha256: str) -> str:
    found, digest = 0, hashlib.sha256()
    for chunk in file.chunks():
        found += len(chunk)
        digest.update(chunk)
    if found != size:
        return f"{found} bytes instead of {size}"
    return "" if digest.hexdigest() == sha256 else "not the content that was published"


def _said(error: OSError) -> str:
    missing = isinstance(error, FileNotFoundError)
    return "missing" if missing else f"can't be read ({error.strerror})"
