"""The library that ships reaches the desk by itself."""

import logging
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.db.migrations.exceptions import IrreversibleError
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from policygen.draft import draft, shipped
from policygen.draft.models import Edition, Entry, Revision
from tests.editors import client_of
from tests.library_draft import SHIPPED_FILES


@pytest.fixture(autouse=True)
def heard(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(logging.getLogger("policygen"), "propagate", True)
    caplog.set_level(logging.INFO, "policygen")
    return caplog


@pytest.mark.django_db
def test_it_works(heard: pytest.LogCaptureFixture, django_assert_num_queries: Any) -> None:
    clauses = apps.get_app_config("clauses")
    shipped.after_migrations(clauses, "default")
    assert draft.files() == SHIPPED_FILES
    assert heard.messages == ["The desk follows the library that ships with this version"]
    with django_assert_num_queries(1):
        shipped.follow()
    assert draft.files() == SHIPPED_FILES


@pytest.mark.django_db
def test_what_an_editor_changed_stays() -> None:
    shipped.follow()
    entry = Entry.objects.get(file__path="strings.yaml", key="contents")
    Entry.objects.filter(pk=entry.pk).update(text=entry.text.replace("Contents", "In this policy"))
    shipped.follow()
    entry.refresh_from_db()
    assert "In this policy" in entry.text


@pytest.mark.long
@pytest.mark.django_db
def test_an_older_program_that_starts_again_brings_nothing_back(
    heard: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker of the version before an upgrade, say. Whoever really wants its library imports it."""
    path = "strings.yaml"
    newer = {**SHIPPED_FILES, path: SHIPPED_FILES[path].replace("Contents", "In this policy", 1)}

    def start(files: dict[str, str]) -> None:
        monkeypatch.setattr(shipped, "read_files", lambda folder: files)
        shipped.follow()

    start(SHIPPED_FILES)
    Edition.objects.all().delete()  # as it was taken in by a program that remembered nothing
    start(newer)
    revisions = Revision.objects.count()
    heard.clear()
    for files in (SHIPPED_FILES, newer):
        start(files)
    assert draft.files() == newer
    assert Revision.objects.count() == revisions
    [said] = heard.messages
    assert said.startswith("The desk has had the library") and said.endswith("library import")
    call_command("library", "import")
    assert draft.files() == SHIPPED_FILES
    start(SHIPPED_FILES)
    assert draft.files() == SHIPPED_FILES


@pytest.mark.django_db
def test_another_database_is_left_alone() -> None:
    shipped.after_migrations(apps.get_app_config("clauses"), "other")
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_tables_that_are_older_than_the_program_are_left_alone() -> None:
    """`migrate clauses 0001`, say."""
    clauses = apps.get_app_config("clauses")
    [newest] = MigrationExecutor(connection).loader.graph.leaf_nodes("clauses")
    MigrationRecorder(connection).record_unapplied(*newest)
    shipped.after_migrations(clauses, "default")
    assert not Entry.objects.exists()


def test_there_is_no_way_back_from_the_laws_of_today() -> None:
    """It went back without a word, and left laws that the older program cannot read."""
    state = MigrationLoader(None).project_state(("clauses", "0010_laws"))
    migration = import_module("policygen.draft.migrations.0010_laws").Migration
    with pytest.raises(IrreversibleError):
        migration("0010_laws", "clauses").unapply(state, connection.schema_editor())


@pytest.mark.django_db(transaction=True)
def test_workers_that_start_at_once(heard: pytest.LogCaptureFixture) -> None:
    def start(_number: int) -> None:
        shipped.follow()
        connection.close()

    with ThreadPoolExecutor(4) as workers:
        list(workers.map(start, range(4)))
    assert draft.files() == SHIPPED_FILES
    assert Entry.objects.count() == len({*Entry.objects.values_list("file", "key")})
    assert heard.messages == ["The desk follows the library that ships with this version"]


@pytest.mark.django_db
def test_a_failure_is_logged_and_leaves_the_desk_as_it_was(
    heard: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "strings.yaml").write_text("contents: [never closed\n")
    shipped.follow()
    heard.clear()
    monkeypatch.setattr(shipped, "SHIPPED", tmp_path)
    shipped.follow()
    (told,) = heard.messages
    assert told.startswith("The library that ships did not reach the desk, it has faults:\n")
    assert "\nstrings.yaml:2: " in told
    assert draft.files() == SHIPPED_FILES


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "The library that comes with this program has not reached the desk."),
        ("uk", "Бібліотека, що постачається з цією програмою, ще не потрапила на стіл редакторів."),
    ],
)
def test_an_empty_desk_says_what_to_do(language: str, told: str) -> None:
    User.objects.create_superuser("petro")
    petro = client_of("petro")
    url = f"/{language}/admin/clauses/entry/"
    text = petro.get(url).content.decode()
    assert told in text and "<code>library import</code>" in text
    shipped.follow()
    assert told not in petro.get(url).content.decode()
    assert told not in petro.get(url, {"q": "nothing has this name"}).content.decode()
