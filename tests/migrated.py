"""The SQLite database after all migrations, kept from run to run: they take longer than many a folder of
tests. It lies in pytest's cache, under the digest of all that has made it; over a copy of it the migrations
run again, and find nothing to do.
"""

import os
from hashlib import sha256
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker


def is_sqlite() -> bool:
    return connections["default"].vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """A copy of the kept one lies in the place of the new one. That place goes with its folder."""
    return is_sqlite() or bool(request.config.getvalue("reuse_db"))


@pytest.fixture(scope="session")
def migrated(request: pytest.FixtureRequest) -> Path | None:
    """Where it is kept, or will be; None where nothing may be kept."""
    cache = getattr(request.config, "cache", None)
    if not is_sqlite() or cache is None:
        return None
    folder: Path = cache.mkdir("migrated")
    return folder / f"{digest_of_sources()}.sqlite3"


def digest_of_sources() -> str:
    digest = sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        for made_by in ("migrations/*.py", "apps.py", "roles.py"):
            for path in sorted(Path(app.path).glob(made_by)):
                digest.update(f"{app.name} {path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, migrated: Path | None, django_db_blocker: DjangoDbBlocker
) -> None:
    """Keeps it where it was not kept yet, and what was kept of other migrations no longer."""
    if migrated is None or migrated.exists():
        return
    for old in {*migrated.parent.glob("*.sqlite3")} - {migrated}:
        old.unlink(missing_ok=True)
    made = migrated.with_suffix(f".{os.getpid()}")
    with django_db_blocker.unblock(), connections["default"].cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(made)])
    made.replace(migrated)
