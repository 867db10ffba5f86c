"""The table stays where it is, with its rows: only the app that it belongs to is another one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from policygen.common.moved_models import content_types


class Migration(migrations.Migration):
    dependencies = [
        ("clauses", "0008_editions"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("policies", "0003_moved"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Rehearsal",
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
                        ("draft", models.CharField(max_length=64)),
                        ("release", models.PositiveIntegerField()),
                        ("started", models.DateTimeField(auto_now_add=True)),
                        ("total", models.PositiveIntegerField(default=0)),
                        ("done", models.PositiveIntegerField(default=0)),
                        ("last", models.PositiveBigIntegerField(default=0)),
                        (
                            "started_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "db_table": "clauses_rehearsal",
                        "ordering": ["-pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Rehearsed",
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
                        ("shop", models.CharField(max_length=120)),
                        ("language", models.CharField(max_length=3)),
                        ("clauses", models.JSONField(default=list)),
                        ("laws", models.JSONField(default=list)),
                        ("unmet", models.JSONField(default=list)),
                        ("findings", models.JSONField(default=list)),
                        ("moved", models.JSONField(default=list)),
                        ("error", models.CharField(blank=True, default="", max_length=300)),
                        ("screen", models.CharField(blank=True, default="", max_length=20)),
                        ("entry", models.CharField(blank=True, default="", max_length=200)),
                        (
                            "policy",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="policies.policy",
                            ),
                        ),
                        (
                            "rehearsal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="rehearsals.rehearsal",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "clauses_rehearsed",
                        "ordering": ["pk"],
                    },
                ),
            ]
        ),
        content_types("clauses", "rehearsals", "rehearsal", "rehearsed"),
    ]
