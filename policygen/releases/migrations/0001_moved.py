"""The table stays where it is, with its rows: only the app that it belongs to is another one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from policygen.common.moved_models import content_types


class Migration(migrations.Migration):
    dependencies = [
        ("clauses", "0008_editions"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Release",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(unique=True)),
                        ("files", models.BinaryField()),
                        ("notes", models.JSONField(default=dict)),
                        ("equal_to", models.PositiveIntegerField(null=True)),
                        ("released", models.DateTimeField(auto_now_add=True)),
                        (
                            "released_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "release",
                        "verbose_name_plural": "releases",
                        "db_table": "clauses_release",
                        "ordering": ["-number"],
                        "abstract": False,
                    },
                ),
            ]
        ),
        content_types("clauses", "releases", "release"),
    ]
