"""A bundle, written piece by piece: however long the history, one file of it is in memory at a time.

The same history gives the same bytes: names, order and dates are fixed, and nothing is compressed, since
another zlib would compress otherwise (PDF and Word files hardly get smaller anyway).
"""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from django.db.models import QuerySet

from policygen.engine.formats import FORMATS
from policygen.publishing import models, serving
from policygen.publishing.bundle import form
from policygen.releases.libraries import identity_of

_EPOCH = (1980, 1, 1, 0, 0, 0)
_HERE = Path(__file__).parent


def look_through(policy: models.Policy) -> None:
    """Every page and file once, mended where that can be. Raises Damaged: then no bundle is begun."""
    for key in _pages(policy).values_list("pk", flat=True):
        _page(key)
    for download in models.Download.objects.filter(version__policy=policy).order_by("pk"):
        serving.whole_file(download).close()


def write_bundle(policy: models.Policy) -> Iterator[bytes]:
    """The ZIP. Raises Damaged in the middle, where something was damaged since `look_through`."""
    manifest = manifest_of(policy)
    first = [(name, (_HERE / name).read_bytes()) for name in form.READMES]
    first.append((form.MANIFEST, manifest.json()))
    known = [form.Entry(name, hashlib.sha256(content).hexdigest()) for name, content in first]
    first.append((form.SUMS, form.sums([*known, *form.entries(manifest)])))
    sink = _Sink()
    with zipfile.ZipFile(cast(IO[bytes], sink), "w") as archive:
        for name, content in first:
            yield from _written(archive, sink, name, [content])
        for told in manifest.versions:  # another one may be published meanwhile
            version = policy.versions.get(number=told.number)
            yield from _version(archive, sink, version, told)
    yield sink.taken()


def _version(
    archive: zipfile.ZipFile, sink: "_Sink", version: models.Version, told: form.Version
) -> Iterator[bytes]:
    facts = form.as_json(version.facts)
    yield from _written(archive, sink, form.facts_name(version.number), [facts])
    for page in told.pages:
        name = form.page_name(version.number, page)
        key = models.Page.objects.values_list("pk", flat=True).get(
            version=version, language=page.language
        )
        yield from _written(archive, sink, name, [_page(key)])
    for file in told.files:
        found = models.Download.objects.get(
            version=version, language=file.language, format=file.format
        )
        with serving.whole_file(found) as stored:
            name = form.file_name(version.number, file)
            yield from _written(archive, sink, name, stored.chunks())


def _written(
    archive: zipfile.ZipFile, sink: "_Sink", name: str, chunks: Iterable[bytes]
) -> Iterator[bytes]:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.create_system, entry.external_attr = 3, 0o100644 << 16
    with archive.open(entry, "w") as written:
        for chunk in chunks:
            written.write(chunk)
            yield sink.taken()
    yield sink.taken()


class _Sink:
    """What the ZIP has been written to since it was last emptied. It can't be wound back."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """There is nothing to do."""

    def taken(self) -> bytes:
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


# -- the manifest --------------------------------------------------------------------------------------


def manifest_of(policy: models.Policy) -> form.Manifest:
    rows = policy.versions.select_related("cancellation__replaced_by", "origin", "policy__shop")
    return form.Manifest(
        bundle=1,
        address=policy.slug,
        created=policy.created,
        withdrawn=tuple(
            form.Withdrawn(at=row.made, undone=row.undone, reason=row.reason)
            for row in policy.withdrawals.order_by("pk")
        ),
        versions=tuple(_described(row) for row in rows.order_by("number").iterator(chunk_size=20)),
    )


def _described(version: models.Version) -> form.Version:
    return form.Version(
        number=version.number,
        published=version.published,
        published_by=_by(version),
        effective=version.effective,
        cancelled=_cancelled(version),
        library=_library(version),
        formats=tuple(version.formats),
        facts=hashlib.sha256(form.as_json(version.facts)).hexdigest(),
        pages=tuple(_page_rows(version)),
        files=tuple(_file_rows(version)),
    )


def _by(version: models.Version) -> form.By:
    if hasattr(version, "origin"):
        return cast(form.By, version.origin.published_by)
    if version.published_by_id is None:
        return "unknown"
    return "owner" if version.published_by_id == version.policy.shop.owner_id else "somebody else"


def _library(version: models.Version) -> form.Library:
    if hasattr(version, "origin"):
        origin = version.origin
        return form.Library(release=origin.library_release, sha256=origin.library_sha256 or None)
    return form.Library(release=version.library_release, sha256=library_sha256(version) or None)


def library_sha256(version: models.Version) -> str:
    """Of versions of older programs only if it was made with a release, which never changes."""
    return version.library_sha256 or identity_of(version.library_release, shipped=False)


def _cancelled(version: models.Version) -> form.Cancelled | None:
    if not hasattr(version, "cancellation"):
        return None
    by = version.cancellation.replaced_by
    return form.Cancelled(at=version.cancellation.made, replaced_by=by.number if by else None)


def _page_rows(version: models.Version) -> list[form.Page]:
    rows = version.pages.order_by("language").values_list("language", "sha256")
    return [form.Page(language=language, sha256=sha256) for language, sha256 in rows]


def _file_rows(version: models.Version) -> list[form.File]:
    rows = version.downloads.order_by("language", "format")
    return [
        form.File(
            language=row.language,
            format=row.format,
            suffix=FORMATS[row.format].suffix,
            sha256=row.sha256,
        )
        for row in rows
    ]


def _pages(policy: models.Policy) -> "QuerySet[models.Page]":
    return models.Page.objects.filter(version__policy=policy).order_by("pk")


def _page(key: int) -> bytes:
    html, sha256 = models.Page.objects.values_list("html", "sha256").get(pk=key)
    return serving.whole_page(key, bytes(html), sha256, squeezed=False)
