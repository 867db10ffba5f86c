"""The next release before it is one: what changed, and what stands in its way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policygen.clauses import desk, draft, rehearsal, releases, states
from policygen.clauses.models import Entry, Rehearsal, Release
from policygen.engine import fixtures
from policygen.engine.library import LibraryError

LANGUAGES = [code for code, _name in settings.LANGUAGES]
"""Of the notes: those in which owners see their pages."""

Notes = releases.Notes
WHOLE = ""
"""The key of the note about the release as a whole."""


class NotReady(Exception):
    """The draft may not be released; the reasons are for the editor to read."""

    def __init__(self, reasons: list[str]):
        super().__init__("; ".join(reasons))
        self.reasons = reasons


@dataclass(frozen=True)
class Changed:
    """An entry that differs between two states. `before` or `after` is empty where it is new or gone."""

    path: str
    key: str
    before: str
    after: str
    entry: Entry | None = None
    approved: bool = True
    move: releases.Move | None = None

    @property
    def is_clause(self) -> bool:
        return self.path.startswith("clauses/")

    @property
    def status(self) -> str:
        if self.move and self.before == self.after:
            return "moved"
        return "changed" if self.before and self.after else "added" if self.after else "removed"

    @property
    def stood(self) -> str:
        return desk.place_words(self.move.was) if self.move else ""

    @property
    def stands(self) -> str:
        return desk.place_words(self.move.now) if self.move else ""

    @property
    def redlines(self) -> list[desk.Change]:
        """Of a clause, its texts per language as they read."""
        return desk.redlines(self.before, self.after) if self.is_clause else []

    @property
    def lines(self) -> list[desk.Line]:
        return desk.lines(self.before, self.after)


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[Changed]:
    """Every entry that is not the same in two states of the library's files."""
    paths = [path for path in {**after, **before} if before.get(path) != after.get(path)]
    old, new = (releases.texts({p: f[p] for p in paths if p in f}) for f in (before, after))
    moves = releases.moves(old, new)
    left = {(move.was[0], key) for (path, key), move in moves.items() if move.was[0] != path}
    return [
        _change(place, old, new, moves.get(place))
        for place in releases.differing(old, new)
        if place not in left
    ]


def _change(
    place: tuple[str, str], old: releases.Texts, new: releases.Texts, move: releases.Move | None
) -> Changed:
    path, key = place
    was = (move.was[0], key) if move else place
    return Changed(path, key, old.get(was, ""), new.get(place, ""), move=move)


@dataclass(frozen=True)
class Candidate:
    """`error`: why the draft does not hold together; empty where it does."""

    changes: list[Changed]
    state: str
    error: str = ""
    failures: list[fixtures.Failure] = field(default_factory=list)
    rehearsal: Rehearsal | None = None

    @property
    def unapproved(self) -> list[Changed]:
        return [change for change in self.changes if not change.approved]

    @property
    def clauses(self) -> list[Changed]:
        return [change for change in self.changes if change.is_clause]

    @property
    def rehearsed(self) -> bool:
        held = self.rehearsal
        return held is not None and self.up_to_date and rehearsal.finished(held)

    @property
    def up_to_date(self) -> bool:
        held = self.rehearsal
        return held is not None and (held.draft, held.release) == (
            self.state,
            states.newest_number(),
        )

    @property
    def reasons(self) -> list[str]:
        """Why it can't be released, but for the notes; empty where it can."""
        return list(self._reasons())

    def _reasons(self) -> Iterator[str]:
        if not self.changes:
            yield _("Nothing has changed since the last release.")
        if self.error:
            yield _("The draft does not hold together: %(error)s") % {"error": self.error}
        waiting = len(self.unapproved)
        if waiting:
            text = ngettext(
                "%(number)d change is not approved yet.",
                "%(number)d changes are not approved yet.",
                waiting,
            )
            yield text % {"number": waiting}
        if self.failures:
            text = ngettext(
                "%(number)d fixture fails.", "%(number)d fixtures fail.", len(self.failures)
            )
            yield text % {"number": len(self.failures)}
        yield from self._not_rehearsed()

    def _not_rehearsed(self) -> Iterator[str]:
        if self.rehearsal is None:
            yield _("It has not been rehearsed.")
        elif not self.up_to_date:
            yield _("The rehearsal is out of date: the draft has changed since. Rehearse again.")
        elif not rehearsal.finished(self.rehearsal):
            yield _("The rehearsal is not finished.")


def candidate() -> Candidate:
    """The draft as it stands. Compiles it once per state, which takes a second or two."""
    files = draft.files()
    state = states.state_of(files)
    changes = _with_entries(changed(releases.newest_files(), files)) if files else []
    try:
        failures, error = list(_failures(state)) if files else [], ""
    except LibraryError as problem:
        failures, error = [], str(problem)
    return Candidate(changes, state, error, failures, rehearsal.latest())


def _with_entries(changes: list[Changed]) -> list[Changed]:
    """With the rows of the draft; what the shipped library took out has none, and nothing to approve."""
    rows = Entry.objects.filter(key__in={change.key for change in changes})
    found = {
        releases.place(row): row
        for row in rows.select_related("file").prefetch_related("revisions")
    }
    waiting = {releases.place(row) for row in releases.unapproved(list(found.values()))}
    return [
        replace(change, entry=found.get(place), approved=place not in waiting)
        for change in changes
        for place in [(change.path, change.key)]
    ]


@lru_cache(maxsize=2)
def _failures(state: str) -> tuple[fixtures.Failure, ...]:
    return tuple(fixtures.run(states.library_in(state)))


def notes_missing(changes: list[Changed], notes: Notes) -> list[str]:
    """What is still to be written for shop owners: every clause, or one note about the whole."""
    if _complete(notes.get(WHOLE, {})):
        return []
    missing = [c.key for c in changes if c.is_clause and not _complete(notes.get(c.key, {}))]
    some = any(notes.get(WHOLE, {}).values())
    if missing or some or not any(change.is_clause for change in changes):
        keys = ", ".join(missing)
        return [
            _("Write a note in each language: about the release as a whole, or about: %(keys)s")
            % {"keys": keys}
            if keys
            else _("Write a note about the release as a whole, in each language.")
        ]
    return []


def _complete(note: Mapping[str, str]) -> bool:
    return all(note.get(language, "").strip() for language in LANGUAGES)


def release(notes: Notes, by: User | None) -> Release:
    """The draft becomes the next release. Raises NotReady; nothing is stored then."""
    with transaction.atomic():
        found = candidate()
        reasons = [*found.reasons, *notes_missing(found.changes, notes)]
        if reasons:
            raise NotReady(reasons)
        return releases.release(notes=notes, by=by)
