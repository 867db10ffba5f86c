"""The library in the database: in and out without a changed byte, and no editor's work overwritten."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from policygen.draft import draft, merging
from policygen.draft.models import Edition, Entry, LibraryFile, Revision
from policygen.engine.library.library_files import read_files
from policygen.engine.library.model import SHIPPED
from policygen.engine.loading.load import shipped_library
from policygen.releases.libraries import compiled
from tests.library_draft import KEY, PATH, SHIPPED_FILES, entry, reworded, take_in, without


def rows(model: Any) -> list[Any]:
    """All that is stored, but for the days and the numbers of the rows."""
    left_out = {"id", "file_id", "updated", "taken"}
    return [
        {name: value for name, value in row.items() if name not in left_out}
        for row in model.objects.order_by("pk").values()
    ]


def stored() -> list[Any]:
    places = list(Entry.objects.values_list("file__path", "key"))
    return [places, *(rows(model) for model in (LibraryFile, Entry, Edition))]


def test_the_draft_of_these_tests_is_a_merged_one(db: None) -> None:
    merging.merge(SHIPPED_FILES)
    merged = stored()
    assert all(merged)
    for _once_merged_then_copied in range(2):
        Edition.objects.all().delete()
        LibraryFile.objects.all().delete()
        take_in()
        assert stored() == merged


def test_it_works(ada: User) -> None:
    assert draft.files() == SHIPPED_FILES
    library = compiled(draft.files())
    assert [(c.id, c.when) for c in library.clauses] == [
        (c.id, c.when) for c in shipped_library().clauses
    ]
    assert library.tools == shipped_library().tools


def test_what_was_read_once_is_forgotten_with_a_change(ada: User) -> None:
    row = entry(PATH, KEY)
    ours = reworded(row, "Write to us.")
    with draft.read_once():
        assert draft.files() == draft.files() == SHIPPED_FILES
        with pytest.raises(ZeroDivisionError), draft.alone():
            draft.save(row, ours, seen=row.revision, by=ada)
            assert "Write to us." in draft.files()[PATH]
            raise ZeroDivisionError
        assert draft.files() == SHIPPED_FILES
        saved = draft.save(entry(PATH, KEY), ours, seen=row.revision, by=ada)
        assert "Write to us." in draft.files()[PATH]
        Entry.objects.filter(pk=saved.pk).update(text=row.text)
        with draft.alone():
            assert draft.files() == SHIPPED_FILES


def test_export_import_export_is_identical(ada: User, tmp_path: Path) -> None:
    call_command("library", "export", str(tmp_path / "first"))
    Entry.objects.all().delete()
    call_command("library", "import", str(tmp_path / "first"))
    call_command("library", "export", str(tmp_path / "second"))
    assert read_files(tmp_path / "first") == read_files(tmp_path / "second") == SHIPPED_FILES


def test_an_export_that_can_not_be_written_is_one_clear_line(ada: User, tmp_path: Path) -> None:
    taken = tmp_path / "clauses"
    taken.write_text("a file, not a folder")
    with pytest.raises(CommandError, match=f"Nothing was written. {taken}: File exists"):
        call_command("library", "export", str(tmp_path))
    assert list(tmp_path.iterdir()) == [taken]


def test_importing_again_changes_nothing(ada: User) -> None:
    before = list(Entry.objects.values())
    merged = merging.merge(SHIPPED_FILES)
    assert vars(merged) == {"added": [], "updated": [], "conflicts": [], "removed": [], "kept": []}
    assert list(Entry.objects.values()) == before


def test_what_nobody_edited_follows_the_shipped_edition(ada: User) -> None:
    row = entry(PATH, KEY)
    newer = reworded(row, "Newer.")
    merged = merging.merge({**SHIPPED_FILES, PATH: SHIPPED_FILES[PATH].replace(row.text, newer)})
    assert merged.updated == [KEY]
    assert entry(PATH, KEY).text == entry(PATH, KEY).shipped == newer


def test_what_was_edited_is_kept_and_both_sides_are_shown(ada: User) -> None:
    row = entry(PATH, KEY)
    shipped, ours, theirs = row.text, reworded(row, "Ours."), reworded(row, "Theirs.")
    draft.save(row, ours, seen=row.revision, by=ada)
    assert merging.merge(SHIPPED_FILES).kept == [KEY]
    newer = {**SHIPPED_FILES, PATH: SHIPPED_FILES[PATH].replace(shipped, theirs)}
    assert merging.merge(newer).conflicts == [KEY]
    row = entry(PATH, KEY)
    assert (row.shipped, row.text, row.incoming) == (shipped, ours, theirs)
    assert draft.files()[PATH] == SHIPPED_FILES[PATH].replace(shipped, ours)


@pytest.mark.parametrize("take", [True, False])
def test_a_conflict_ends_by_choosing(ada: User, take: bool) -> None:
    row = entry(PATH, KEY)
    ours, theirs = reworded(row, "Ours."), reworded(row, "Theirs.")
    draft.save(row, ours, seen=row.revision, by=ada)
    merging.merge({**SHIPPED_FILES, PATH: SHIPPED_FILES[PATH].replace(row.text, theirs)})
    row = entry(PATH, KEY)
    draft.settle(row, take=take, seen=row.revision, by=ada)
    row = entry(PATH, KEY)
    assert (row.text, row.shipped, row.incoming) == (theirs if take else ours, theirs, "")
    assert row.edited is not take


def test_what_the_shipped_edition_dropped_goes_unless_it_was_edited(ada: User) -> None:
    first, second = (entry(PATH, key) for key in (KEY, "rights-free"))
    ours = reworded(second, "Ours.")
    draft.save(second, ours, seen=second.revision, by=ada)
    shorter = without(PATH, first.key, second.key)
    merged = merging.merge({**SHIPPED_FILES, PATH: shorter})
    assert merged.removed == [KEY]
    assert merged.kept == ["rights-free"]
    assert entry(PATH, "rights-free").text == ours


def test_every_change_is_remembered(ada: User, rita: User) -> None:
    row = entry(PATH, KEY)
    shipped = row.text
    draft.save(row, reworded(row, "One."), seen=0, by=ada, comment="plainer")
    row = entry(PATH, KEY)
    draft.save(row, shipped, seen=1, by=rita)
    found = [(r.number, r.before, r.after, r.author, r.comment) for r in row.revisions.all()]
    one = reworded(row, "One.")
    assert found == [(2, one, shipped, rita, ""), (1, shipped, one, ada, "plainer")]
    assert not entry(PATH, KEY).edited


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(ada: User, rita: User) -> None:
    row = entry(PATH, KEY)
    draft.save(row, reworded(row, "Ada’s."), seen=row.revision, by=ada)
    with pytest.raises(draft.Stale) as told:
        draft.save(row, reworded(row, "Rita’s."), seen=row.revision, by=rita)
    assert told.value.entry.text == reworded(row, "Ada’s.")
    assert entry(PATH, KEY).text == reworded(row, "Ada’s.")
    assert Revision.objects.count() == 1


def test_a_broken_folder_is_refused_whole(ada: User, tmp_path: Path) -> None:
    call_command("library", "export", str(tmp_path))
    broken = tmp_path / "clauses" / "contact.yaml"
    broken.write_text(
        broken.read_text("utf-8").replace("{{ shop.email }}", "{{ shop.mail }}", 1), "utf-8"
    )
    with pytest.raises(
        CommandError, match=r"^Nothing was imported\.\n.*contact-reply, text\.en: .*shop\.mail"
    ):
        call_command("library", "import", str(tmp_path))
    with pytest.raises(CommandError, match=r"holds no \.yaml files"):
        call_command("library", "import", str(tmp_path / "nothing"))
    assert draft.files() == SHIPPED_FILES


def test_the_shipped_files_are_the_default(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("library", "import")
    assert draft.files() == read_files(SHIPPED)
    assert "conflicts: 0" in capsys.readouterr().out


def test_what_was_merged_is_known_without_merging_again(ada: User) -> None:
    assert merging.follows(SHIPPED_FILES)
    row = entry(PATH, KEY)
    theirs = reworded(row, "Theirs.")
    newer = {**SHIPPED_FILES, PATH: SHIPPED_FILES[PATH].replace(row.text, theirs)}
    assert not merging.follows(newer)
    draft.save(row, reworded(row, "Ours."), seen=row.revision, by=ada)
    assert merging.follows(SHIPPED_FILES)
    merging.merge(newer)
    assert merging.follows(newer)
