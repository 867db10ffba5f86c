"""Cookies by name, and the name and company of an own service per language."""

from typing import Any

from django.db import migrations, models


def _per_language(apps: Any, schema_editor: Any) -> None:
    """What was typed once is the same in every language."""
    tools = apps.get_model("shops", "CustomTool").objects
    for tool in tools.iterator():
        tool.name = {"": tool.name_line} if tool.name_line else {}
        tool.entity = {"": tool.entity_line} if tool.entity_line else {}
        tool.save(update_fields=["name", "entity"])


def _one_line(apps: Any, schema_editor: Any) -> None:
    tools = apps.get_model("shops", "CustomTool").objects
    for tool in tools.iterator():
        tool.name_line = next(iter(tool.name.values()), "")
        tool.entity_line = next(iter(tool.entity.values()), "")
        tool.save(update_fields=["name_line", "entity_line"])


class Migration(migrations.Migration):
    dependencies = [
        ("shops", "0012_laws_answers"),
    ]

    operations = [
        migrations.AddField(
            model_name="shop",
            name="own_cookies",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="customtool",
            name="cookies",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.RenameField("customtool", "name", "name_line"),
        migrations.RenameField("customtool", "entity", "entity_line"),
        migrations.AddField(
            model_name="customtool",
            name="name",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="customtool",
            name="entity",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.RunPython(_per_language, _one_line),
    ]
