"""A purpose can be about several kinds of people: the one that was chosen becomes a list of one."""

from typing import Any

from django.db import migrations, models

import policygen.shops.models.rows


def as_list(apps: Any, schema_editor: Any) -> None:
    activities = apps.get_model("shops", "Activity").objects
    for word in activities.order_by().values_list("about_word", flat=True).distinct():
        activities.filter(about_word=word).update(about=[word])


def as_word(apps: Any, schema_editor: Any) -> None:
    """The first of several stays."""
    for activity in apps.get_model("shops", "Activity").objects.iterator():
        activity.about_word = next(iter(activity.about), "customers")
        activity.save(update_fields=["about_word"])


class Migration(migrations.Migration):
    dependencies = [("shops", "0008_registration_kind")]
    operations = [
        migrations.RenameField("activity", "about", "about_word"),
        migrations.AddField(
            "activity",
            "about",
            models.JSONField(blank=True, default=policygen.shops.models.rows.customers),
        ),
        migrations.RunPython(as_list, as_word),
        migrations.RemoveField("activity", "about_word"),
        migrations.AddField(
            "shop",
            "maximum_age",
            models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            "shop",
            "children_public",
            models.CharField(
                blank=True,
                choices=[("yes", "Yes"), ("no", "No"), ("unknown", "I don’t know")],
                default="",
                max_length=7,
            ),
        ),
    ]
