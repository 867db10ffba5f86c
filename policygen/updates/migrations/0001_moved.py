"""The table stays where it is, with its rows: only the app that it belongs to is another one."""

import django.db.models.deletion
from django.db import migrations, models

APP, MODELS = "updates", ("notice",)


def move_permissions(apps, schema_editor):
    """Who may look at it in the admin may do so still: its content type goes with it."""
    types = apps.get_model("contenttypes", "ContentType").objects.using(
        schema_editor.connection.alias
    )
    for model in MODELS:
        types.filter(app_label="clauses", model=model).update(app_label=APP)


def move_back(apps, schema_editor):
    types = apps.get_model("contenttypes", "ContentType").objects.using(
        schema_editor.connection.alias
    )
    for model in MODELS:
        types.filter(app_label=APP, model=model).update(app_label="clauses")


class Migration(migrations.Migration):
    dependencies = [
        ("clauses", "0008_editions"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("policies", "0003_moved"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Notice",
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
                        ("release", models.PositiveIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "waiting for the owner"),
                                    ("published", "taken over"),
                                    ("dismissed", "left as it is"),
                                    ("gone", "the library says again what is published"),
                                ],
                                default="open",
                                max_length=9,
                            ),
                        ),
                        ("made", models.DateTimeField(auto_now_add=True)),
                        ("mailed", models.DateTimeField(null=True)),
                        (
                            "policy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="notices",
                                to="policies.policy",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "clauses_notice",
                        "ordering": ["-release"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("policy", "release"), name="notice_once"
                            )
                        ],
                    },
                ),
            ]
        ),
        migrations.RunPython(move_permissions, move_back),
    ]
