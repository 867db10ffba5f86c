"""A PostgreSQL server of one's own, in a folder of its own, for as long as it is needed."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any

USER = "policygen"
_ENVIRONMENT = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}


def programs() -> Path | None:
    """Where initdb and its like are: the newest that Debian keeps off the path, or those on it."""
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    found = kept[-1] if kept else shutil.which("initdb")
    return Path(found).parent if found else None


def _version(path: Path) -> float:
    return float(path.parts[-3])


class Server:
    """Started empty, gone at the end. PostgreSQL refuses to run as root: then it is its own user."""

    def __init__(self) -> None:
        found = programs()
        if found is None:
            raise FileNotFoundError("PostgreSQL is not installed: there is no initdb.")
        self.programs = found
        self.user = "postgres" if os.geteuid() == 0 else None

    def __enter__(self) -> "Server":
        self.folder = Path(tempfile.mkdtemp(prefix="policygen-postgres-"))
        if self.user:
            shutil.chown(self.folder, self.user)
        self.port = _free_port()
        self.data = self.folder / "data"
        # "C" alone knows no small and capital letters but English ones.
        language = ("--lc-collate=C", "--lc-ctype=C.UTF-8", "--lc-messages=C")
        self._run("initdb", "-D", self.data, "-U", USER, "-A", "trust", "-E", "UTF8", *language)
        options = f"-k '' -h 127.0.0.1 -p {self.port} -c fsync=off"
        self._run(
            "pg_ctl", "-D", self.data, "-l", self.folder / "log", "-w", "-o", options, "start"
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        self._run("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder)

    def create(self, name: str, dump: bytes = b"") -> str:
        """A database, filled from a dump; its address for POLICYGEN_DATABASE_URL."""
        self._run("createdb", *self._here(), name)
        if dump:
            options = ("--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null")
            self._run("psql", *self._here(), *options, name, input=dump)
        return f"postgres://{USER}@127.0.0.1:{self.port}/{name}"

    def dump(self, name: str) -> bytes:
        """Without the lines that only the newest psql knows, and that hold a random word."""
        said = self._run("pg_dump", *self._here(), "--no-owner", "--no-acl", name).stdout
        return re.sub(rb"(?m)^\\(un)?restrict .*\n", b"", said)

    def _here(self) -> tuple[str, ...]:
        return "-h", "127.0.0.1", "-p", str(self.port), "-U", USER

    def _run(
        self, program: str, *words: object, **more: Any
    ) -> "subprocess.CompletedProcess[bytes]":
        # pg_ctl's server would keep a pipe open for as long as it runs.
        out = subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE
        return subprocess.run(
            [str(self.programs / program), *map(str, words)],
            check=True,
            stdout=out,
            user=self.user,
            cwd=self.folder,
            env=_ENVIRONMENT,
            **more,
        )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    print("PostgreSQL:", programs() or "not installed, so upgrades are tested with SQLite alone")
