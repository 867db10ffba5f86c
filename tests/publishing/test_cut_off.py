"""kill −9 at every write of a publication, and a database that takes no more (cut_off.py does it)."""

import json
import os
import subprocess
import sys
from collections import Counter
from typing import Any

import pytest

from policygen.engine.formats import public_formats
from tests.paths import ROOT

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    data = tmp_path_factory.mktemp("cut-off") / "data"
    data.mkdir()
    done = subprocess.run(
        [sys.executable, str(ROOT / "tests" / "publishing" / "cut_off.py"), str(data)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_it_works(told: dict[str, Any]) -> None:
    """Every write of a file and of its row was the last one once; then it came through."""
    files = len(public_formats())
    places = Counter(one["at"] for one in told["killed"])
    assert {name: places[name] for name in ("replace", "fchmod", "write", "INSERT", "COMMIT")} == {
        "replace": files,
        "fchmod": files,
        "write": 2 * files,
        "INSERT": 4 + files,
        "COMMIT": 1,
    }
    *_, last = told["killed"]
    assert (last["at"], last["next"], last["versions"]) == ("1 made", "1 there", 1)


def test_nothing_wrong_is_left_and_no_version_without_its_files(told: dict[str, Any]) -> None:
    for one in told["killed"][:-1]:
        assert (one["versions"], one["wrong"]) == (0, []), one
    assert any(one["unfinished"] for one in told["killed"])


def test_the_next_publication_gives_whole_files_and_verify_cleans_up(told: dict[str, Any]) -> None:
    for one in told["killed"][:-1]:
        assert (one["next"], one["still"]) == ("1 made", []), one
        assert one["files"] == one["rows"] == told["killed"][-1]["files"], one


@pytest.mark.parametrize(
    ("database", "reason"),
    [
        ("full", "database or disk is full"),
        ("read-only", "attempt to write a readonly database"),
    ],
)
def test_a_database_that_takes_no_more(told: dict[str, Any], database: str, reason: str) -> None:
    one = told[database]
    assert (one["at"], one["versions"], one["wrong"]) == (f"not stored: {reason}", 0, [])
    assert (one["next"], one["still"]) == ("1 made", [])
