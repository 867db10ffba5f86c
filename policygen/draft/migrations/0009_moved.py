"""The table stays where it is, with its rows: only the app that it belongs to is another one."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("clauses", "0008_editions"),
        ("releases", "0001_moved"),
        ("rehearsals", "0001_moved"),
        ("updates", "0001_moved"),
        ("policies", "0003_moved"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField(
                    model_name="rehearsal",
                    name="started_by",
                ),
                migrations.RemoveField(
                    model_name="rehearsed",
                    name="rehearsal",
                ),
                migrations.RemoveField(
                    model_name="rehearsed",
                    name="policy",
                ),
                migrations.RemoveField(
                    model_name="release",
                    name="released_by",
                ),
                migrations.RemoveField(
                    model_name="truths",
                    name="version",
                ),
                migrations.DeleteModel(
                    name="Notice",
                ),
                migrations.DeleteModel(
                    name="Rehearsal",
                ),
                migrations.DeleteModel(
                    name="Rehearsed",
                ),
                migrations.DeleteModel(
                    name="Release",
                ),
                migrations.DeleteModel(
                    name="Truths",
                ),
            ]
        ),
    ]
