import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("shops", "0002_presets_links_and_own_words"),
    ]

    operations = [
        migrations.AddField(
            model_name="shop",
            name="automatic_updates",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="LibraryMail",
            fields=[
                (
                    "owner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="library_mail",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("language", models.CharField(max_length=3)),
            ],
        ),
    ]
