"""What somebody uploads is read from memory and never lies on the disk, where a kill would leave it."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST = 1024 * 1024
"""Bytes that are kept of a file: more than a form takes, so that it sees what is too large. Where more is
taken the view has a handler of its own (shops/prefill/forms.py)."""


class InMemory(FileUploadHandler):
    """Keeps the beginning of a file, and its whole size."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start < MOST:
            self._kept.write(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[Any]":
        self._kept.seek(0)
        return InMemoryUploadedFile(
            self._kept, self.field_name, self.file_name, self.content_type, file_size, self.charset
        )
