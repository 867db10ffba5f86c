"""The columns that 0013 has read: apart, since PostgreSQL alters no table in which rows have just changed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("shops", "0013_cookies_by_name"),
    ]

    operations = [
        migrations.RemoveField("customtool", "name_line"),
        migrations.RemoveField("customtool", "entity_line"),
    ]
