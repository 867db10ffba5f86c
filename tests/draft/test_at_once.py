"""Two editors, or an editor and an upgrade, in the same moment: what one has looked at is so until it is
done, and nobody's change is lost."""

from collections.abc import Callable
from dataclasses import replace
from threading import Thread
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection

from policygen.desk.releasing import next_release
from policygen.draft import approval, changes, draft, merging
from policygen.draft.models import Entry, Revision
from policygen.engine.library import library_files
from policygen.releases.models import Release
from tests.library_draft import KEY, PATH, SHIPPED_FILES, entry, reworded, take_in

pytestmark = pytest.mark.django_db(transaction=True)
LONG_ENOUGH = 0.5
"""Seconds for the other one, who has no turn before this one is done."""


@pytest.fixture(autouse=True)
def editors() -> tuple[User, ...]:
    take_in()
    return tuple(User.objects.create_user(name) for name in ("ada", "rita"))


class Other:
    """Does something in a connection of its own while another thing goes on."""

    def __init__(self, act: Callable[[], Any]) -> None:
        self.failed: list[Exception] = []
        self._act = act
        self._thread = Thread(target=self._run)

    def _run(self) -> None:
        try:
            self._act()
        except Exception as error:
            self.failed.append(error)
        finally:
            connection.close()

    def begin(self) -> None:
        self._thread.start()
        self._thread.join(LONG_ENOUGH)

    def end(self) -> list[Exception]:
        self._thread.join()
        return self.failed


def first(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, act: Callable[[], None]) -> None:
    """`act` begins right before a function of the module is called for the first time."""
    real, begun = getattr(module, name), []

    def called(*args: Any, **kwargs: Any) -> Any:
        if not begun:
            begun.append(name)
            act()
        return real(*args, **kwargs)

    monkeypatch.setattr(module, name, called)


def say(text: str, by: User) -> Entry:
    row = entry(PATH, KEY)
    return draft.save(row, reworded(row, text), seen=row.revision, by=by)


@pytest.mark.long
def test_a_change_while_a_release_is_checked_waits_for_the_next_one(
    editors: tuple[User, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, rita = editors
    say("Looked at.", ada)
    changes.approve(entry(PATH, KEY), by=rita)
    # A rehearsal takes seconds, and is not what this is about.
    monkeypatch.setattr(next_release.Candidate, "_not_rehearsed", lambda self: iter(()))
    other = Other(lambda: say("Looked at by nobody.", ada))
    first(monkeypatch, next_release, "notes_missing", other.begin)
    next_release.release({"": {"en": "New", "uk": "Нове"}}, rita)
    assert other.end() == []
    released = Release.objects.get().read()[PATH]
    assert "Looked at.\n" in released and "by nobody" not in released
    [change] = changes.of_draft()
    assert "by nobody" in change.after and not change.approved


def test_what_is_approved_was_looked_at(
    editors: tuple[User, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    ada, rita = editors
    seen = draft.last_number(say("Looked at.", ada))
    other = Other(lambda: say("Looked at by nobody.", ada))
    first(monkeypatch, approval, "wrote", other.begin)
    changes.approve(entry(PATH, KEY), by=rita, seen=seen)
    assert other.end() == []
    assert list(Revision.objects.values_list("number", "approved_by__username")) == [
        (2, None),
        (1, "rita"),
    ]
    with pytest.raises(draft.Stale):
        changes.approve(entry(PATH, KEY), by=rita, seen=seen)


def test_an_upgrade_writes_over_nobody(
    editors: tuple[User, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ada saves while the edition is being taken in: she is told, or her text is in conflict with it."""
    ada, _rita = editors
    row = entry(PATH, KEY)
    theirs = reworded(row, "From the edition.")
    file = library_files.split(SHIPPED_FILES[PATH])
    entries = tuple(
        library_files.Entry(e.key, theirs if e.key == KEY else e.text) for e in file.entries
    )
    newer = replace(file, entries=entries).text
    mine = reworded(row, "From Ada.")
    other = Other(lambda: draft.save(row, mine, seen=row.revision, by=ada))
    first(monkeypatch, merging.Merging, "_find", other.begin)
    merging.merge({**SHIPPED_FILES, PATH: newer})
    [failed] = other.end()
    assert isinstance(failed, draft.Stale)
    assert entry(PATH, KEY).text == theirs


def test_two_move_in_opposite_directions(
    editors: tuple[User, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each renumbers the entries of both files."""
    ada, rita = editors
    there, back = entry(PATH, KEY), entry("clauses/contact.yaml", "contact-plain")
    other = Other(
        lambda: draft.move(back, PATH, "", seen=back.revision, by=rita),
    )
    first(monkeypatch, draft, "arrange", other.begin)
    draft.move(there, back.file.path, "", seen=there.revision, by=ada)
    assert other.end() == []
    for path in (PATH, "clauses/contact.yaml"):
        rows = Entry.objects.filter(file__path=path).order_by("position", "pk")
        assert [row.position for row in rows] == list(range(len(rows)))
