"""Compiled libraries: of a release, of an editor's draft, of any files. Whoever needs one asks here.

A process keeps the last few that it was asked for, known by what their files say: a draft that is checked,
shown, rehearsed and released is compiled once. One that shares no file with the others takes about 8 MB and
a second; one that differs in a file from another, 0.2 MB and a few hundredths (engine/loading/load.py).
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import lru_cache
from threading import Lock
from typing import ParamSpec, TypeVar, cast

from policygen.engine.library.library_files import digest, read_files
from policygen.engine.library.model import SHIPPED, Library
from policygen.engine.loading.load import load_library, shipped_library
from policygen.releases.models import Release

P = ParamSpec("P")
T = TypeVar("T")

KEPT = 8
"""Libraries beside the one that ships: the current one, those that published versions are compared with, and
the last states of the draft."""


# -- compiled ----------------------------------------------------------------------------------------

_kept: OrderedDict[str, tuple[Library, bool]] = OrderedDict()
"""Digest of the files → library, and whether it was compiled strictly. Last used, last."""
_lock = Lock()


def compiled(files: Mapping[str, str], *, strict: bool = True) -> Library:
    """Not `strict`: also what may not be written any more, but was once released. Raises LibraryError."""
    name = _name(tuple(files.items()))
    return _find(name, strict) or _keep(
        name, load_library(files, strict=strict, checked=not strict), strict
    )


def _find(name: str, strict: bool) -> Library | None:
    if name == _shipped_name():
        return shipped_library()
    with _lock:
        library, checked = _kept.get(name, (None, False))
        if library is None or (strict and not checked):
            return None
        _kept.move_to_end(name)
        return library


def _keep(name: str, library: Library, strict: bool) -> Library:
    with _lock:
        _kept[name] = library, strict
        _kept.move_to_end(name)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return library


@lru_cache(maxsize=2)
def _name(files: tuple[tuple[str, str], ...]) -> str:
    """A page asks for its draft several times."""
    return digest(dict(files))


@lru_cache(maxsize=1)
def _shipped_name() -> str:
    return digest(read_files(SHIPPED))


# -- by number ---------------------------------------------------------------------------------------

_names: dict[int, str] = {}
"""Number of a release → digest of its files, which never change."""


def library_of(number: int) -> Library:
    """A release's library. No query where it is kept. Raises Release.DoesNotExist."""
    name = _names.get(number)  # once: another thread may forget in between
    known = _find(name, strict=False) if name else None
    if known:
        return known
    files = Release.objects.get(number=number).read()
    _names[number] = digest(files)
    return compiled(files, strict=False)


def library_with(number: int) -> Library:
    """The one that a version was published with: a release's, or the one that ships. Raises
    Release.DoesNotExist."""
    if number == shipped_library().release and not Release.objects.filter(number=number).exists():
        return shipped_library()
    return library_of(number)


def identity_of(number: int, *, shipped: bool = True) -> str:
    """The SHA-256 of a release's files, in the form of its day, or of those that ship today (unless `shipped`
    is false: others may have shipped when something was made with that number); empty for neither."""
    release = Release.objects.filter(number=number).first()
    if release:
        return digest(release.stored())
    return digest(read_files(SHIPPED)) if shipped and number == shipped_library().release else ""


def files_with(number: int) -> dict[str, str]:
    """Of a release, or those that ship."""
    release = Release.objects.filter(number=number).first()
    return release.read() if release else read_files(SHIPPED)


def newest_files() -> dict[str, str]:
    """What policies are composed with now: the newest release, or the shipped files."""
    release = Release.objects.first()
    return release.read() if release else read_files(SHIPPED)


def newest_number() -> int:
    """Of the library that policies are composed with now. Asks the database each time."""
    return Release.objects.values_list("number", flat=True).first() or shipped_library().release


def number_before(number: int) -> int:
    """Of the library that a release took the place of."""
    older = Release.objects.filter(number__lt=number).values_list("number", flat=True).first()
    return older or shipped_library().release


# -- what is made of them ----------------------------------------------------------------------------

_forgetting: list[Callable[[], None]] = []


def remembered(most: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """A function whose last `most` answers are kept, until somebody forgets (`forget`)."""

    def keep(function: Callable[P, T]) -> Callable[P, T]:
        kept = lru_cache(maxsize=most)(function)
        _forgetting.append(kept.cache_clear)
        return cast(Callable[P, T], kept)

    return keep


def forget() -> None:
    """All that is known by the number of a release, which may soon be another one's: a test's are rolled
    back. Compiled libraries stay, since they are known by what they say."""
    _names.clear()
    for clear in _forgetting:
        clear()
