"""Releases are numbered and final; policies point to theirs."""

import pytest
from django.contrib.auth.models import User

from policygen.common.stored_once import PublishedIsFinal
from policygen.draft import approval, changes, draft, releases
from policygen.engine.library.model import LibraryError
from policygen.engine.loading.load import shipped_library
from policygen.releases.current import current_library
from policygen.releases.libraries import library_with
from policygen.releases.models import Release
from tests.library_draft import KEY, PATH, SHIPPED_FILES, entry, reworded


def test_it_works(ada: User) -> None:
    assert current_library() is shipped_library()
    row = entry(PATH, KEY)
    draft.save(row, reworded(row, "You can ask."), seen=0, by=ada)
    assert [change.key for change in changes.of_draft()] == [KEY]
    made = releases.release(notes={KEY: {"en": "Shorter.", "uk": "Коротше."}}, by=ada)
    assert (made.number, made.released_by) == (shipped_library().release + 1, ada)
    assert changes.of_draft() == []
    assert current_library().release == made.number
    assert library_with(shipped_library().release) is shipped_library()
    assert library_with(made.number) is current_library()


def test_a_release_never_changes(ada: User) -> None:
    made = releases.release(notes={}, by=ada)
    made.notes = {"": {"en": "Another."}}
    with pytest.raises(PublishedIsFinal):
        made.save()
    with pytest.raises(PublishedIsFinal):
        Release.objects.update(number=9)
    before = made.read()
    row = entry(PATH, KEY)
    draft.save(row, reworded(row, "Later."), seen=0, by=ada)
    assert Release.objects.get().read() == before


def test_a_broken_draft_is_no_release(ada: User) -> None:
    row = entry(PATH, KEY)
    draft.save(row, reworded(row, "{{ nonsense }}"), seen=0, by=ada)
    with pytest.raises(LibraryError, match="nonsense"):
        releases.release(notes={}, by=ada)
    assert not Release.objects.exists()


def test_rolling_back_is_a_new_release_equal_to_an_old_one(ada: User) -> None:
    first = releases.release(notes={}, by=ada)
    row = entry(PATH, KEY)
    draft.save(row, reworded(row, "A mistake."), seen=0, by=ada)
    draft.add(PATH, "rights-new", reworded(row, "New.").replace(KEY, "rights-new"), by=ada)
    second = releases.release(notes={}, by=ada)
    third = releases.bring_back(first.number, by=ada, notes={})
    assert (third.number, third.equal_to) == (second.number + 1, first.number)
    without_number = [{**r.read(), "release.yaml": ""} for r in (first, third)]
    assert without_number[0] == without_number[1] == {**SHIPPED_FILES, "release.yaml": ""}
    assert KEY in current_library().clauses_by_id
    assert "rights-new" not in current_library().clauses_by_id


def waiting() -> list[str]:
    return [change.key for change in changes.of_draft() if not change.approved]


def test_changes_wait_for_somebody_elses_approval(ada: User, rita: User) -> None:
    row = entry(PATH, KEY)
    draft.save(row, reworded(row, "You can ask."), seen=0, by=ada)
    assert waiting() == [KEY]
    changes.approve(entry(PATH, KEY), by=rita)
    assert waiting() == []
    row = entry(PATH, KEY)
    draft.save(row, reworded(row, "You may ask."), seen=row.revision, by=ada)
    assert waiting() == [KEY]
    with pytest.raises(approval.OwnChange):
        changes.approve(entry(PATH, KEY), by=ada)
