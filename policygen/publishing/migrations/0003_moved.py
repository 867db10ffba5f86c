"""The table stays where it is, with its rows: only the app that it belongs to is another one."""

import django.db.models.deletion
from django.db import migrations, models

from policygen.common.moved_models import content_types


class Migration(migrations.Migration):
    dependencies = [
        ("clauses", "0008_editions"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("policies", "0002_published"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Truths",
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
                        ("names", models.TextField(blank=True)),
                        (
                            "version",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="truths",
                                to="policies.version",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "clauses_truths",
                    },
                ),
            ]
        ),
        content_types("clauses", "policies", "truths"),
    ]
