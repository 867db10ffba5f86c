"""Each version knows in which formats it was published; until now all were published in the same four."""

from django.db import migrations, models


def all_four():
    return ["html", "pdf", "markdown", "docx"]


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0003_moved"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="formats",
            field=models.JSONField(default=all_four),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="version",
            name="formats",
            field=models.JSONField(default=list),
        ),
    ]
