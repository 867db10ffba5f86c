"""Commands on a machine without a database, or with one that can't be used."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import ROOT


def run(command: str, data: Path, **more: str) -> list[str]:
    """The lines on standard error of a command that has to fail."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("POLICYGEN_")}
    environment |= {"POLICYGEN_DATA": str(data), **more}
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *command.split()],
        capture_output=True,
        text=True,
        env=environment,
        cwd=data,
    )
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr.splitlines()


@pytest.mark.few(1)
@pytest.mark.parametrize(
    ("command", "prefix"), [("library export files", "CommandError: "), ("clearsessions", "")]
)
def test_without_a_database(command: str, prefix: str, tmp_path: Path) -> None:
    [line] = run(command, tmp_path)
    reason = f"There is no database at {tmp_path}/policygen.sqlite3 yet. To make it: "
    assert line.startswith(prefix + reason) and line.endswith("manage.py migrate")
    assert not list(tmp_path.iterdir())


def test_every_command_of_ours_that_needs_one_says_so() -> None:
    """Those that are not of the kind: they work without, or make one."""
    from django.core.management import get_commands, load_command_class

    from policygen.common.commands import DatabaseCommand

    ours = {name: app for name, app in get_commands().items() if str(app).startswith("policygen")}
    without = {
        name
        for name, app in ours.items()
        if not isinstance(load_command_class(str(app), name), DatabaseCommand)
    }
    assert without == {
        *(
            "generate",
            "facts_schema",
            "policy_schema",
            "condition_table",
            "coverage_report",
            "library_check",
            "tools_report",
        ),
        *("check_catalogues", "compile_catalogues", "extract_catalogues"),
        *("migrate", "start"),
    }


def test_an_empty_database(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "policygen.sqlite3").execute(
        "CREATE TABLE other (x)"
    ).connection.close()
    [line] = run("library import", tmp_path)
    start = (
        "CommandError: The database is empty, or older than this program. To bring it up to date: "
    )
    assert line.startswith(start)


@pytest.mark.long
def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "policygen.sqlite3").write_text("a letter to my aunt" * 100)
    assert run("load_examples", tmp_path) == [
        "CommandError: The database can’t be used: file is not a database",
        f"It is the file {tmp_path}/policygen.sqlite3; POLICYGEN_DATA names its folder.",
    ]


@pytest.mark.long
@pytest.mark.parametrize("command", ["second_factor_reset ada", "migrate"])
def test_a_server_out_of_reach(command: str, tmp_path: Path) -> None:
    url = "postgres://ada:secret@127.0.0.1:1/name?connect_timeout=2"
    reason, where = run(command, tmp_path, POLICYGEN_DATABASE_URL=url)
    assert "The database can’t be used: connection failed" in reason and "secret" not in reason
    assert where == "POLICYGEN_DATABASE_URL says where it is."
