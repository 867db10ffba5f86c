"""Files that are whole or not there: written aside, flushed, renamed.

Whoever is cut off, by a full disk or by a kill, leaves the file as it was, and at most an aside file, whose
name `is_aside` knows. An error names the file that could not be written, never an aside one.
"""

import os
import secrets
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

ASIDE = ".aside-"
"""What the name of a file begins with until it is whole."""


def is_aside(name: str) -> bool:
    """Whether a file of this name is being written, or was when somebody was cut off."""
    return name.startswith(ASIDE)


def write_whole(path: Path, chunks: Iterable[bytes], mode: int | None = None) -> None:
    """`path` holds what it held, or all of the chunks. Its folder must be there. Raises OSError.

    Without a mode the file keeps its own; a new one gets what the umask leaves. Of a link what it leads to
    is written.
    """
    target = path.resolve()
    with _naming(path), _aside(target, chunks, mode) as aside:
        aside.replace(target)
        flush_folder(target.parent)


def write_together(files: Mapping[Path, bytes]) -> None:
    """All of them or none; missing folders are made. Raises OSError.

    Everything stands aside before the first file gets its name, so that a disk that fills up, the usual way
    to fail, changes nothing. A file that can't get its name gives those before it their old content back.
    """
    targets = {path: path.resolve() for path in files}
    with ExitStack() as leaving, ExitStack() as undoing:
        asides = {}
        for path, target in targets.items():
            leaving.callback(_remove_empty, make_folder(target.parent))
            with _naming(path):
                asides[path] = leaving.enter_context(_aside(target, [files[path]]))
        for path, target in targets.items():
            with _naming(path):
                undoing.callback(_way_back(target, leaving))
                asides[path].replace(target)
        for folder in {target.parent for target in targets.values()}:
            flush_folder(folder)
        undoing.pop_all()


def make_folder(folder: Path, mode: int = 0o777) -> list[Path]:
    """The folders that were missing on the way to it, the innermost first; now they are there."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(mode, exist_ok=True)
        flush_folder(one.parent)
    folder.mkdir(mode, exist_ok=True)  # Raises where a file is in its place.
    return missing


def flush_folder(folder: Path) -> None:
    """The names in it outlive a power cut."""
    with _naming(folder):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


@contextmanager
def _aside(target: Path, chunks: Iterable[bytes], mode: int | None = None) -> Iterator[Path]:
    """The content beside `target`, flushed. At the end it is gone, unless it has another name by then."""
    aside = target.with_name(f"{ASIDE}{secrets.token_hex(8)}")
    try:
        handle = os.open(
            aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else mode
        )
        try:
            _fill(handle, chunks, _mode_of(target) if mode is None else mode)
        finally:
            os.close(handle)
        yield aside
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)


def _mode_of(target: Path) -> int | None:
    return target.stat().st_mode & 0o777 if target.exists() else None


def _fill(handle: int, chunks: Iterable[bytes], mode: int | None) -> None:
    if mode is not None:
        os.fchmod(handle, mode)
    for chunk in chunks:
        left = memoryview(chunk)
        while left:
            left = left[os.write(handle, left) :]
    os.fsync(handle)


def _way_back(target: Path, leaving: ExitStack) -> Callable[[], object]:
    """What gives a file its present state back: nothing, or its content, which is kept beside it."""
    if not target.exists():
        return lambda: target.unlink(missing_ok=True)
    kept = target.with_name(f"{ASIDE}{secrets.token_hex(8)}")
    leaving.callback(kept.unlink, missing_ok=True)
    try:
        os.link(target, kept)
    except OSError:  # Not every file system has hard links, and no folder can have one.
        shutil.copy2(target, kept)
    return lambda: kept.replace(target)


def _remove_empty(folders: Iterable[Path]) -> None:
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()
