"""Installations of older versions, filled by their own code (scripts/make_upgrade_fixture.py): an upgrade
leaves everything that was published, written and answered as it was, and editors go on releasing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.upgrade.installation import HERE, Installation
from tests.upgrade.postgres import Server, programs

COMMITS = sorted(path.parent.name for path in HERE.glob("*/manifest.json.xz"))
DATABASES = ["sqlite", *(["postgres"] if programs() else [])]
"""`python -m tests.upgrade.postgres` says whether PostgreSQL is installed, and so does .ci/run."""


@pytest.fixture(params=DATABASES)
def server(request: pytest.FixtureRequest) -> Iterator[Server | None]:
    """None for SQLite."""
    if request.param == "sqlite":
        yield None
        return
    with Server() as started:
        yield started


@pytest.mark.parametrize("commit", COMMITS)
def test_it_works(commit: str, server: Server | None, tmp_path: Path) -> None:
    """The tables alone: the library that ships today comes later."""
    old = Installation(commit, tmp_path, server)
    before = old.manifest
    old.after("migrate")
    found = old.after("look")
    assert found.keys() == before.keys()
    for part in before:
        assert found[part] == before[part], part


@pytest.mark.parametrize("commit", COMMITS)
def test_all_at_once(commit: str, tmp_path: Path) -> None:
    """As people upgrade: `migrate` brings the library that ships today too. Every screen opens."""
    old = Installation(commit, tmp_path)
    old.manage("migrate")
    before, found = old.manifest, old.after("look")
    for part in before.keys() - {"draft", "history"}:
        assert found[part] == before[part], part
    for place, changes in before["history"].items():
        assert found["history"][place][: len(changes)] == changes
    assert old.after("screens") == {"closed": {}}
