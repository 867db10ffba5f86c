"""A choice that was sent twice was stored twice, and the shop's screens could not be opened."""

from typing import Any

from django.db import migrations
from django.db.models import JSONField

MODELS = ("Shop", "CustomTool", "Activity", "RetentionPeriod")


def mend(apps: Any, schema_editor: Any) -> None:
    """Without touching the date of the last change."""
    for name in MODELS:
        model = apps.get_model("shops", name)
        columns = [f.attname for f in model._meta.fields if isinstance(f, JSONField)]
        for key, *values in model.objects.values_list("pk", *columns).iterator():
            mended = {
                column: list(dict.fromkeys(value))
                for column, value in zip(columns, values, strict=True)
                if _doubled(value)
            }
            if mended:
                model.objects.filter(pk=key).update(**mended)


def _doubled(value: Any) -> bool:
    words = isinstance(value, list) and all(isinstance(word, str) for word in value)
    return words and len(set(value)) < len(value)


class Migration(migrations.Migration):
    dependencies = [("shops", "0003_library_updates")]
    operations = [migrations.RunPython(mend, migrations.RunPython.noop)]
