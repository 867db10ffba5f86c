"""What a server process loads before its first page: nothing that only later pages need."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import ROOT

pytestmark = pytest.mark.long  # whole servers, one process after the other

ASK = """
import gc, sys
def whole(): return gc.get_stats()[2]["collections"]
before = whole()
from policygen.wsgi import application
from policygen.engine.loading import load
from policygen.site import examples
print(gc.isenabled(), gc.get_freeze_count() > 100_000, whole() - before)
print(load.shipped_library.cache_info().currsize, examples._excerpt.cache_info().currsize)
from policygen.engine.loading import compiling
print(compiling.parsed.cache_info().currsize)
from django.db import connection
print(connection.connection)
from django.test import Client
answer = Client(headers={"host": "localhost"}).get("/en/")
print(answer.status_code, *sorted(sys.modules))
"""
PACKAGES = {
    "bs4",
    "docx",
    "email_validator",
    "idna",
    "publicsuffixlist",
    "stdnum",
    "icalendar",
    "lxml",
    "markdownify",
    "weasyprint",
    "playwright",
    "hypothesis",
}
LATER = PACKAGES | {
    "allauth.account.views",
    "policygen.accounts.views",
    "policygen.desk.draft_view",
    "policygen.desk.entries.editor",
    "policygen.desk.entries.pages",
    "policygen.desk.matrix",
    "policygen.desk.releasing.next_release",
    "policygen.engine.loading.checking",
    "policygen.owners.dashboard",
    "policygen.publishing.public_views",
    "policygen.rehearsals.rehearsal",
    "policygen.shops.prefill.views",
    "policygen.shops.review.review",
    "policygen.shops.views.wizard",
    "policygen.updates.notices",
}
"""Packages, and modules of ours that load much more."""


def python(data: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    own = {name: value for name, value in os.environ.items() if "POLICYGEN" not in name}
    own |= {"POLICYGEN_DATA": str(data), "POLICYGEN_SECRET_KEY": "a key of sixteen"}
    return subprocess.run(
        [sys.executable, "-W", "ignore", *command],
        env={**own, "DJANGO_SETTINGS_MODULE": "policygen.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    python(data, "manage.py", "migrate", "-v0").check_returncode()
    return data


@pytest.fixture(scope="module")
def asked(migrated: Path) -> list[str]:
    """What the second server process of a migrated site says, a line each."""
    first, found = (python(migrated, "-c", ASK) for _ in range(2))
    assert int(first.stdout.splitlines()[2]) > 50  # files of the library as YAML
    assert found.stderr == ""
    return found.stdout.splitlines()


def test_the_first_page_waits_for_nothing_that_it_does_not_need(asked: list[str]) -> None:
    status, *loaded = asked[-1].split()
    assert (status, LATER.intersection(loaded)) == ("200", set())
    assert {"django", "pydantic", "policygen.site.views"} <= set(loaded)


def test_no_visitor_waits_for_the_library(asked: list[str]) -> None:
    assert asked[1] == "1 2"  # loaded, and shown on the home page in both languages


def test_the_collector_leaves_alone_what_stays(asked: list[str]) -> None:
    """On again, over what comes after, and not once over the whole before."""
    assert asked[0] == "True True 0"


def test_the_library_is_read_from_yaml_by_the_first_server_alone(asked: list[str]) -> None:
    assert asked[2] == "0"


def test_no_connection_is_left_for_two_processes_to_share(asked: list[str]) -> None:
    assert asked[3] == "None"


DAMAGED = """
import django
django.setup()
from policygen.releases.models import Release, packed
Release.objects.create(number=1000, files=packed({"release.yaml": "release: 1000"}))
import policygen.wsgi
print("ready")
"""


def test_a_server_starts_with_a_library_that_cannot_be_used(
    asked: list[str], migrated: Path
) -> None:
    """Pages that need it fail as before, and what watches the site is answered."""
    found = python(migrated, "-c", DAMAGED)
    assert (found.returncode, found.stdout) == (0, "ready\n")
    assert found.stderr.startswith("The library could not be loaded\nTraceback")
    assert "LibraryError" in found.stderr


def test_a_server_starts_without_its_database(tmp_path: Path) -> None:
    """It says so in a line, as it did when nothing was loaded ahead."""
    found = python(tmp_path, "-c", "import policygen.wsgi; print('ready')")
    assert (found.returncode, found.stdout) == (0, "ready\n")
    assert (
        found.stderr
        == "The library that ships did not reach the desk: no such table: clauses_libraryfile\n"
    )
