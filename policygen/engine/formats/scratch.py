"""A folder for the temporary files of this process, which goes with it: a killed one leaves it behind, and
the next process takes it away. Whether its owner lives is seen by a lock, not by a number that comes again.
"""

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_NAME = "policygen-scratch-"
_UNFINISHED = ".policygen-scratch-"


def scratch_folder() -> Path:
    """A new one. It has its name only once it is locked, so that nobody takes it for left behind."""
    sweep()
    folder = Path(tempfile.mkdtemp(prefix=_UNFINISHED))
    handle = os.open(folder, os.O_RDONLY)  # Open, and so locked, until the process ends.
    fcntl.flock(handle, fcntl.LOCK_EX)
    return folder.rename(folder.with_name(folder.name[1:]))


def left_behind() -> list[Path]:
    """Folders of this user whose process has ended."""
    found = sorted(Path(tempfile.gettempdir()).glob(f"{_NAME}*"))
    return [folder for folder in found if _is_abandoned(folder)]


def sweep() -> None:
    for folder in left_behind():
        shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    with suppress(OSError):  # Just gone, or another user's.
        handle = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return os.fstat(handle).st_uid == os.geteuid()
        finally:
            os.close(handle)
    return False
