"""Files that lie in storage: whole or not there, and what is wrong with those that were damaged."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage
from django.test import override_settings

from policygen.publishing import storage
from policygen.publishing.storage import Damaged, WholeFileStorage
from tests.full_disk import full_after

NAME, CONTENT = "policies/ab/abc.pdf", b"%PDF-1.7 and more"
SIZE, SHA256 = len(CONTENT), hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Iterator[Path]:
    with override_settings(MEDIA_ROOT=tmp_path / "files"):
        yield tmp_path / "files"


@pytest.fixture
def stored(folder: Path) -> Path:
    storage.store(NAME, CONTENT)
    return folder / NAME


def _names(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_it_works(stored: Path, folder: Path) -> None:
    assert stored.read_bytes() == CONTENT
    assert storage.fault(NAME, SIZE, SHA256) == ""
    with storage.open_whole(NAME, SIZE, SHA256) as file:
        assert file.read() == CONTENT
    assert _names(folder) == [NAME]


def test_the_settings_name_it() -> None:
    default_storage.exists(NAME)
    assert type(default_storage._wrapped) is WholeFileStorage


def test_nobody_else_may_read_it(stored: Path, folder: Path) -> None:
    paths = [folder, folder / "policies", folder / "policies" / "ab", stored]
    assert [oct(path.stat().st_mode & 0o777) for path in paths] == ["0o700"] * 3 + ["0o600"]


def test_what_is_whole_is_not_written_again(stored: Path) -> None:
    before = stored.stat()
    storage.store(NAME, CONTENT)
    after = stored.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("wrong", [b"", CONTENT[:5], CONTENT[:-1] + b"!", CONTENT + b"!"])
def test_what_is_not_is_written_over(stored: Path, wrong: bytes) -> None:
    stored.write_bytes(wrong)
    storage.store(NAME, CONTENT)
    assert stored.read_bytes() == CONTENT


def test_a_full_disk_leaves_no_part_of_a_file(folder: Path) -> None:
    with full_after(10), pytest.raises(OSError, match="File too large"):
        storage.store(NAME, CONTENT)
    assert _names(folder) == []


def test_a_full_disk_leaves_the_file_that_was_there(stored: Path, folder: Path) -> None:
    stored.write_bytes(b"wrong")
    with full_after(10), pytest.raises(OSError, match="File too large"):
        storage.store(NAME, CONTENT)
    assert (_names(folder), stored.read_bytes()) == ([NAME], b"wrong")


def test_a_file_where_the_folder_should_be(folder: Path) -> None:
    folder.write_bytes(b"")
    for act in (lambda: storage.store(NAME, CONTENT), storage.can_write):
        with pytest.raises(OSError, match=r"Not a directory|File exists"):
            act()


def test_whether_it_can_write(folder: Path) -> None:
    storage.can_write()
    assert _names(folder) == []
    with full_after(1000), pytest.raises(OSError, match="File too large"):
        storage.can_write()
    assert _names(folder) == []


def _gone(path: Path) -> None:
    path.unlink()


def _short(path: Path) -> None:
    path.write_bytes(CONTENT[:-3])


def _other(path: Path) -> None:
    path.write_bytes(CONTENT[:-1] + b"!")


def _unreadable(path: Path) -> None:
    path.unlink()
    path.mkdir()  # Root reads whatever the mode says, but no folder.


DAMAGES = [
    (_gone, "missing"),
    (_short, f"{SIZE - 3} bytes instead of {SIZE}"),
    (_other, "not the content that was published"),
    (_unreadable, "can't be read (Is a directory)"),
]


@pytest.mark.parametrize(("damage", "said"), DAMAGES)
def test_what_is_damaged_is_said_and_not_opened(stored: Path, damage: Any, said: str) -> None:
    damage(stored)
    assert storage.fault(NAME, SIZE, SHA256) == said
    with pytest.raises(Damaged) as caught:
        storage.open_whole(NAME, SIZE, SHA256)
    assert str(caught.value) == f"{NAME}: {said}"


@pytest.mark.parametrize(("damage", "said"), DAMAGES)
def test_it_is_seen_after_the_file_was_found_whole(stored: Path, damage: Any, said: str) -> None:
    storage.open_whole(NAME, SIZE, SHA256).close()
    times = stored.stat()
    damage(stored)
    if stored.exists():
        os.utime(stored, ns=(times.st_atime_ns, times.st_mtime_ns))
    with pytest.raises(Damaged):
        storage.open_whole(NAME, SIZE, SHA256)


def test_a_file_is_read_once_and_then_known(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage.open_whole(NAME, SIZE, SHA256).close()
    monkeypatch.setattr(storage, "_fault", lambda *args: "read again")
    with storage.open_whole(NAME, SIZE, SHA256) as file:
        assert file.read() == CONTENT
    with pytest.raises(Damaged, match="read again"):
        storage.open_whole(NAME, SIZE, "another hash")


def test_no_more_is_remembered_than_it_says(monkeypatch: pytest.MonkeyPatch, stored: Path) -> None:
    monkeypatch.setattr(storage, "MOST_KNOWN", 2)
    storage._whole.clear()
    for number in range(5):
        content = bytes([number])
        storage.store(f"{number}.md", content)
        storage.open_whole(f"{number}.md", 1, hashlib.sha256(content).hexdigest()).close()
        assert len(storage._whole) <= 2


# -- a storage that is not a disk ----------------------------------------------------------------------


class WritesOver(InMemoryStorage):
    """As storages of cloud providers do."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        self.delete(name)
        return name


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> WritesOver:
    cloud = WritesOver()
    monkeypatch.setattr(storage, "default_storage", cloud)
    return cloud


def test_another_storage_is_compared_and_mended_too(elsewhere: WritesOver) -> None:
    storage.store(NAME, CONTENT)
    for _time in range(2):
        with storage.open_whole(NAME, SIZE, SHA256) as file:
            assert file.read() == CONTENT
    elsewhere.save(NAME, ContentFile(b"wrong"))
    with pytest.raises(Damaged, match="5 bytes instead of"):
        storage.open_whole(NAME, SIZE, SHA256)
    storage.store(NAME, CONTENT)
    assert storage.fault(NAME, SIZE, SHA256) == ""
    storage.can_write()
    assert elsewhere.listdir("") == (["policies"], [])


def test_a_storage_that_does_not_write_over_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    cloud = InMemoryStorage()
    monkeypatch.setattr(storage, "default_storage", cloud)
    cloud.save(NAME, ContentFile(b"wrong"))
    with pytest.raises(OSError, match=r"STORAGES.*must write over"):
        storage.store(NAME, CONTENT)
    assert cloud.listdir("policies/ab") == ([], ["abc.pdf"])
