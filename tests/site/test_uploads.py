"""What is uploaded never lies on the disk."""

import tempfile
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest
from django.test import Client, RequestFactory

from policygen.engine.library.yaml12 import MAX_BYTES
from policygen.site.uploads import MOST


@pytest.fixture(autouse=True)
def no_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever wants to write a temporary file fails."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))


def _sent(content: bytes) -> HttpRequest:
    return RequestFactory().post("/", {"file": SimpleUploadedFile("a.yaml", content)})


@pytest.mark.parametrize("size", [0, 10, MOST])
def test_it_works(size: int) -> None:
    file = _sent(b"x" * size).FILES["file"]
    assert (file.name, file.size, file.read()) == ("a.yaml", size, b"x" * size)


def test_of_a_long_file_the_beginning_is_kept() -> None:
    file = _sent(b"x" * MOST * 5).FILES["file"]
    assert file.size == MOST * 5
    assert MOST <= len(file.read()) < MOST + 100_000
    assert MOST > MAX_BYTES


@pytest.mark.django_db
def test_a_file_that_is_too_large_is_told_as_before(client: Client) -> None:
    file = BytesIO(b"#" * 3 * MOST)
    file.name = "answers.yaml"
    page = client.post("/en/shops/import/", {"file": file}).content.decode()
    assert "is larger than 512 KiB" in page
