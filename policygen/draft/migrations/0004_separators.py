from collections.abc import Iterator
from typing import Any

from django.db import migrations, models

# What a file owns is told from its entries as the desk itself does it: the two have to agree.
from policygen.engine.library.library_files import File, entry_text, split


def give_files_what_stands_between_entries(apps: Any, schema_editor: Any) -> None:
    """Until now each entry held the blank lines around it. Exported, the draft has the same bytes."""
    for file in apps.get_model("clauses", "LibraryFile").objects.all():
        rows = list(file.entries.order_by("position", "pk"))
        live = [row for row in rows if row.text]
        whole = split(file.head + "".join(row.text for row in live))
        if [entry.key for entry in whole.entries] == [row.key for row in live]:
            _take(file, whole)
            for row, entry in zip(live, whole.entries, strict=True):
                row.text = entry.text
        for row in rows:
            row.text, row.shipped, row.incoming = map(
                entry_text, (row.text, row.shipped, row.incoming)
            )
            row.save(update_fields=["text", "shipped", "incoming"])


def _take(file: Any, whole: File) -> None:
    if whole.entries:
        file.head = whole.head
        file.gap, file.gaps, file.end = whole.gap, dict(whole.gaps), whole.end
        file.save()


def give_entries_their_blank_lines(apps: Any, schema_editor: Any) -> None:
    for file in apps.get_model("clauses", "LibraryFile").objects.all():
        live = list(file.entries.exclude(text="").order_by("position", "pk"))
        for row, text in zip(live, _with_what_follows(file, live), strict=True):
            row.text = text
            row.save(update_fields=["text"])


def _with_what_follows(file: Any, live: list[Any]) -> Iterator[str]:
    for row, after in zip(live, [*live[1:], None], strict=True):
        yield row.text + (file.gaps.get(after.key, file.gap) if after else file.end)


class Migration(migrations.Migration):
    dependencies = [("clauses", "0003_places")]

    operations = [
        migrations.AddField(
            model_name="libraryfile",
            name="gap",
            field=models.TextField(blank=True, default="\n"),
        ),
        migrations.AddField(
            model_name="libraryfile",
            name="gaps",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="libraryfile",
            name="end",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="revision",
            name="edition",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.RunPython(
            give_files_what_stands_between_entries, give_entries_their_blank_lines
        ),
    ]
