"""Whatever was done to the draft, and in whatever order: the next step is possible.

What is called changed is what a release changes, somebody else can approve each change, and then the
draft can be released.
"""

import os
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from policygen.draft import approval, changes, draft, merging, releases
from policygen.draft.models import Entry
from policygen.engine.library import library_files
from policygen.engine.library.file_changes import NUMBER, texts
from policygen.releases.models import Release
from tests.library_draft import SHIPPED_FILES, entry

CLAUSES = ("clauses/rights.yaml", "clauses/contact.yaml")
OTHERS = (
    *("tools/crm.yaml", "findings.yaml", "retention.yaml", "promises.yaml"),
    *("laws/uk.yaml", "vocabulary/links_out.yaml", "vocabulary/data.yaml"),
)
FILES = (*CLAUSES, *OTHERS)
"""Of every kind that editors can add to: lists, lists inside a mapping, mappings; with blank lines between
their entries, without, and with some."""
paths = some.sampled_from(FILES)
numbers = some.integers(0, 30)


def reworded(entry: Any, how: int) -> str:
    """The same entry with other words in it: nothing else hangs on them."""
    data = dict(entry.data)
    field = next(name for name in WORDS if name in data)
    data[field] = f"Name {how}" if field == "name" else {"en": f"Words {how}", "uk": f"Слова {how}"}
    return library_files.dump_entry(data, entry.key if is_word(entry) else None)


WORDS = ("text", "message", "records", "asks", "label", "name")
"""Of an entry, what people read."""


def is_word(entry: Any) -> bool:
    return not {"id", "slug"} & set(entry.data)


def copied(entry: Any, key: str) -> str:
    """The text of an entry as that of another one."""
    if is_word(entry):
        return library_files.dump_entry(entry.data, key)
    name = "id" if "id" in entry.data else "slug"
    return library_files.dump_entry({**entry.data, name: key}, None)


class Draft(RuleBasedStateMachine):
    """Ada and Aron write, Rita reviews, and new editions of the shipped library come."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = transaction.atomic()
        self._whole.__enter__()
        self.ada, self.aron, self.rita = (
            User.objects.create_user(name) for name in ("ada", "aron", "rita")
        )
        self.shipped = dict(SHIPPED_FILES)
        self.made = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._whole.__exit__(None, None, None)

    @initialize()
    def an_own_release(self) -> None:
        releases.release(notes={}, by=self.ada)

    # -- what editors do -----------------------------------------------------------------------------

    def _row(self, path: str, number: int, *, deleted: bool = False) -> Entry | None:
        rows = Entry.objects.select_related("file").filter(file__path=path)
        found = list(rows.filter(text="") if deleted else rows.exclude(text=""))
        return found[number % len(found)] if found else None

    def _by(self, number: int) -> User:
        return (self.ada, self.aron)[number % 2]

    @rule(path=paths, number=numbers, how=numbers)
    def edit(self, path: str, number: int, how: int) -> None:
        row = self._row(path, number)
        if row:
            draft.save(row, reworded(row, how), seen=row.revision, by=self._by(how))

    @rule(path=paths, number=numbers, behind=some.none() | numbers)
    def add(self, path: str, number: int, behind: int | None) -> None:
        """At the end, as on the desk, or at any other place."""
        like, after = self._row(path, number), None if behind is None else self._row(path, behind)
        self.made += 1
        if like:
            key, hand = f"made_{self.made}", draft.Hand(self._by(number))
            draft.insert(path, key, copied(like, key), hand, after.key if after else None)

    @rule(path=paths, number=numbers, behind=some.none() | numbers, other=some.booleans())
    def move(self, path: str, number: int, behind: int | None, other: bool) -> None:
        row = self._row(path, number)
        to = dict(zip(CLAUSES, CLAUSES[::-1], strict=True)).get(path, path) if other else path
        after = None if behind is None else self._row(to, behind)
        leaves_one = Entry.objects.filter(file__path=path).exclude(text="").count() > 1
        if row and leaves_one and (after is None or after.pk != row.pk):
            place = after.key if after else ""
            draft.move(row, to, place, seen=row.revision, by=self._by(number))

    @rule(path=some.sampled_from(OTHERS), number=numbers)
    def delete(self, path: str, number: int) -> None:
        """What no other entry names, because it was made here."""
        row = self._row(path, number)
        if row and row.key.startswith(("made", "shipped")):
            draft.save(row, "", seen=row.revision, by=self._by(number))

    @rule(path=paths, number=numbers, deleted=some.booleans(), first=some.booleans())
    def restore(self, path: str, number: int, deleted: bool, first: bool) -> None:
        row = self._row(path, number, deleted=deleted)
        revision = row.revisions.all()[:1] if row else []
        for last in revision:
            text = last.before if first else last.after
            if text:
                draft.save(row, text, seen=row.revision, by=self._by(number))

    # -- what else happens to the draft ---------------------------------------------------------------

    def _merge(self) -> None:
        number = merging.number_of(self.shipped) + 1
        head = library_files.split(self.shipped["release.yaml"])
        self.shipped["release.yaml"] = head.with_entry("release", number).text
        merging.merge(self.shipped)

    def _ship(self, path: str, entries: list[library_files.Entry], head: str = "") -> None:
        file = library_files.split(self.shipped[path])
        self.shipped[path] = replace(file, head=head or file.head, entries=tuple(entries)).text

    @rule(path=paths, number=numbers, what=some.sampled_from(["words", "new", "gone", "order"]))
    def upgrade(self, path: str, number: int, what: str) -> None:
        entries = list(library_files.split(self.shipped[path]).entries)
        one = entries[number % len(entries)]
        if what == "words":
            entries[number % len(entries)] = library_files.Entry(
                one.key, reworded(one, 100 + number)
            )
        elif what == "new":
            self.made += 1
            key = f"shipped_{self.made}"
            entries.insert(number % len(entries), library_files.Entry(key, copied(one, key)))
        elif what == "gone":
            entries = [e for e in entries if not e.key.startswith("shipped")]
        else:
            entries.insert(0, entries.pop())
        self._ship(path, entries)
        self._merge()

    @rule(number=numbers)
    def upgrade_moves_a_clause_to_another_section(self, number: int) -> None:
        here, there = (list(library_files.split(self.shipped[path]).entries) for path in CLAUSES)
        if len(here) > 1:
            there.insert(number % (len(there) + 1), here.pop(number % len(here)))
            self._ship(CLAUSES[0], here)
            self._ship(CLAUSES[1], there)
            self._merge()

    @rule(path=some.sampled_from(OTHERS), number=numbers)
    def upgrade_says_something_else_at_the_top(self, path: str, number: int) -> None:
        entries = list(library_files.split(self.shipped[path]).entries)
        head = library_files.split(self.shipped[path]).head
        self._ship(path, entries, f"# Heading {number}.\n\n{head}")
        self._merge()

    @precondition(lambda self: Entry.objects.exclude(incoming="").exists())
    @rule(take=some.booleans())
    def settle(self, take: bool) -> None:
        row = Entry.objects.exclude(incoming="")[0]
        draft.settle(row, take=take, seen=row.revision, by=self.ada)

    @rule()
    def import_what_was_exported(self) -> None:
        before = draft.files()
        said = changes.draft_texts()
        merging.merge(before)
        assert draft.files() == before
        assert changes.draft_texts() == said
        merging.merge(self.shipped)

    @rule(number=numbers)
    def bring_back(self, number: int) -> None:
        kept = {
            (c.path, c.key, c.after)
            for c in releases.roll_back(self._older(number)).kept
            if c.status == "changed"
        }
        made = releases.bring_back(self._older(number), by=self.rita, notes={})
        old = Release.objects.get(number=made.equal_to).read()
        assert texts(made.read()) | {NUMBER: ""} == texts(old) | {NUMBER: ""}
        now = {(c.path, c.key, c.after) for c in changes.of_draft()}
        assert kept <= now

    def _older(self, number: int) -> int:
        numbers = list(Release.objects.values_list("number", flat=True))
        return numbers[number % len(numbers)]

    @rule()
    def approve_what_editions_brought(self) -> None:
        for number, brought in changes.by_editions(changes.of_draft()).items():
            assert changes.approve_edition(number, upto=brought.upto, by=self.rita)
        assert {changes.by_edition(change) for change in changes.of_draft()} <= {None}

    @rule()
    def approve_and_release(self) -> None:
        for change in changes.of_draft():
            if not change.approved:
                changes.approve(change.entry, by=self.rita)
        assert [change for change in changes.of_draft() if not change.approved] == []
        made = releases.release(notes={}, by=self.rita)
        assert changes.of_draft() == []
        assert texts(made.read()) | {NUMBER: ""} == texts(draft.files()) | {NUMBER: ""}

    # -- what holds after each step --------------------------------------------------------------------

    @invariant()
    def what_is_called_changed_is_what_a_release_would_change(self) -> None:
        found = changes.of_draft()
        before, after = changes.newest_texts(), texts(draft.files())
        moved = {(c.path, c.key): c.move for c in found if c.move}
        went = {(move.was[0], key) for (_path, key), move in moved.items()}
        different = {
            place
            for place in {**before, **after}
            if before.get(place, "") != after.get(place, "") and place != NUMBER
        }
        named = {(c.path, c.key) for c in found}
        assert different - went <= named
        assert named - set(moved) <= different
        for path in FILES:
            stayed = [
                [key for at, key in order if at == path and (at, key) not in {*moved, *went}]
                for order in ([p for p in before if p in after], [p for p in after if p in before])
            ]
            assert stayed[0] == stayed[1]

    @invariant()
    def every_change_is_somebodys(self) -> None:
        """And of an entry: only the head of a file, which no editor changes, has none."""
        for change in changes.of_draft():
            assert change.key == "" or change.entry is not None
            assert change.key == "" or change.entry.revisions.exists()

    @invariant()
    def what_is_exported_is_what_is_there(self) -> None:
        """Byte for byte, and entry for entry."""
        files = draft.files()
        said = texts(files)
        assert {place: text for place, text in changes.draft_texts().items() if text} == {
            place: text for place, text in said.items() if text
        }
        for text in map(files.get, FILES):
            assert text is None or library_files.split(text).text == text


@pytest.mark.long
@pytest.mark.usefixtures("shipped_draft", "db")
def test_the_second_step_holds() -> None:
    """`make test-all` looks further, and `make fuzz` further still."""
    least = 8 if os.environ.get("POLICYGEN_TESTS") == "all" else 3
    examples = max(least, settings.default.max_examples // 100)
    run_state_machine_as_test(
        Draft, settings=settings(max_examples=examples, stateful_step_count=12, deadline=None)
    )


# -- each step by itself, as it was found broken -------------------------------------------------------


def approved(*, by: User) -> None:
    for change in changes.of_draft():
        if not change.approved:
            changes.approve(change.entry, by=by)


@pytest.mark.long
def test_a_new_service_is_released(ada: User, rita: User) -> None:
    """The blank line in front of it was taken for a change of the service before."""
    path = "tools/payments.yaml"
    last = Entry.objects.filter(file__path=path).last()
    draft.add(path, "ours", copied(last, "ours"), by=ada)
    assert [(c.path, c.key, c.status) for c in changes.of_draft()] == [(path, "ours", "added")]
    approved(by=rita)
    assert releases.release(notes={}, by=rita).read()[path] == draft.files()[path]
    assert changes.of_draft() == []
    draft.save(Entry.objects.get(key="ours"), "", seen=1, by=ada)
    assert [(c.key, c.status) for c in changes.of_draft()] == [("ours", "removed")]


def upgrade(change: Any) -> dict[str, str]:
    """The shipped files as edition 7, with one file changed."""
    number = library_files.split(SHIPPED_FILES["release.yaml"]).with_entry("release", 7).text
    return {**SHIPPED_FILES, "release.yaml": number, **change}


def test_an_upgrade_after_an_own_release_is_approved_in_one_step(ada: User, rita: User) -> None:
    """Its changes had no revision, and what has none can't be approved."""
    releases.release(notes={}, by=ada)
    path, touched = "clauses/rights.yaml", entry("clauses/rights.yaml", "rights-free")
    file = library_files.split(SHIPPED_FILES[path])
    newer = replace(
        file,
        entries=tuple(replace(e, text=reworded(e, 1)) for e in file.entries),
    )
    draft.save(touched, reworded(touched, 2), seen=0, by=ada)
    merged = merging.merge(upgrade({path: newer.text}))
    assert merged.conflicts == ["rights-free"]
    changed = {c.key: changes.by_edition(c) for c in changes.of_draft()}
    assert changed == {e.key: None if e.key == "rights-free" else 7 for e in file.entries}
    brought = changes.by_editions(changes.of_draft())[7]
    done = changes.approve_edition(7, upto=brought.upto, by=rita)
    assert {row.key for row in done} == set(changed) - {"rights-free"}
    assert [c.key for c in changes.of_draft() if not c.approved] == ["rights-free"]
    last = entry(path, "rights-general").revisions.get()
    assert (last.edition, last.author, last.approved_by) == (7, None, rita)


def test_what_comes_while_somebody_looks_is_not_decided_with_it(ada: User, rita: User) -> None:
    """A second upgrade of the same number: neither approved unseen, nor taken by who settles a conflict."""
    releases.release(notes={}, by=ada)
    path, ours = "clauses/rights.yaml", entry("clauses/rights.yaml", "rights-free")
    draft.save(ours, reworded(ours, 1), seen=0, by=ada)

    def comes(how: int) -> None:
        file = library_files.split(SHIPPED_FILES[path])
        entries = tuple(replace(e, text=reworded(e, how)) for e in file.entries)
        merging.merge(upgrade({path: replace(file, entries=entries).text}))

    comes(2)
    looked_at = changes.by_editions(changes.of_draft())[7]
    seen = entry(path, ours.key).revision
    comes(3)
    assert changes.approve_edition(7, upto=looked_at.upto, by=rita) == []
    with pytest.raises(draft.Stale):
        draft.settle(ours, take=True, seen=seen, by=ada)
    assert entry(path, ours.key).text == reworded(ours, 1)


def test_what_an_old_upgrade_changed_without_a_revision_can_be_approved(
    ada: User, rita: User
) -> None:
    """As databases from before have it: after an approved change, and with no change at all."""
    releases.release(notes={}, by=ada)
    one, two = (entry("clauses/rights.yaml", key) for key in ("rights-free", "rights-general"))
    draft.save(one, reworded(one, 1), seen=0, by=ada)
    changes.approve(one, by=rita)
    for row in (one, two):
        Entry.objects.filter(pk=row.pk).update(text=reworded(row, 2))
    assert {c.key: c.approved for c in changes.of_draft()} == {one.key: False, two.key: False}
    approved(by=rita)
    assert {c.key: c.approved for c in changes.of_draft()} == {one.key: True, two.key: True}
    assert [(r.number, r.before, r.after) for r in two.revisions.all()] == [
        (1, two.text, reworded(two, 2))
    ]


def test_of_two_that_changed_places_the_one_that_was_moved_waits(ada: User, rita: User) -> None:
    """No file can tell which of them it was; the history can."""
    for number in (0, 1):
        first, second = Entry.objects.filter(file__path="clauses/links.yaml")
        row, to = (first, second.key) if number else (second, "")
        draft.move(row, "clauses/links.yaml", to, seen=row.revision, by=ada)
        (change,) = changes.of_draft()
        assert (change.key, change.status, change.approved) == (row.key, "moved", False)
        approved(by=rita)
        releases.release(notes={}, by=rita)


@pytest.mark.long
def test_the_head_of_a_file_is_released_with_it(ada: User) -> None:
    """Nobody edits it here, so nobody has to approve it; but it is a change."""
    releases.release(notes={}, by=ada)
    path = "retention.yaml"
    text = SHIPPED_FILES[path].replace("words:\n", "# Said beside a period.\nwords:\n", 1)
    merging.merge(upgrade({path: text}))
    (change,) = changes.of_draft()
    assert (change.path, change.key, change.entry, change.approved) == (path, "", None, True)
    assert releases.release(notes={}, by=ada).read()[path] == text


def test_bringing_a_release_back_leaves_what_others_are_writing(ada: User, rita: User) -> None:
    first = releases.release(notes={}, by=ada)
    mistake, half = (entry("clauses/rights.yaml", k) for k in ("rights-free", "rights-general"))
    draft.save(mistake, reworded(mistake, 1), seen=0, by=ada)
    releases.release(notes={}, by=ada)
    draft.save(mistake, reworded(mistake, 2), seen=1, by=ada)
    draft.save(half, reworded(half, 3), seen=0, by=ada)
    found = releases.roll_back(first.number)
    assert [[c.key for c in some_] for some_ in (found.undone, found.lost, found.kept)] == [
        ["rights-free"],
        ["rights-free"],
        ["rights-general"],
    ]
    made = releases.bring_back(first.number, by=rita, notes={})
    assert made.read() == {**first.read(), "release.yaml": made.read()["release.yaml"]}
    (change,) = changes.of_draft()
    assert (change.key, change.after, change.approved) == (half.key, reworded(half, 3), False)
    said = [r.after for r in entry("clauses/rights.yaml", "rights-free").revisions.all()]
    assert said == [mistake.text, reworded(mistake, 2), reworded(mistake, 1)]


def test_two_people_can_go_on_after_one_of_them_undid_something(ada: User, rita: User) -> None:
    """Who has only brought back what is released has no part in the next change of it."""
    row = entry("clauses/rights.yaml", "rights-free")
    say = partial(saying, row)
    first = releases.release(notes={}, by=ada)
    for text, by in ((reworded(row, 1), ada), (row.text, rita), (reworded(row, 2), ada)):
        say(text, by)
    with pytest.raises(approval.OwnChange):
        changes.approve(row, by=ada)
    changes.approve(row, by=rita)
    releases.release(notes={}, by=rita)
    releases.bring_back(first.number, by=rita, notes={})
    say(reworded(row, 3), ada)
    changes.approve(row, by=rita)


def test_what_was_not_undone_is_still_ones_own(ada: User, rita: User) -> None:
    """Rita’s words are in what Ada saved after her, and so is Rita’s place."""
    row = entry("clauses/rights.yaml", "rights-free")
    saying(row, reworded(row, 1), rita)
    saying(row, reworded(row, 2), ada)
    with pytest.raises(approval.OwnChange):
        changes.approve(row, by=rita)
    saying(row, row.text, ada)
    draft.move(row, row.file.path, "", seen=3, by=rita)
    saying(row, reworded(row, 1), ada)
    saying(row, row.text, ada)
    saying(row, reworded(row, 2), ada)
    with pytest.raises(approval.OwnChange):
        changes.approve(row, by=rita)


def saying(row: Entry, text: str, by: User) -> None:
    draft.save(row, text, seen=entry(row.file.path, row.key).revision, by=by)
