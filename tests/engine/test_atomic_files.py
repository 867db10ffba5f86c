"""Cut-offs by real limits: RLIMIT_FSIZE stops a write in the middle as a full disk does."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from policygen.engine.atomic_files import is_aside, make_folder, write_together, write_whole
from tests.full_disk import full_after

LONG = b"0123456789" * 1000


@pytest.fixture
def umask() -> Iterator[None]:
    before = os.umask(0o027)
    yield
    os.umask(before)


def _there(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_it_works(tmp_path: Path) -> None:
    write_whole(tmp_path / "policy.pdf", [b"%PDF", LONG])
    assert _there(tmp_path) == {"policy.pdf": b"%PDF" + LONG}
    write_whole(tmp_path / "policy.pdf", [b"shorter"])
    assert _there(tmp_path) == {"policy.pdf": b"shorter"}


def test_a_disk_that_fills_up_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "policy.pdf"
    for before in ({}, {"policy.pdf": b"old"}):
        with full_after(5000), pytest.raises(OSError, match="too large") as caught:
            write_whole(path, [LONG])
        assert caught.value.filename == str(path)
        assert _there(tmp_path) == before
        path.write_bytes(b"old")


def test_a_content_that_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield LONG
        raise RuntimeError("the writer broke")

    with pytest.raises(RuntimeError):
        write_whole(tmp_path / "policy.pdf", chunks())
    assert _there(tmp_path) == {}


def test_modes(tmp_path: Path, umask: None) -> None:
    path, secret = tmp_path / "a", tmp_path / "b"
    write_whole(path, [b"1"])
    assert _mode(path) == 0o640
    path.chmod(0o604)
    write_whole(path, [b"2"])
    assert _mode(path) == 0o604
    write_whole(secret, [b"3"], 0o606)
    assert _mode(secret) == 0o606


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_whole(tmp_path / "link", [b"new"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_an_aside_file_is_known_by_its_name(tmp_path: Path) -> None:
    seen = []

    def chunks() -> Iterator[bytes]:
        seen.extend(path.name for path in tmp_path.iterdir())
        yield b"1"

    write_whole(tmp_path / "policy.pdf", chunks())
    assert [is_aside(name) for name in seen] == [True]
    assert not is_aside("policy.pdf")


def test_together(tmp_path: Path) -> None:
    files = {tmp_path / "new" / "deep" / "a": b"1", tmp_path / "b": b"2"}
    (tmp_path / "b").write_bytes(b"old")
    write_together(files)
    assert _there(tmp_path) == {"new/deep/a": b"1", "b": b"2"}


def test_together_or_not_at_all_when_the_disk_fills_up(tmp_path: Path) -> None:
    files = {tmp_path / "a": b"new", tmp_path / "deep" / "b": b"new", tmp_path / "c": LONG}
    (tmp_path / "a").write_bytes(b"old")
    with full_after(5000), pytest.raises(OSError, match="too large") as caught:
        write_together(files)
    assert caught.value.filename == str(tmp_path / "c")
    assert _there(tmp_path) == {"a": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_together_or_not_at_all_when_a_name_is_taken_by_a_folder(tmp_path: Path) -> None:
    files = {tmp_path / name: b"new" for name in ("a", "new", "c", "d")}
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o640)
    (tmp_path / "c").mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        write_together(files)
    assert caught.value.filename == str(tmp_path / "c")
    assert _there(tmp_path) == {"a": b"old"}
    assert _mode(tmp_path / "a") == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c"]


def test_a_file_in_a_folders_place(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(FileExistsError) as caught:
        write_together({tmp_path / "out" / "a": b"1"})
    assert caught.value.filename == str(tmp_path / "out")
    with pytest.raises(NotADirectoryError):
        make_folder(tmp_path / "out" / "deep")


def test_folders_get_the_mode_on_the_whole_way(tmp_path: Path) -> None:
    made = make_folder(tmp_path / "a" / "b", 0o700)
    assert made == [tmp_path / "a" / "b", tmp_path / "a"]
    assert [_mode(folder) for folder in made] == [0o700, 0o700]
