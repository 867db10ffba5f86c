"""Make tests/upgrade/<commit>/: a data folder filled by the code of an older commit, to upgrade in tests.

    .venv/bin/python scripts/make_upgrade_fixture.py COMMIT [--venv FOLDER]

Checks the commit out beside this one, installs its locked packages (or takes those of a given virtual
environment), and lets its own pages and functions fill an empty folder (tests/upgrade/making). Once with
SQLite and once with PostgreSQL, which has to be installed; both have to come out the same.
"""

import argparse
import io
import lzma
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.upgrade.postgres import Server  # noqa: E402 - the folder is known only now

KEY = "the key of a fixture is no secret"
"""Sessions are signed with it, so the tests need it too."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commit")
    parser.add_argument("--venv", type=Path, help="where the packages of that commit are installed")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, checked_out(asked.commit, Path(folder)) as code:
        python = (asked.venv.resolve() if asked.venv else installed(code)) / "bin/python"
        make(python, code, Path(folder), ROOT / "tests/upgrade" / asked.commit)


@contextmanager
def checked_out(commit: str, folder: Path) -> Iterator[Path]:
    code = folder / "code"
    git = ["git", "-C", str(ROOT), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(code), commit], check=True)
    try:
        yield code
    finally:
        subprocess.run([*git, "remove", "--force", str(code)], check=True)


def installed(code: Path) -> Path:
    venv = code / ".venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    pip = [str(venv / "bin/python"), "-m", "pip", "install", "--quiet", "--require-hashes"]
    subprocess.run([*pip, "-r", str(code / "requirements.lock")], check=True)
    return venv


def make(python: Path, code: Path, folder: Path, into: Path) -> None:
    lite, posted = folder / "sqlite", folder / "postgres"
    told = fill(python, code, lite)
    with Server() as server:
        same = fill(python, code, posted, server.create("made"))
        dump = server.dump("made")
    if told != same:
        sys.exit(difference(told, same))
    into.mkdir(parents=True, exist_ok=True)
    pack(into / "manifest.json.xz", told)
    pack(into / "database.sqlite3.xz", (lite / "policygen.sqlite3").read_bytes())
    pack(into / "database.sql.xz", dump)
    pack(into / "files.tar.xz", tarred(lite / "files"))


def difference(lite: bytes, posted: bytes) -> str:
    old, new = (text.decode().splitlines() for text in (lite, posted))
    shown = list(unified_diff(old, new, "SQLite", "PostgreSQL", n=2, lineterm=""))[:60]
    return "\n".join(["The two databases tell two stories:", *shown])


def fill(python: Path, code: Path, data: Path, database: str = "") -> bytes:
    """The manifest, written by the old code."""
    data.mkdir()
    manifest = data / "manifest.json"
    environment = {
        **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
        "POLICYGEN_DEBUG": "1",
        "POLICYGEN_SECRET_KEY": KEY,
        "POLICYGEN_DATA": str(data),
        "POLICYGEN_DATABASE_URL": database,
        "PYTHONPATH": os.pathsep.join([str(code), str(ROOT / "tests/upgrade")]),
    }
    story = [str(python), "-m", "making", str(manifest)]
    subprocess.run(story, check=True, cwd=code, env=environment, stdout=subprocess.DEVNULL)
    return manifest.read_bytes()


def tarred(folder: Path) -> bytes:
    """The same files give the same bytes."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = tarfile.TarInfo(f"files/{path.relative_to(folder).as_posix()}")
                entry.size = path.stat().st_size
                tar.addfile(entry, io.BytesIO(path.read_bytes()))
    return packed.getvalue()


def pack(path: Path, content: bytes) -> None:
    path.write_bytes(lzma.compress(content, preset=9 | lzma.PRESET_EXTREME))
    print(f"{path.name}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
