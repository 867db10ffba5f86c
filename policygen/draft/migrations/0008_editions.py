from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clauses", "0007_wizard_screens"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("taken", models.DateTimeField(auto_now_add=True)),
            ],
        ),
    ]
