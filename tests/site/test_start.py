"""`manage.py start`: what it prepares, and what it says."""

import io
import os
import socket
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import timezone

from policygen.shops.models import Shop
from policygen.site.editor import ensure_editor
from policygen.site.management.commands import start
from policygen.site.secret_key import VARIABLE, ensure_secret_key
from tests.full_disk import full_after


@pytest.fixture(autouse=True)
def nothing_is_served(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> object:
    monkeypatch.setattr(start, "serve", lambda port, on_bind: on_bind(port or 49152))
    monkeypatch.setattr(start, "unpublished", set)  # publishing five shops takes half a minute
    monkeypatch.setenv(VARIABLE, "a key of the test")
    with override_settings(DATA_DIR=tmp_path, SECRET_KEY="a key of the test"):
        yield


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start(port: int) -> str:
    out = io.StringIO()
    call_command("start", port=port, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_it_works(port: int) -> None:
    said = _start(port)
    editor = get_user_model().objects.get(username="editor")
    password = said.split("with the password ")[1].split()[0]
    assert editor.check_password(password)
    assert editor.is_superuser
    assert f"http://127.0.0.1:{port}/" in said
    assert "changepassword editor" in said
    assert "sets up an authenticator app" in said


@pytest.mark.django_db
def test_the_password_is_said_once_and_kept_as_a_hash(port: int) -> None:
    password = _start(port).split("with the password ")[1].split()[0]
    editor = get_user_model().objects.get(username="editor")
    assert password not in editor.password
    again = _start(port)
    assert "with the password" not in again and password not in again
    assert "changepassword editor" in again and "second_factor_reset editor" in again


@pytest.mark.django_db
def test_examples_are_published_where_they_are_missing(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    called = []
    monkeypatch.setattr(start, "call_command", lambda name, **options: called.append(name))
    monkeypatch.setattr(start, "unpublished", lambda: {"klumandel"})
    assert "Publishing 1 example" in _start(port)
    assert "load_examples" in called


@pytest.mark.django_db
def test_expired_drafts_are_deleted(port: int) -> None:
    Shop.objects.create(owner_key="k")
    month = timezone.now() - timedelta(days=31)
    Shop.objects.update(updated=month, due_since=month + timedelta(days=30))
    fresh = Shop.objects.create(owner_key="k")
    assert "Expired drafts deleted: 1; due: 0\n" in _start(port)
    assert list(Shop.objects.all()) == [fresh]
    assert "Expired" not in _start(port)


@pytest.mark.django_db
def test_every_machine_gets_a_password_of_its_own() -> None:
    first = ensure_editor()
    get_user_model().objects.all().delete()
    second = ensure_editor()
    assert first and second and first != second
    assert len(first) >= 16


def test_a_taken_port_is_one_clear_line() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken.*PORT={port + 1}"):
            _start(port)


@pytest.mark.parametrize("port", [70000, -1])
def test_an_impossible_port_is_one_clear_line(port: int) -> None:
    with pytest.raises(CommandError, match="can't be used"):
        _start(port)


@pytest.mark.django_db
def test_where_the_system_chooses_the_port_it_is_said() -> None:
    assert "Serving http://127.0.0.1:49152/" in _start(0)


def test_the_key_lasts_and_is_nobody_elses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    ensure_secret_key()
    first = os.environ[VARIABLE]
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    monkeypatch.delenv(VARIABLE)
    ensure_secret_key()
    assert os.environ[VARIABLE] == first


@pytest.mark.parametrize("left", ["", "a-beginning"])
def test_a_key_that_was_cut_off_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: str
) -> None:
    monkeypatch.delenv(VARIABLE)
    (tmp_path / "secret-key").write_text(left)
    with full_after(10), pytest.raises(OSError, match="File too large"):
        ensure_secret_key()
    assert (tmp_path / "secret-key").read_text() == left
    ensure_secret_key()
    assert len(os.environ[VARIABLE]) >= 50
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_a_key_in_the_environment_wins(tmp_path: Path) -> None:
    ensure_secret_key()
    assert os.environ[VARIABLE] == "a key of the test"
    assert not (tmp_path / "secret-key").exists()
