"""Collected static files, written aside: their names hold the hash of their content, and the next
`collectstatic` takes one that is there for whole."""

import os
from pathlib import Path
from typing import Any

from django.core.files.base import File
from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage

from policygen.engine.atomic_files import make_folder, write_whole

MODE = 0o644
"""A server in front may give them out."""


class _WholeFiles(Compressor):  # type: ignore[misc]  # WhiteNoise is not typed
    def write_data(self, path: str, data: bytes, suffix: str, stat_result: os.stat_result) -> str:
        filename = path + suffix
        write_whole(Path(filename), [data], MODE)
        os.utime(filename, (stat_result.st_atime, stat_result.st_mtime))
        return filename


class WholeStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    def _save(self, name: str, content: "File[bytes]") -> str:
        path = Path(self.path(name))
        make_folder(path.parent)
        write_whole(path, content.chunks(), MODE)
        return name

    def create_compressor(self, **options: Any) -> Compressor:
        return _WholeFiles(**options)
