"""What a version was made with, and where it was restored from."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("policies", "0006_withdrawing"),
    ]

    operations = [
        migrations.AddField(
            model_name="version",
            name="library_sha256",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
        migrations.CreateModel(
            name="Origin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("restored", models.DateTimeField(default=django.utils.timezone.now)),
                ("published_by", models.CharField(max_length=20)),
                ("library_release", models.PositiveIntegerField()),
                ("library_sha256", models.CharField(blank=True, max_length=64)),
                (
                    "version",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="origin",
                        to="policies.version",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
