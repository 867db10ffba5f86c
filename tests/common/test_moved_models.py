"""What is known of a model that went to another app: who may look at it, and what was done with it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.db import connection, migrations

MOVES = {
    "releases.0001_moved": [("releases", "release")],
    "rehearsals.0001_moved": [("rehearsals", "rehearsal"), ("rehearsals", "rehearsed")],
    "updates.0001_moved": [("updates", "notice")],
    "publishing.0003_moved": [("policies", "truths")],
}


@pytest.fixture(params=MOVES)
def migration(request: pytest.FixtureRequest, db: None) -> str:
    return str(request.param)


def run(migration: str, *, back: bool) -> None:
    app, _, name = migration.partition(".")
    [move] = [
        operation
        for operation in import_module(f"policygen.{app}.migrations.{name}").Migration.operations
        if isinstance(operation, migrations.RunPython)
    ]
    code = move.reverse_code if back else move.code
    assert code
    code(apps, connection.schema_editor())


def known(label: str, model: str) -> ContentType:
    return ContentType.objects.get(app_label=label, model=model)


def test_it_works(migration: str, rita: User) -> None:
    """Back and forth, each time with a new row of Django's in the way, as after a part of a migration."""
    for label, model in MOVES[migration]:
        row = known(label, model)
        permission = Permission.objects.get(content_type=row, codename=f"view_{model}")
        rita.user_permissions.add(permission)
        group = Group.objects.create(name=model)
        group.permissions.add(permission)
        line = LogEntry.objects.create(
            user=rita, content_type=row, object_id="1", action_flag=CHANGE
        )
        for back in (True, False):
            there = "clauses" if back else label
            made = ContentType.objects.create(app_label=there, model=model)
            Permission.objects.create(content_type=made, codename=f"view_{model}", name="made")
            run(migration, back=back)
            assert known(there, model) == row
            assert ContentType.objects.filter(model=model).count() == 1
            assert permission in rita.user_permissions.all()
            assert permission in group.permissions.all()
            line.refresh_from_db()
            assert line.content_type == row


def test_where_nothing_is_known(migration: str) -> None:
    for label, model in MOVES[migration]:
        run(migration, back=False)
        assert known(label, model)
