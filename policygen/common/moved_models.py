"""Models that went to another app, while their tables stay: what is known of them goes with them."""

from typing import Any

from django.db import migrations


def content_types(was: str, now: str, *models: str) -> migrations.RunPython:
    """Of a migration that moves models from the app `was` to `now`: who may look at one in the admin may
    do so still, and the log keeps its lines."""

    def move(apps: Any, schema_editor: Any) -> None:
        _move(apps, schema_editor, was, now, models)

    def move_back(apps: Any, schema_editor: Any) -> None:
        _move(apps, schema_editor, now, was, models)

    return migrations.RunPython(move, move_back)


def _move(apps: Any, schema_editor: Any, was: str, now: str, models: tuple[str, ...]) -> None:
    types = apps.get_model("contenttypes", "ContentType").objects.using(
        schema_editor.connection.alias
    )
    for model in models:
        known = types.filter(app_label=was, model=model)
        if known.exists():
            # Who migrates a part of the way has both models there, and Django has made what it lacked.
            types.filter(app_label=now, model=model).delete()
            known.update(app_label=now)
