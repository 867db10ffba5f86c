"""`manage.py verify`: what it finds, what it mends, what it says, and its exit code."""

import io
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django.test import override_settings

from policygen.common.database import command_line
from policygen.engine.formats import public_formats
from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED
from policygen.publishing.models import Page, Policy, Version
from policygen.publishing.verifying import _slices
from policygen.releases.models import Release, packed
from tests.full_disk import full_after

FILES = 2 * len(public_formats())
"""Of a version in two languages."""
CLEAN = f"1 version, {FILES} files, 2 pages, 0 releases: all is well"
MEND = f"Mend what can be mended: {command_line('verify --repair')}"
BACKUP = (
    "It can’t be made again with the library and the program of today. Put it back from a backup of the {}, "
    "or have the owner publish again, which makes a new version."
)


@pytest.fixture(autouse=True)
def data(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A data folder of its own, closed to others; the files lie elsewhere (conftest). So does what a
    process leaves in the folder for temporary files when it is cut off: others are, in other tests."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("temporary")))
    tmp_path.chmod(0o700)
    with override_settings(DATA_DIR=tmp_path):
        yield tmp_path


@pytest.fixture
def file(version: Version, storage: Path) -> Iterator[Path]:
    path = storage / str(version.downloads.get(language="uk", format="markdown").file.name)
    content = path.read_bytes()
    yield path
    path.write_bytes(content)


def verify(*options: str) -> tuple[int, list[str]]:
    """The exit code, and all lines: those of the error come last."""
    out = io.StringIO()
    try:
        call_command("verify", *options, stdout=out)
    except CommandError as error:
        return error.returncode, [*out.getvalue().splitlines(), str(error)]
    return 0, out.getvalue().splitlines()


def found(line: str) -> list[str]:
    return [line, CLEAN.replace("all is well", "1 fault")]


def old(path: Path, content: bytes = b"left over") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    two_hours_ago = time.time() - 2 * 60 * 60
    os.utime(path, (two_hours_ago, two_hours_ago))
    return path


def forget_the_answers(version: Version) -> None:
    facts = {**version.facts, "effective": "2026-11-23"}
    QuerySet.update(Version.objects.filter(pk=version.pk), facts=facts)


def test_it_works(version: Version) -> None:
    assert verify() == (0, [CLEAN])
    assert verify("--repair") == (0, [CLEAN])


@pytest.mark.django_db
def test_where_nothing_is_stored_yet(tmp_path: Path) -> None:
    Policy.objects.all().delete()
    with override_settings(MEDIA_ROOT=tmp_path / "nowhere"):
        assert verify() == (0, ["0 versions, 0 files, 0 pages, 0 releases: all is well"])


def test_a_damaged_file(version: Version, file: Path, storage: Path) -> None:
    size = file.stat().st_size
    file.write_bytes(b"")
    place = f"{file.relative_to(storage)} (klumandel 1 uk markdown)"
    line = f"{place}: 0 bytes instead of {size}."
    assert verify() == (1, [*found(line), MEND])
    assert verify("--repair") == (0, found(f"{line} Made again."))
    assert verify() == (0, [CLEAN])


def test_a_file_that_can_not_be_made_again(version: Version, file: Path, storage: Path) -> None:
    forget_the_answers(version)
    file.unlink()
    line = f"{file.relative_to(storage)} (klumandel 1 uk markdown): missing."
    last = "1 fault left. What to do stands above."
    assert verify("--repair") == (1, [*found(f"{line} {BACKUP.format('storage')}"), last])


def test_a_file_that_can_be_made_and_not_stored(
    version: Version, file: Path, storage: Path
) -> None:
    file.unlink()
    with full_after(100):
        code, lines = verify("--repair")
    full = "storage: nothing can be stored: File too large."
    assert code == 1
    assert lines[0].startswith(full) and "Make room on the disk" in lines[0]
    assert "missing. It can’t be mended: " in lines[1] and "File too large" in lines[1]
    assert not file.exists()


def test_a_damaged_page(version: Version) -> None:
    page = version.pages.get(language="uk")
    for columns, what in (
        ({"html": b""}, "not the content that was published."),
        ({"brotli": b""}, "its squeezed copy is not what was published."),
    ):
        QuerySet.update(Page.objects.filter(pk=page.pk), **columns)
        line = f"page klumandel 1 uk: {what}"
        assert verify() == (1, [*found(line), MEND])
        assert verify("--repair") == (0, found(f"{line} Made again."))
        assert verify() == (0, [CLEAN])


def test_a_page_that_can_not_be_made_again(version: Version) -> None:
    forget_the_answers(version)
    page = version.pages.get(language="uk")
    QuerySet.update(Page.objects.filter(pk=page.pk), html=b"", brotli=b"")
    code, lines = verify("--repair")
    assert code == 1
    assert lines[0] == (
        f"page klumandel 1 uk: not the content that was published. {BACKUP.format('database')}"
    )


def test_a_version_without_all_of_its_rows(version: Version) -> None:
    version.pages.get(language="uk").delete()
    version.downloads.get(language="uk", format="pdf").delete()
    line = f"version klumandel 1: 1 of 2 pages and {FILES - 1} of {FILES} files. Restore the database from a backup."
    last = "1 fault left. What to do stands above."
    total = f"1 version, {FILES - 1} files, 1 page, 0 releases: 1 fault"
    assert verify() == verify("--repair") == (1, [line, total, last])


def test_releases(version: Version) -> None:
    Release.objects.create(number=2, files=packed(read_files(SHIPPED)))
    assert verify() == (0, [CLEAN.replace("0 releases", "1 release")])
    Release.objects.create(number=3, files=packed({"clauses/rights.yaml": "- id: [\n"}))
    Release.objects.create(number=4, files=b"cut off")
    code, lines = verify("--repair")
    assert code == 1
    for line, number in zip(lines, (3, 4), strict=False):
        assert line.startswith(f"release {number}: can’t be read: ")
        assert line.endswith(". Restore it from a backup of the database.")


def test_what_belongs_to_nothing_goes_after_an_hour(version: Version, storage: Path) -> None:
    names = [
        ".aside-0123456789abcdef",
        f"policies/ab/{'ab' * 32}.pdf",
        f"policies/ab/{'ab' * 32}_Xy12Zz9.pdf",
        "policies/cd/.aside-0123456789abcdef",
    ]
    for name in names:
        old(storage / name)
    young = storage / "policies" / "ab" / f"{'ac' * 32}.pdf"
    young.write_bytes(b"just being published")
    total = CLEAN.replace("all is well", "4 faults")
    lines = [f"{name}: belongs to no policy." for name in names]
    assert verify() == (1, [*lines, total, MEND])
    assert verify("--repair") == (0, [*(f"{line} Deleted." for line in lines), total])
    assert verify() == (0, [CLEAN])
    assert young.exists()
    young.unlink()


def test_what_is_not_ours_is_told_and_not_touched(version: Version, storage: Path) -> None:
    foreign = old(storage / "policies" / "ab" / "notes.txt")
    line = (
        "policies/ab/notes.txt: belongs to no policy. Nothing here makes such files: look at it, and delete "
        "it if it is yours."
    )
    last = "1 fault left. What to do stands above."
    assert verify("--repair") == (1, [*found(line), last])
    assert foreign.exists()
    foreign.unlink()


def test_the_data_folder(version: Version, data: Path) -> None:
    left = [old(data / ".aside-0123456789abcdef"), old(data / "cache" / "tmpabcd12_3")]
    (data / ".aside-fedcba9876543210").write_bytes(b"being written")
    (data / "cache").chmod(0o700)
    for path in data.iterdir():
        path.chmod(path.stat().st_mode & 0o700)
    said = [f"{path}: left behind by a process that was cut off." for path in left]
    total = CLEAN.replace("all is well", "2 faults")
    assert verify() == (1, [*said, total, MEND])
    assert verify("--repair") == (0, [*(f"{line} Deleted." for line in said), total])
    assert [path.name for path in data.iterdir() if path.is_file()] == [".aside-fedcba9876543210"]


def test_what_others_may_read_is_closed(version: Version, data: Path) -> None:
    (data / "secret-key").write_text("secret")
    (data / "secret-key").chmod(0o644)
    line = f"{data / 'secret-key'}: other users of this machine can read it."
    assert verify() == (1, [*found(line), MEND])
    assert verify("--repair") == (0, found(f"{line} Closed."))
    assert verify() == (0, [CLEAN])


@pytest.mark.django_db
def test_rows_are_read_in_slices(django_assert_num_queries: Any) -> None:
    for number in range(1, 6):
        Release.objects.create(number=number, files=packed({}))
    with django_assert_num_queries(4):
        seen = [release.number for release in _slices(Release.objects.all(), "number", 2)]
    assert seen == [1, 2, 3, 4, 5]
