"""Four eyes: which of an entry's changes nobody has approved, and who may approve them.

No function here asks the database where an entry's revisions are prefetched.
"""

from itertools import takewhile

from django.contrib.auth.models import User

from policygen.draft.models import Entry, Revision
from policygen.engine.library.library_files import entry_text


class OwnChange(Exception):
    """Nobody approves what they wrote themselves."""


def waiting(entry: Entry) -> list[Revision]:
    """Its changes since one was approved, which approves all before it; the newest first."""
    return list(takewhile(lambda revision: revision.approved is None, entry.revisions.all()))


def is_approved(entry: Entry) -> bool:
    """Whether somebody has approved what a changed entry says now."""
    revisions = list(entry.revisions.all())
    return bool(revisions) and not waiting(entry) and accounts_for(revisions[0], entry)


def accounts_for(revision: Revision, entry: Entry) -> bool:
    """Not always so: before 2026-11-28 an upgrade changed entries without a revision."""
    return entry_text(revision.after) == entry.text


def wrote(user: User, entry: Entry, released: str) -> bool:
    """Whether they wrote the last change, or any other since one was approved: it goes out with the last.
    `released`: what the newest release says.
    """
    last = list(entry.revisions.all())[:1]
    found = (*last, *_since_released(waiting(entry), released))
    return any(revision.author_id == user.pk for revision in found)


def _since_released(found: list[Revision], released: str) -> list[Revision]:
    """Without what was undone: whoever brought back what is released has no part in what came after, or
    two people could never go on."""
    for number, revision in enumerate(found):
        stays = not any(older.moved for older in found[number:])
        if stays and entry_text(revision.after) == released:
            return found[:number]
    return found
