"""The table stays where it is, with its rows: only the app that it belongs to is another one."""

import django.db.models.deletion
from django.db import migrations, models

from policygen.common.moved_models import content_types


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
        content_types("clauses", "updates", "notice"),
    ]
