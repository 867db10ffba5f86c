"""The next release before it is one: what changed, and what stands in its way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policygen.desk import errors
from policygen.desk.entries.in_use import Uses, uses_of
from policygen.draft import changes, draft, releases
from policygen.draft.changes import Change, OfEdition
from policygen.draft.models import Entry
from policygen.engine.library.model import LibraryError
from policygen.engine.policy import fixtures
from policygen.rehearsals import rehearsal, results, states
from policygen.rehearsals.models import Rehearsal
from policygen.releases.libraries import library_of, newest_number, remembered
from policygen.releases.models import Release

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
class Candidate:
    """`error`: why the draft does not hold together; empty where it does."""

    changes: list[Change]
    state: str
    error: str = ""
    failures: list[fixtures.Failure] = field(default_factory=list)
    rehearsal: Rehearsal | None = None
    conflicts: list[str] = field(default_factory=list)
    """The names of entries that both an editor and the shipped library have changed."""

    @property
    def editions(self) -> dict[int, OfEdition]:
        """Number of an edition → what of it can be approved in one step."""
        return changes.by_editions(self.changes)

    @property
    def unapproved(self) -> list[Change]:
        return [change for change in self.changes if change.waits]

    @property
    def clauses(self) -> list[Change]:
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
            newest_number(),
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
        yield from self._in_conflict()
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

    def _in_conflict(self) -> Iterator[str]:
        if self.conflicts:
            text = ngettext(
                "%(number)d entry is in conflict with the shipped library: %(keys)s.",
                "%(number)d entries are in conflict with the shipped library: %(keys)s.",
                len(self.conflicts),
            )
            yield text % {"number": len(self.conflicts), "keys": ", ".join(self.conflicts)}

    def _not_rehearsed(self) -> Iterator[str]:
        if self.rehearsal is None:
            yield _("It has not been rehearsed.")
        elif not self.up_to_date:
            yield _("The rehearsal is out of date: the draft has changed since. Rehearse again.")
        elif not rehearsal.finished(self.rehearsal):
            yield _("The rehearsal is not finished.")
        elif closed := {s for p in results.closed_pages(self.rehearsal) for s in p.screens}:
            text = ngettext(
                "With the draft, %(number)d page of the wizard does not open; the rehearsal says which.",
                "With the draft, %(number)d pages of the wizard do not open; the rehearsal says which.",
                len(closed),
            )
            yield text % {"number": len(closed)}


@dataclass(frozen=True)
class Lost:
    """An entry that goes with the next release, though shops use it."""

    key: str
    path: str
    uses: Uses


def lost(changes: list[Change]) -> list[Lost]:
    """Nothing stands in the way of it, but who releases has to know. Three queries per deleted entry."""
    gone = [change for change in changes if change.status == "removed"]
    found = ((c, uses_of(c.path, c.key)) for c in gone)
    return [Lost(change.key, change.path, uses) for change, uses in found if uses]


def candidate() -> Candidate:
    """The draft as it stands. Compiles it once per state, which takes a second or two."""
    files = draft.files()
    state = states.state_of(files)
    found = changes.of_draft()
    try:
        errors.refuse(files, timezone.localdate())
        failures, error = list(_failures(state)) if files else [], ""
    except LibraryError as problem:
        failures, error = [], str(problem)
    return Candidate(found, state, error, failures, rehearsal.latest(), _conflicts())


def _conflicts() -> list[str]:
    return list(Entry.objects.exclude(incoming="").values_list("key", flat=True))


@remembered(2)
def _failures(state: str) -> tuple[fixtures.Failure, ...]:
    return tuple(fixtures.run(states.library_in(state)))


def notes_missing(changes: list[Change], notes: Notes) -> list[str]:
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


def not_opening(number: int) -> list[str]:
    """Why an older release can't be brought back: it may be from before its words were checked. Raises
    LibraryError."""
    return [
        _("With release %(number)d these pages of the wizard do not open: %(pages)s (%(reason)s).")
        % {"number": number, "pages": ", ".join(closed.titles), "reason": closed.reason}
        for closed in results.closed_by(library_of(number))
    ]


def release(notes: Notes, by: User | None) -> Release:
    """The draft becomes the next release. Raises NotReady; nothing is stored then."""
    with draft.alone():
        found = candidate()
        reasons = [*found.reasons, *notes_missing(found.changes, notes)]
        if reasons:
            raise NotReady(reasons)
        return releases.release(notes=notes, by=by)
