"""Everything that is stored, looked at: is it what was recorded, and does it belong to anything?

Goes through rows and folders in slices, so that thousands of files take no more memory than a few.
"""

import datetime
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import DatabaseError
from django.db.models import Count, QuerySet
from django.utils import timezone

from policygen.engine.atomic_files import is_aside
from policygen.publishing import mending, storage
from policygen.publishing.models import FOLDER, Download, Page, Version
from policygen.releases.models import Release

YOUNG = datetime.timedelta(hours=1)
"""What is younger and belongs to nothing may be part of a publication that goes on right now."""
_OURS = re.compile(r"[0-9a-f]{64}(_\w+)?\.\w+")

FROM_BACKUP = (
    "It can’t be made again with the library and the program of today. Put it back from a backup of the "
    "{}, or have the owner publish again, which makes a new version."
)
NOT_OURS = "Nothing here makes such files: look at it, and delete it if it is yours."


@dataclass(frozen=True)
class Fault:
    """`otherwise` is what whoever runs the site has to do where there is no `mend`, or it says that it
    can't. `done` says what mending did."""

    place: str
    what: str
    otherwise: str
    mend: Callable[[], bool] | None = None
    done: str = "Made again."

    def mended(self) -> tuple[bool, str]:
        """Whether it is put right now, and what there is to say about it."""
        try:
            done = self.mend is not None and self.mend()
        except (OSError, DatabaseError) as error:
            return False, f"It can’t be mended: {error}."
        return done, self.done if done else self.otherwise


@dataclass
class Seen:
    """How many of each were looked at."""

    versions: int = 0
    files: int = 0
    pages: int = 0
    releases: int = 0


def faults(seen: Seen) -> Iterator[Fault]:
    yield from _writing()
    yield from _versions(seen)
    yield from _files(seen)
    yield from _pages(seen)
    yield from _releases(seen)
    yield from _orphans()


def _slices(rows: QuerySet[Any], by: str, size: int) -> Iterator[Any]:
    """Rows in the order of a column without doubles, a few at a time: nothing is held open meanwhile."""
    rows, last = rows.order_by(by), None
    while part := list((rows if last is None else rows.filter(**{f"{by}__gt": last}))[:size]):
        yield from part
        last = part[-1][by] if isinstance(part[-1], dict) else getattr(part[-1], by)


def _writing() -> Iterator[Fault]:
    try:
        storage.can_write()
    except OSError as error:
        free = "Make room on the disk, or let the server write to it; nothing can be published until then."
        yield Fault("storage", f"nothing can be stored: {error.strerror or error}.", free)


def _versions(seen: Seen) -> Iterator[Fault]:
    rows = Version.objects.select_related("policy").annotate(
        pages_made=Count("pages", distinct=True), files_made=Count("downloads", distinct=True)
    )
    for version in _slices(rows, "pk", 100):
        seen.versions += 1
        pages, files = len(version.languages), len(version.languages) * len(version.formats)
        if (version.pages_made, version.files_made) != (pages, files):
            what = (
                f"{version.pages_made} of {pages} pages and {version.files_made} of {files} files."
            )
            yield Fault(f"version {version}", what, "Restore the database from a backup.")


def _files(seen: Seen) -> Iterator[Fault]:
    """Those that several policies share are read once."""
    rows = Download.objects.values("file", "size", "sha256").distinct()
    for row in _slices(rows, "file", 500):
        seen.files += 1
        if what := storage.fault(row["file"], row["size"], row["sha256"]):
            yield _damaged_file(row["file"], what)


def _damaged_file(name: str, what: str) -> Fault:
    users = Download.objects.filter(file=name).select_related("version__policy")[:5]
    return Fault(
        f"{name} ({users[0]})",
        f"{what}.",
        FROM_BACKUP.format("storage"),
        lambda: any(mending.mend_file(user) for user in users),
    )


def _pages(seen: Seen) -> Iterator[Fault]:
    for page in _slices(Page.objects.select_related("version__policy"), "pk", 20):
        seen.pages += 1
        if what := mending.page_fault(page):
            back = FROM_BACKUP.format("database")
            yield Fault(f"page {page}", f"{what}.", back, partial(mending.mend_page, page))


def _releases(seen: Seen) -> Iterator[Fault]:
    for release in _slices(Release.objects.all(), "number", 1):
        seen.releases += 1
        try:
            release.library()
        except Exception as error:  # Whatever is wrong with it, the others are looked at too.
            reason = (str(error) or type(error).__name__).splitlines()[0].rstrip(".")
            back = "Restore it from a backup of the database."
            yield Fault(f"release {release.number}", f"can’t be read: {reason}.", back)


# -- what belongs to nothing ---------------------------------------------------------------------------


def _orphans() -> Iterator[Fault]:
    """Files of the storage that no row knows, and those that were being written when somebody was cut off."""
    for name in _listed("")[1]:
        if is_aside(name):
            yield from _orphan(name)
    folders, files = _listed(FOLDER)
    for name in files:
        yield from _orphan(f"{FOLDER}/{name}")
    for folder in sorted(folders):
        inside = f"{FOLDER}/{folder}/"
        known = set(Download.objects.filter(file__startswith=inside).values_list("file", flat=True))
        for name in _listed(inside)[1]:
            if inside + name not in known:
                yield from _orphan(inside + name)


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """Folders and files; none where nothing has been stored yet, or it can't be read (`_files` says so)."""
    with suppress(OSError):
        folders, files = default_storage.listdir(folder)
        return folders, sorted(files)
    return [], []


def _orphan(name: str) -> Iterator[Fault]:
    with suppress(FileNotFoundError):  # It has its own name by now.
        if timezone.now() - default_storage.get_modified_time(name) < YOUNG:
            return
        last = name.rpartition("/")[2]
        if is_aside(last) or _OURS.fullmatch(last):
            yield Fault(
                name, "belongs to no policy.", "Delete it.", lambda: _deleted(name), "Deleted."
            )
        else:
            yield Fault(name, "belongs to no policy.", NOT_OURS)


def _deleted(name: str) -> bool:
    if not Download.objects.filter(file=name).exists():
        default_storage.delete(name)
    return True
