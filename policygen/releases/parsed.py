"""What the current library's files say, kept in the cache as JSON, which a server that starts reads ten times
as fast as YAML. It goes with the files, and with the reader, that it comes from."""

from contextlib import suppress

from django.core.cache import cache

from policygen.engine.library.library_files import digest
from policygen.engine.library.yaml12 import YamlError
from policygen.engine.loading import compiling
from policygen.releases.libraries import newest_files

DAYS = 90


def know_current() -> None:
    """Before the library is compiled. The first server of a release reads YAML, and keeps what it says."""
    files = newest_files()
    # An older release may say what is refused today; a folder may not be open, a disk be full.
    with suppress(YamlError, OSError):
        _know(files)


def _know(files: dict[str, str]) -> None:
    name = f"library:{digest({**files, 'reader': compiling.reader()})}"
    try:
        compiling.know(files.values(), cache.get(name, ""))
    except ValueError:  # not there yet, or not whole
        cache.set(name, compiling.told(files.values()), DAYS * 24 * 60 * 60)
