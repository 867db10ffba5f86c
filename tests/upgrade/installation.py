"""An older installation, unpacked: the present code runs its commands on it, each in a process of its own."""

import io
import json
import lzma
import os
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import Any

from tests.paths import ROOT
from tests.upgrade.postgres import Server

HERE = Path(__file__).parent
CALLED_SINCE = {"Clause library | release": "Releases of the library | release"}
"""What the log says each line is about: releases have an app of their own."""
KEY = "the key of a fixture is no secret"
"""Sessions are signed with it, in scripts/make_upgrade_fixture.py too."""


# Debian 12 has Python 3.11.2, which knows no filter; newer ones warn where none is named.
SAFELY: Any = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}


class Installation:
    """The fixture of a commit in a folder; its database on a server, or in SQLite."""

    def __init__(self, commit: str, folder: Path, server: Server | None = None):
        self.fixture = HERE / commit
        database = server.create(f"at_{commit}", self.packed("database.sql")) if server else ""
        self.environment = {
            **os.environ,
            "POLICYGEN_DEBUG": "1",
            "POLICYGEN_SECRET_KEY": KEY,
            "POLICYGEN_DATA": str(folder),
            "POLICYGEN_DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "policygen.settings",
            "PYTHONPATH": str(ROOT),
        }
        with tarfile.open(fileobj=io.BytesIO(self.packed("files.tar"))) as tar:
            tar.extractall(folder, **SAFELY)
        if not server:
            (folder / "policygen.sqlite3").write_bytes(self.packed("database.sqlite3"))

    def packed(self, name: str) -> bytes:
        return lzma.decompress((self.fixture / f"{name}.xz").read_bytes())

    @property
    def manifest(self) -> dict[str, Any]:
        """What the old code said of it."""
        told: dict[str, Any] = json.loads(self.packed("manifest.json"))
        for line in told["log"]:
            line[2] = CALLED_SINCE.get(line[2], line[2])
        return told

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{done.stdout}{done.stderr}"
        return done.stdout

    def manage(self, *words: str) -> str:
        return self.run("manage.py", *words)

    def after(self, *deeds: str) -> list[Any]:
        """What came of each (deeds.py). To start the program takes longer than most of them do."""
        told: list[Any] = json.loads(self.run("-m", "tests.upgrade.deeds", *deeds))
        return told
