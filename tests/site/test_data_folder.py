"""The data folder is its owner's alone, after an upgrade too; what is not ours keeps its mode."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import override_settings

from policygen.site import data_folder


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """As an old edition left it."""
    folder = tmp_path / "data"
    (folder / "files").mkdir(parents=True)
    (folder / "policygen.sqlite3").write_bytes(b"")
    for path in (folder, *folder.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    with override_settings(DATA_DIR=folder):
        yield folder


def modes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): oct(path.stat().st_mode & 0o777)
        for path in (folder, *folder.iterdir())
    }


CLOSED = {".": "0o700", "files": "0o700", "policygen.sqlite3": "0o600"}


def test_it_works(data: Path) -> None:
    assert data_folder.open_to_others() == [data, data / "files", data / "policygen.sqlite3"]
    data_folder.close()
    assert modes(data) == CLOSED
    assert data_folder.open_to_others() == []


def test_a_new_one_is_closed(tmp_path: Path) -> None:
    with override_settings(DATA_DIR=tmp_path / "deep" / "data"):
        data_folder.make()
        data_folder.make()
    assert modes(tmp_path / "deep" / "data") == {".": "0o700"}


def test_a_folder_that_is_not_ours_alone_keeps_its_mode(data: Path) -> None:
    """It may be a home, or /tmp."""
    (data / "letters").mkdir(mode=0o755)
    data_folder.close()
    assert modes(data) == {**CLOSED, ".": "0o755", "letters": "0o755"}


def test_a_folder_of_a_mounted_disk_is_ours(data: Path) -> None:
    (data / "lost+found").mkdir(mode=0o755)
    data_folder.close()
    assert modes(data)["."] == "0o700"


def test_an_empty_or_missing_folder_is_left_alone(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    for folder in (tmp_path, tmp_path / "missing"):
        with override_settings(DATA_DIR=folder):
            data_folder.close()
            assert list(data_folder.left_behind()) == []
    assert modes(tmp_path) == {".": "0o755"}


@pytest.mark.django_db
def test_every_server_and_command_closes_it_with_its_first_connection(data: Path) -> None:
    connection_created.connect(data_folder.close_at_connection)
    connection_created.send(sender=type(connection), connection=connection)
    assert modes(data) == CLOSED
    (data / "policygen.sqlite3").chmod(0o644)
    connection_created.send(sender=type(connection), connection=connection)
    assert (
        modes(data)["policygen.sqlite3"] == "0o644"
    )  # Once is enough: it is no work of each request.
