"""/healthz: what it looks at, whom it answers, and what it leaves in the log."""

import json
import logging
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import ConnectionHandler
from django.test import Client, override_settings

from policygen.site import health

pytestmark = pytest.mark.django_db

ALL_IS_WELL = {
    "status": "ok",
    "database": "ok",
    "migrations": "ok",
    "disk": "ok",
    "storage": "ok",
}


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of the test's own; nothing is remembered from one to the next."""
    health._migrated.cache_clear()
    monkeypatch.setattr(health, "_said", {})
    monkeypatch.setattr(logging.getLogger("policygen"), "propagate", True)
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    with override_settings(DATA_DIR=tmp_path, MEDIA_ROOT=tmp_path / "files"):
        yield tmp_path


def asked(client: Client, **headers: str) -> tuple[int, dict[str, str]]:
    answer = client.get("/healthz", headers=headers)
    assert answer["Content-Type"] == "application/json"
    assert "no-store" in answer["Cache-Control"]
    return answer.status_code, json.loads(answer.content)


def failing(**wrong: str) -> tuple[int, dict[str, str]]:
    return 503, {**ALL_IS_WELL, "status": "failing", **wrong}


def test_it_works(client: Client, data: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert asked(client) == (200, ALL_IS_WELL)
    assert asked(client) == (200, ALL_IS_WELL)
    assert not list((data / "files").iterdir())
    assert caplog.messages == []


@override_settings(
    ALLOWED_HOSTS=["policies.example"],
    SECURE_SSL_REDIRECT=True,
    SECURE_REDIRECT_EXEMPT=[r"^healthz$"],
)
@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "[::1]", "anything goes"])
def test_any_host_may_ask_without_https(client: Client, host: str) -> None:
    answer = client.get("/healthz", headers={"host": host})
    assert (answer.status_code, dict(answer.cookies)) == (200, {})


def test_the_exemption_from_https_is_in_the_settings() -> None:
    """They are read once, and not with POLICYGEN_HTTPS here."""
    text = Path(settings.BASE_DIR, "policygen/settings.py").read_text("utf-8")
    assert f'SECURE_REDIRECT_EXEMPT = [r"^{health.PATH.strip("/")}$"]' in text


def test_a_database_that_does_not_answer(
    client: Client, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there_is_none = {"ENGINE": "django.db.backends.sqlite3", "NAME": data / "none" / "x.sqlite3"}
    handler = ConnectionHandler({"default": there_is_none})
    monkeypatch.setattr(health, "connection", handler["default"])
    assert asked(client) == failing(database="does not answer", migrations="unknown")


@pytest.mark.parametrize("journal", ["DELETE", "WAL"])
def test_a_file_that_can_not_be_written(data: Path, journal: str) -> None:
    """Opened read-only, which holds for root too; a file without the right to write opens so by itself."""
    path = data / "x.sqlite3"
    with closing(sqlite3.connect(path)) as made:
        made.execute(f"PRAGMA journal_mode={journal}")
        made.execute("CREATE TABLE health_of_another (x)")
        before = path.read_bytes()
        assert health._takes_a_write(path.as_uri() + "?mode=rw") == "ok"
        assert health._takes_a_write(path.as_uri() + "?mode=ro") == "cannot be written"
        assert path.read_bytes() == before


def test_a_busy_database_is_no_broken_one(data: Path) -> None:
    path = data / "x.sqlite3"
    with closing(sqlite3.connect(path)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert health._takes_a_write(path.as_uri()) == "ok"


@pytest.mark.long
def test_migrations_that_wait(client: Client) -> None:
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("sessions", "0001_initial")
    assert asked(client) == failing(migrations="run migrate")
    recorder.record_applied("sessions", "0001_initial")
    assert asked(client) == (200, ALL_IS_WELL)


def test_a_full_disk(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "NEEDED", shutil.disk_usage("/").total * 1000)
    assert asked(client) == failing(disk="full")


def test_storage_that_can_not_be_written(client: Client, data: Path) -> None:
    (data / "files").write_text("a file where the folder should be")
    assert asked(client) == failing(storage="cannot be written")


def test_what_is_wrong_is_logged_once(
    client: Client, data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    (data / "files").touch()
    for _ in range(3):
        assert asked(client)[0] == 503
    (data / "files").unlink()
    for _ in range(3):
        assert asked(client)[0] == 200
    assert caplog.messages == ["Not healthy: storage: cannot be written", "Healthy again"]


def test_it_costs_little(client: Client, django_assert_num_queries: Any) -> None:
    asked(client)
    with django_assert_num_queries(1):
        asked(client)


@pytest.mark.parametrize("place", ["/healthz/", "/en/healthz", "/healthz/x"])
def test_nothing_else_is_taken_for_it(client: Client, place: str) -> None:
    assert client.get(place).status_code == 404
