"""What the editors do with an entry: each action with its permission and its line in the audit log."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from policygen.desk import draft_view, redlines
from policygen.desk.entries.fields import MAX_REMARK, too_long
from policygen.desk.entries.forms import EntryForm
from policygen.desk.entries.new_forms import NewClauseForm, NewTextForm
from policygen.draft import approval, changes, draft
from policygen.draft.models import Entry, LibraryFile, Reading, Remark, Revision

SAVED = gettext_noop("Saved as change %(number)s.")
APPROVED = gettext_noop("Change %(number)s is approved.")
REMARKED = gettext_noop("Remark on change %(number)s.")
READ = gettext_noop("The languages say the same, as of change %(number)s.")
RESTORED = gettext_noop("Restored as change %(number)s.")
TAKEN = gettext_noop("The conflict is settled: the shipped text was taken.")
KEPT = gettext_noop("The conflict is settled: the own text was kept.")
DELETED = gettext_noop("Deleted from the draft as change %(number)s.")
MOVED = gettext_noop("Moved as change %(number)s.")
CHANGED_MEANWHILE = gettext_noop("It was changed meanwhile. Look at the newest change.")


def editor_of(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # noqa: S101 - the admin has let them in
    return request.user


def done(
    request: HttpRequest, entry: Entry, message: str, flag: int = CHANGE, saved: str = ""
) -> None:
    """Tell the editor, and write it into the audit log.

    `saved`: the name of the form that is stored by now; its browser can forget what it kept of it.
    """
    log(request, entry, message, flag)
    tags = f"desk-saved-{saved}" if saved else ""
    messages.success(request, _(message) % {"number": draft.last_number(entry)}, extra_tags=tags)


def log(request: HttpRequest, entry: Entry, message: str, flag: int = CHANGE) -> None:
    """Into the audit log, in English like all of the log."""
    said = message % {"number": draft.last_number(entry)}
    LogEntry.objects.log_actions(editor_of(request).pk, [entry], flag, said, single_object=True)


@dataclass(frozen=True)
class Overtaken:
    """Somebody saved first: who, why, and what both texts say."""

    entry: Entry
    revision: Revision | None
    lines: list[redlines.Line]


def save(request: HttpRequest, form: EntryForm) -> Overtaken | None:
    """Store a valid form's text; gives the other editor's state if it came first."""
    cleaned = form.cleaned_data
    by, comment = editor_of(request), cleaned["comment"]
    try:
        saved = draft.save(form.entry, form.result, seen=cleaned["seen"], by=by, comment=comment)
    except draft.Stale as stale:
        return overtaken(stale.entry, form.result)
    if saved.revision != cleaned["seen"]:
        done(request, saved, SAVED, saved=form.name)
    else:
        messages.info(request, _("Nothing was changed."), extra_tags=f"desk-saved-{form.name}")
    return None


def overtaken(current: Entry, ours: str) -> Overtaken:
    last = current.revisions.select_related("author").first()
    return Overtaken(current, last, redlines.lines(current.text, ours))


def add(request: HttpRequest, form: NewClauseForm | NewTextForm) -> Entry | None:
    """None where another editor has just made an entry of this name."""
    by, comment = editor_of(request), form.cleaned_data["comment"]
    try:
        entry = draft.add(form.entry.file.path, form.key, form.result, by=by, comment=comment)
    except (draft.Taken, IntegrityError):
        form.add_error(None, _("There is an entry of this name already."))
        return None
    done(request, entry, SAVED, ADDITION, saved=form.name)
    return entry


class Refused(Exception):
    """The draft would not hold together; rolls the change back."""

    def __init__(self, problems: list[str]):
        super().__init__("; ".join(problems))
        self.problems = problems


def delete(request: HttpRequest, entry: Entry, seen: int, comment: str) -> bool:
    def change() -> Entry:
        return draft.save(entry, "", seen=seen, by=editor_of(request), comment=comment)

    return _attempt(request, change, DELETED, DELETION)


def move(request: HttpRequest, entry: Entry, to: tuple[str, str], seen: int) -> bool:
    """`to`: the path of a file, and the entry there behind which it goes, or ""."""

    def change() -> Entry:
        return draft.move(entry, *to, seen=seen, by=editor_of(request))

    return _attempt(request, change, MOVED, CHANGE)


def _attempt(request: HttpRequest, change: Callable[[], Entry], message: str, flag: int) -> bool:
    """Make a change, unless somebody came first or the draft would not hold together any more."""
    try:
        with draft.alone():
            before = draft.files()
            changed = change()
            problems = draft_view.problems_since(before)
            if problems:
                raise Refused(problems)
    except Refused as refused:
        for problem in refused.problems:
            messages.error(request, problem)
    except draft.Stale:
        messages.error(request, _(CHANGED_MEANWHILE))
    except (draft.Taken, Entry.DoesNotExist, LibraryFile.DoesNotExist):
        messages.error(request, _("It can’t stand at that place. Choose another one."))
    else:
        done(request, changed, message, flag)
        return True
    return False


def approve(request: HttpRequest, entry: Entry, seen: int) -> None:
    """What was looked at, and nothing newer."""
    try:
        changes.approve(entry, by=editor_of(request), seen=seen)
    except draft.Stale:
        messages.error(request, _(CHANGED_MEANWHILE))
    except approval.OwnChange:
        messages.error(request, _("You wrote this change. Another person has to approve it."))
    except Revision.DoesNotExist:
        messages.error(request, _("There is no change to approve."))
    else:
        done(request, entry, APPROVED)


def remark(request: HttpRequest, entry: Entry, text: str) -> bool:
    """Whether it was sent."""
    last, said = entry.revisions.first(), text.replace("\r\n", "\n").strip()
    if last is None or not said:
        messages.error(request, _("Write something first."))
    elif len(said) > MAX_REMARK:
        messages.error(request, too_long(MAX_REMARK, len(said)))
    else:
        Remark.objects.create(revision=last, text=said, author=editor_of(request))
        done(request, entry, REMARKED)
        return True
    return False


def read(request: HttpRequest, entry: Entry, seen: int) -> None:
    """The languages say the same though one was changed later: what was looked at, and nothing newer."""
    if draft.last_number(entry) != seen:
        messages.error(request, _(CHANGED_MEANWHILE))
        return
    Reading.objects.create(entry=entry, change=seen, by=editor_of(request))
    done(request, entry, READ)


def restore(request: HttpRequest, entry: Entry, number: int, seen: int) -> None:
    """Make what the entry said after change `number` (0: before the first) its text again."""
    first = not number
    revision = entry.revisions.filter(number=number or 1).first()
    text = (revision.before if first else revision.after) if revision else ""
    if not text:
        messages.error(request, _("There is no such change."))
    elif _loads(request, entry, text):
        comment = _("As after change %(number)s") % {"number": number}
        _store(request, entry, text, seen, comment if number else _("As it was at first"))


def _store(request: HttpRequest, entry: Entry, text: str, seen: int, comment: str) -> None:
    try:
        draft.save(entry, text, seen=seen, by=editor_of(request), comment=comment)
    except draft.Stale:
        messages.error(request, _(CHANGED_MEANWHILE))
    else:
        done(request, entry, RESTORED)


def settle(request: HttpRequest, entry: Entry, take: bool, seen: int) -> None:
    if not entry.in_conflict or (take and not _loads(request, entry, entry.incoming)):
        return
    try:
        draft.settle(entry, take=take, seen=seen, by=editor_of(request))
    except draft.Stale:
        messages.error(request, _(CHANGED_MEANWHILE))
    else:
        done(request, entry, TAKEN if take else KEPT)


def _loads(request: HttpRequest, entry: Entry, text: str) -> bool:
    """Whether the library holds together with an older or newer text of the entry."""
    problems = draft_view.problems_with(entry, text)
    for problem in problems:
        messages.error(request, problem)
    return not problems


@dataclass(frozen=True)
class Past:
    """One change in the history."""

    revision: Revision
    lines: list[redlines.Line]

    @property
    def moved(self) -> list[str]:
        """Where it stood and where it stands since, for people; [] where it did not move."""
        return [redlines.place_words(place) for place in self.revision.moved or ()]


def history(entry: Entry) -> list[Past]:
    rows = entry.revisions.select_related("author", "approved_by").prefetch_related(
        "remarks__author"
    )
    return [Past(row, redlines.lines(row.before, row.after)) for row in rows]


def state_of(entry: Entry, past: list[Past], user: User) -> dict[str, Any]:
    change = next((one for one in changes.of_draft() if one.entry == entry), None)
    waits = change is not None and change.waits
    return {
        "changed": change is not None,
        "waiting": waits,
        "own_change": waits and change is not None and not change.waits_for(user),
        "last": past[0].revision if past else None,
    }
