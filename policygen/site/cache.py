"""The cache in files: an entry that was cut off counts as none, and is never an error for a visitor."""

import pickle
import zlib
from typing import IO, Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.filebased import FileBasedCache

_BROKEN = (EOFError, ValueError, zlib.error, pickle.UnpicklingError)
_MISSING = object()


class WholeFileCache(FileBasedCache):
    """Django's writes aside and renames, but `touch` writes in place, and nothing is flushed: after a
    power cut an entry may be empty or end in the middle."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        try:
            return super().get(key, default, version)
        except _BROKEN:
            self.delete(key, version)
            return default

    def touch(
        self, key: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        value = self.get(key, _MISSING, version)
        if value is _MISSING:
            return False
        self.set(key, value, timeout, version)
        return True

    def _is_expired(self, f: IO[bytes]) -> bool:
        try:
            return bool(super()._is_expired(f))  # type: ignore[misc]
        except _BROKEN:
            f.close()
            self._delete(f.name)  # type: ignore[attr-defined]
            return True
