"""Temporary files of a process go with it; those of a killed one with the next."""

import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from policygen.engine.formats.scratch import left_behind, scratch_folder, sweep
from tests.paths import ROOT

WAITS = """
from policygen.engine.formats.scratch import scratch_folder
folder = scratch_folder()
(folder / "font").write_bytes(b"x")
print(folder, flush=True)
input()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_it_works(temporary: Path) -> None:
    folder = scratch_folder()
    assert folder.parent == temporary
    assert folder.stat().st_mode & 0o777 == 0o700
    assert scratch_folder() != folder
    assert left_behind() == []


def test_the_folder_of_a_killed_process_is_swept_and_no_other(temporary: Path) -> None:
    other = temporary / "weasyprint-of-somebody"
    other.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", WAITS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={"TMPDIR": str(temporary)},
    )
    with process:
        assert process.stdout
        folder = Path(process.stdout.readline().strip())
        sweep()
        assert [*folder.iterdir()] == [folder / "font"]
        process.send_signal(signal.SIGKILL)
    assert left_behind() == [folder]
    sweep()
    assert [*temporary.iterdir()] == [other]


@pytest.mark.long
def test_a_pdf_uses_it_and_leaves_nothing(temporary: Path) -> None:
    code = """
import tempfile, pathlib
from policygen.engine.formats import printing
printing._fonts()
print(*sorted(path.name.rpartition("-")[0] for path in pathlib.Path(tempfile.gettempdir()).iterdir()))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"TMPDIR": str(temporary)},
        check=True,
    )
    assert done.stdout.split() == ["policygen-scratch"]
    assert [*temporary.iterdir()] == []
