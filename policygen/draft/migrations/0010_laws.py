"""The draft's laws in the form of today (engine/loading/older_laws.py): an entry keeps its row, and with it
its history, its remarks and what was approved. No change of an editor comes of it, and none of an edition.
"""

from django.db import migrations

from policygen.engine.compare.order import in_order
from policygen.engine.library import library_files
from policygen.engine.loading.older_laws import entry_of, is_older, lifted, path_of


def lift(apps, schema_editor):
    LibraryFile = apps.get_model("clauses", "LibraryFile")
    Entry = apps.get_model("clauses", "Entry")
    older = {file.path: file for file in LibraryFile.objects.all() if is_older(file.path)}
    if not older:
        return
    rows = list(Entry.objects.filter(file__path__in=older).order_by("position", "pk"))
    paths = {file.pk: path for path, file in older.items()}
    drafted = lifted({path: _said(file, rows) for path, file in older.items()})
    shipped = lifted({path: file.shipped for path, file in older.items() if file.shipped})
    for path, text in drafted.items():
        file = LibraryFile(path=path, is_list=True)
        split = library_files.split(text)
        file.head, file.gap, file.gaps, file.end = (
            split.head,
            split.gap,
            dict(split.gaps),
            split.end,
        )
        file.shipped = shipped.get(path, "")
        file.save()
        here = [row for row in rows if path_of(paths[row.file_id], row.key) == path]
        _arrange(here, [entry.key for entry in split.entries])
        for row in here:
            _lift_history(apps, row, paths[row.file_id], path)
            _lift_entry(Entry.objects, row, paths[row.file_id], file)
    LibraryFile.objects.filter(pk__in=paths).delete()


def _said(file, rows):
    entries = tuple(
        library_files.Entry(row.key, row.text)
        for row in rows
        if row.file_id == file.pk and row.text
    )
    return library_files.File(file.head, entries, file.is_list, file.gap, file.gaps, file.end).text


def _arrange(rows, order):
    """What was deleted keeps its place among the others."""
    places = {key: number for number, key in enumerate(in_order([row.key for row in rows], order))}
    for row in rows:
        row.position = places[row.key]


def _lift_entry(rows, row, was, file):
    """Not saved as a whole, which would say that it was changed today."""
    names = ("text", "shipped", "incoming")
    texts = {name: entry_of(was, row.key, getattr(row, name)) for name in names}
    rows.filter(pk=row.pk).update(file=file, position=row.position, **texts)


def _lift_history(apps, row, was, path):
    for revision in apps.get_model("clauses", "Revision").objects.filter(entry=row.pk):
        before, after = (entry_of(was, row.key, t) for t in (revision.before, revision.after))
        moved = revision.moved and [[path, place[1]] for place in revision.moved]
        if (before, after, moved) != (revision.before, revision.after, revision.moved):
            revision.before, revision.after, revision.moved = before, after, moved
            revision.save()


class Migration(migrations.Migration):
    dependencies = [("clauses", "0009_moved")]

    operations = [migrations.RunPython(lift)]
    """No way back: the program of before finds no laws in the form of today. An older one has the backup."""
