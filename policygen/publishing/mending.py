"""What is damaged in storage is made again from the answers and the library that it was published with,
and put back if that gives the same bytes. Nothing else is ever written over what is published."""

import hashlib
import logging
from collections.abc import Callable

import brotli
from django.db.models import QuerySet

from policygen.engine.facts.reading import make_facts
from policygen.engine.formats import write
from policygen.engine.library.model import Library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from policygen.publishing import storage
from policygen.publishing.hosting import hosted_page
from policygen.publishing.models import Download, Page, Version
from policygen.releases.libraries import library_with

log = logging.getLogger(__name__)


def mend(version: Version) -> bool:
    """Every file and page of a version; whether all are whole now. Raises OSError, DatabaseError."""
    files = [file for file in version.downloads.all() if file_fault(file)]
    pages = [page for page in version.pages.all() if page_fault(page)]
    return all([*map(mend_file, files), *map(mend_page, pages)])


def file_fault(download: Download) -> str:
    """What is wrong with it in storage, in a few words; nothing if it is whole."""
    return storage.fault(str(download.file.name), download.size, download.sha256)


def mend_file(download: Download) -> bool:
    """Whether it could be made again. Raises OSError if it could be, and not stored."""
    form = download.format
    content = _again(download.version, download.language, lambda document, _: write(document, form))
    if not _is(content, download.sha256):
        return False
    storage.store(str(download.file.name), content)
    return True


def page_fault(page: Page) -> str:
    """The same for a page, which lies in the database twice: as it is, and squeezed."""
    if not _is(bytes(page.html), page.sha256):
        return "not the content that was published"
    if not _is(unpacked(page.brotli), page.sha256):
        return "its squeezed copy is not what was published"
    return ""


def mend_page(page: Page) -> bool:
    """From the other of its two copies, or anew. `page` has the right bytes then. Raises DatabaseError."""
    sources: tuple[Callable[[], bytes], ...] = (
        lambda: bytes(page.html),
        lambda: unpacked(page.brotli),
        lambda: _page(page),
    )
    for source in sources:
        html = source()
        if _is(html, page.sha256):
            page.html, page.brotli = html, brotli.compress(html)
            rows = Page.objects.filter(pk=page.pk)
            # Around the guard of what is published, because it puts back just that.
            QuerySet.update(rows, html=page.html, brotli=page.brotli)
            return True
    return False


def unpacked(squeezed: "bytes | memoryview[int]") -> bytes:
    """Nothing where it is damaged."""
    try:
        content: bytes = brotli.decompress(bytes(squeezed))
    except brotli.error:
        return b""
    return content


def _is(content: bytes, sha256: str) -> bool:
    return hashlib.sha256(content).hexdigest() == sha256


def _page(page: Page) -> bytes:
    version = page.version
    return _again(
        version,
        page.language,
        lambda document, library: hosted_page(document, version, library),
    )


def _again(version: Version, language: str, make: Callable[[Document, Library], bytes]) -> bytes:
    """Nothing where the answers of then can't be read any more, or their library."""
    try:
        library = library_with(version.library_release)
        document = compose(library, make_facts(dict(version.facts), library), language)
        return make(document, library)
    except Exception:
        # Whatever it is, a visitor does not get it as an error: the caller says what is damaged.
        log.exception("%s can't be made again in %s", version, language)
        return b""
