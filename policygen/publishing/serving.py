"""What visitors get is what was published, or nothing: damaged files and pages are mended first."""

import hashlib
import logging
import threading
import time
from collections.abc import Callable

from django.core.files.base import File
from django.db import DatabaseError

from policygen.common.database import command_line
from policygen.publishing import mending, storage
from policygen.publishing.models import Download, Page
from policygen.publishing.storage import Damaged

AGAIN = 600
"""Seconds until what could not be mended is tried again: making a PDF takes seconds of a processor."""
MOST_KNOWN = 10_000

log = logging.getLogger(__name__)


def whole_file(download: Download) -> "File[bytes]":
    """A published file, open at its beginning. Raises Damaged."""
    try:
        return storage.open_whole(str(download.file.name), download.size, download.sha256)
    except Damaged as damaged:
        _mend(str(damaged), lambda: mending.mend_file(download))
        return storage.open_whole(str(download.file.name), download.size, download.sha256)


def whole_page(key: int, stored: bytes, sha256: str, *, squeezed: bool) -> bytes:
    """`stored`, the page's bytes or its squeezed ones, if they are what was published; else what they
    should be. Raises Damaged."""
    if _is_page(stored, sha256, squeezed=squeezed):
        return stored
    page = Page.objects.select_related("version__policy").get(pk=key)
    _mend(f"{page}: {mending.page_fault(page)}", lambda: mending.mend_page(page))
    return bytes(page.brotli if squeezed else page.html)


_known: set[tuple[str, str]] = set()
"""Squeezed pages that this process has unpacked and found right: hashes of both."""


def _is_page(stored: bytes, sha256: str, *, squeezed: bool) -> bool:
    digest = hashlib.sha256(stored).hexdigest()
    if not squeezed:
        return digest == sha256
    if (digest, sha256) in _known:
        return True
    right = hashlib.sha256(mending.unpacked(stored)).hexdigest() == sha256
    if right:
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        _known.add((digest, sha256))
    return right


_mending = threading.Lock()
_hopeless: dict[str, float] = {}
"""What could not be mended → when it was tried."""


def _mend(damage: str, mend: Callable[[], bool]) -> None:
    """One at a time, and what is hopeless once in a while. Raises Damaged where it is not mended."""
    if time.monotonic() - _hopeless.get(damage, -AGAIN) < AGAIN or not _mending.acquire(
        blocking=False
    ):
        raise Damaged(damage)
    try:
        mended, why = mend(), "it can't be made again from the answers of then"
    except (OSError, DatabaseError) as error:
        mended, why = False, f"what was made again could not be stored: {error}"
    finally:
        _mending.release()
    if mended:
        log.warning("%s. It was mended: made again, it has the bytes that were published.", damage)
        return
    told = "%s. It is not given out, and %s. What to do says: %s"
    log.error(told, damage, why, command_line("verify --repair"))
    _hopeless[damage] = time.monotonic()
    raise Damaged(damage)
