"""Installations of older versions, filled by their own code (scripts/make_upgrade_fixture.py): an upgrade
leaves everything that was published, written and answered as it was, and editors go on releasing."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from policygen.engine.loading.older_laws import is_older, path_of
from tests.upgrade.installation import HERE, Installation
from tests.upgrade.postgres import Server, programs

COMMITS = sorted(path.parent.name for path in HERE.glob("*/manifest.json.xz"))
DATABASES = ["sqlite", *([pytest.param("postgres", marks=pytest.mark.long)] if programs() else [])]
"""`python -m tests.upgrade.postgres` says whether PostgreSQL is installed, and so does .ci/run."""
PUBLIC = ("pages", "files")
VERSION = re.compile(r"/p/[^/]+/\d+/")
Told = dict[str, Any]


@pytest.fixture(params=DATABASES)
def server(request: pytest.FixtureRequest) -> Iterator[Server | None]:
    """None for SQLite."""
    if request.param == "sqlite":
        yield None
        return
    with Server() as started:
        yield started


@pytest.mark.long
@pytest.mark.parametrize("commit", COMMITS)
def test_it_works(commit: str, server: Server | None, tmp_path: Path) -> None:
    """First the tables alone, then the library that ships today, with the conflict still open; the release
    that its editors had prepared, and one more."""
    old = Installation(commit, tmp_path, server)
    before = in_the_form_of_today(old.manifest)
    _migrated, found, _followed, prepared = old.after("migrate", "look", "follow", "release")
    assert found.keys() == before.keys()
    found["draft"] = without_laws(found["draft"])
    for part in before:
        assert_same(part, found, before)

    newest = max(map(int, before["releases"]))
    assert prepared["settled"], "the fixture has a conflict"
    assert released(prepared) == newest + 1
    _upgraded, made, now = old.after("upgrade", "release", "look")
    assert released(made) == newest + 2
    assert_kept(before, now)


def in_the_form_of_today(before: Told) -> Told:
    """An entry that has another file today keeps its history there; what the draft says of laws is another
    text (tests/draft/test_older_laws.py)."""
    draft = {path: said for path, said in before["draft"].items() if not is_older(path)}
    history = {}
    for place, changes in before["history"].items():
        path, _, key = place.partition(" ")
        history[f"{path_of(path, key)} {key}"] = changes
    assert draft != before["draft"] and history != before["history"]
    return {**before, "draft": draft, "history": history}


def without_laws(draft: Told) -> Told:
    assert not any(map(is_older, draft))
    return {path: said for path, said in draft.items() if not path.startswith("laws/")}


def assert_same(part: str, now: Told, before: Told) -> None:
    """Under every address the same answer; that it has a header more is no loss."""
    found = now[part]
    if part in PUBLIC:
        found = {at: without_more(said, before[part].get(at)) for at, said in found.items()}
    assert before[part] and found == before[part], part


def without_more(said: Any, before: Any) -> Any:
    """An answer without the headers, and the links of a header, that it did not have before."""
    if not (isinstance(said, dict) and isinstance(before, dict)):
        return said
    found = {name: value if before.get(name) is not None else None for name, value in said.items()}
    if found.get("Link"):
        links = before["Link"].split(", ")
        found["Link"] = ", ".join(link for link in found["Link"].split(", ") if link in links)
    return found


def released(told: Told) -> Any:
    """The number of a release that went through with everything that had changed."""
    assert told["changes"] and told["left"] == told["conflicts"] == []
    # Olena's shop uses a service that the draft has deleted: her policy stays as it is.
    assert [r for _shop, r in told["errors"] if "parcelbee" not in r] == []
    assert told["says the draft"]
    return told["number"]


def assert_kept(before: Told, now: Told) -> None:
    """Old versions, releases and changes; the newest page of a shop may be a newer version's by now."""
    for part in PUBLIC:
        versions = {at: said for at, said in before[part].items() if VERSION.match(at)}
        assert_same(part, {part: {at: now[part][at] for at in versions}}, {part: versions})
    assert {number: now["releases"][number] for number in before["releases"]} == before["releases"]
    for place, changes in before["history"].items():
        assert list(map(past, now["history"][place][: len(changes)])) == list(map(past, changes))


def past(change: Told) -> Told:
    """Without its approval, which may have been waiting."""
    return {key: value for key, value in change.items() if not key.startswith("approved")}


@pytest.mark.long
@pytest.mark.parametrize("commit", COMMITS)
def test_all_at_once(commit: str, tmp_path: Path) -> None:
    """As people upgrade: `migrate` brings the library that ships today too, and after its release every
    screen opens, of a shop too whose service is there no more."""
    old = Installation(commit, tmp_path)
    old.manage("migrate")
    before = in_the_form_of_today(old.manifest)
    found, _made, seen = old.after("look", "release", "screens")
    for part in before.keys() - {"draft", "history"}:
        assert_same(part, found, before)
    for place, changes in before["history"].items():
        assert found["history"][place][: len(changes)] == changes
    assert seen == {"closed": {}}
