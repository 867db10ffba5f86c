"""What the desk shows of the draft: its library, what changed, and what is marked."""

import datetime
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

import yaml
from django.utils import timezone
from django.utils.translation import get_language
from markupsafe import Markup
from pydantic import ValidationError

from policygen.clauses import checks, draft, marks, releases
from policygen.clauses.current import current_library
from policygen.clauses.models import Entry, Release
from policygen.engine import edition, fixtures
from policygen.engine.entries import ClauseSource
from policygen.engine.library import SHIPPED, Library, LibraryError
from policygen.engine.loading import compiled_clause, load_library
from policygen.engine.redline import redline
from policygen.engine.texts import TextError, to_html

REMEMBERED = 3
"""States of the draft that a process keeps compiled."""

REQUIRED = ("en", "uk")
"""The languages that every clause has a text in; another may be added bit by bit."""


_SECTION = re.compile(r"^section:\s*(\S+)", re.MULTILINE)

# -- the draft's library ------------------------------------------------------------------------------


def library() -> Library:
    """The draft compiled, once per state of it; while it does not hold together, the current release."""
    try:
        return load(draft.files())
    except LibraryError:
        return current_library()


def holds_together() -> bool:
    try:
        load(draft.files())
    except LibraryError:
        return False
    return True


_loaded: dict[bytes, Library] = {}


def load(files: Mapping[str, str]) -> Library:
    """Compiled, and remembered: what is checked before it is saved is what is shown next."""
    digest = hashlib.sha256(repr(sorted(files.items())).encode()).digest()
    found = _loaded.pop(digest, None) or load_library(files)
    _loaded[digest] = found
    while len(_loaded) > REMEMBERED:
        _loaded.pop(next(iter(_loaded)), None)
    return found


def problem_with(entry: Entry, text: str) -> str:
    """Why the draft would not hold together with this text of the entry; "" where it does."""
    files = {**draft.files(), entry.file.path: with_text(entry, text)}
    return checks.library_problem(files, load)


def with_text(entry: Entry, text: str) -> str:
    """The entry's file with this text in the entry's place."""
    rows = entry.file.entries.order_by("position", "pk")
    parts = [text if row.pk == entry.pk else row.text for row in rows]
    return entry.file.head + "".join(parts if entry.pk else [*parts, text])


def with_clause(before: Library, source: ClauseSource, section: str) -> Library:
    """The library with one clause changed or added, without compiling the others. Raises LibraryError."""
    clause = compiled_clause(source, section)
    if source.id not in before.clauses_by_id:
        return replace(before, clauses=(*before.clauses, clause))
    changed = (clause if c.id == source.id else c for c in before.clauses)
    return replace(before, clauses=tuple(changed))


def section_of(entry: Entry) -> str:
    return section_in(entry.file.head)


def section_in(head: str) -> str:
    found = _SECTION.search(head)
    return found[1] if found else ""


def section_title(of: Library, section: str) -> str:
    title = of.section_titles.get(section, {})
    return title.get(get_language() or "en") or title.get("en") or section


# -- what changed since the last release --------------------------------------------------------------


def released_texts() -> dict[tuple[str, str], str]:
    number = Release.objects.values_list("number", flat=True).first()
    return _released_texts(number)


@lru_cache(maxsize=2)
def _released_texts(number: int | None) -> dict[tuple[str, str], str]:
    if number is None:
        return releases.texts(edition.read_files(SHIPPED))
    return releases.texts(Release.objects.get(number=number).read())


def released_text(entry: Entry) -> str:
    """What the entry said in the newest release; "" where it was not there."""
    return released_texts().get(releases.place(entry), "")


def changed_ids() -> list[int]:
    """The entries that differ from the newest release. Two queries."""
    before = released_texts()
    rows = Entry.objects.values_list("pk", "file__path", "key", "text")
    return [
        pk
        for pk, path, key, text in rows
        if before.get((path, key)) != text and (path, key) != releases.NUMBER
    ]


def waiting_ids() -> list[int]:
    """Changed entries whose last change nobody else has approved."""
    changed = Entry.objects.filter(pk__in=changed_ids()).prefetch_related("revisions")
    return [row.pk for row in releases.unapproved(list(changed))]


# -- clauses as they are ------------------------------------------------------------------------------


def data_of(text: str) -> Any:
    """What an entry's text says; None where it can't be read."""
    try:
        return edition.Entry("", text).data if text.strip() else None
    except (yaml.YAMLError, StopIteration, IndexError, AttributeError):
        return None


def clause_source(text: str) -> ClauseSource | None:
    try:
        return ClauseSource.model_validate(data_of(text))
    except ValidationError:
        return None


def older_texts(entry: Entry) -> list[str]:
    revisions = sorted(entry.revisions.all(), key=lambda revision: revision.number)
    return marks.older_texts((data_of(r.before), data_of(r.after)) for r in revisions)


def last_change(entry: Entry) -> datetime.date | None:
    last = next(iter(entry.revisions.all()), None)
    return timezone.localdate(last.made) if last else None


def marks_of(entry: Entry) -> list[checks.Problem]:
    source = clause_source(entry.text)
    if source is None:
        return []
    found = marks.marks(source, older_texts(entry), last_change(entry), timezone.localdate())
    return [*found, *failing(entry.key)]


def failing(key: str) -> list[checks.Problem]:
    """The clause's own checks (its fixtures) that fail in the draft."""
    return marks.fixture_marks(fixtures.run(library(), (key,)))


def ids_marked(kind: str) -> list[int]:
    """Clauses of which the review (`kind` "unreviewed") or the translation ("older") is marked."""
    rows = Entry.objects.filter(file__path__startswith="clauses/").prefetch_related("revisions")
    return [row.pk for row in rows if _is_marked(row, kind)]


def _is_marked(entry: Entry, kind: str) -> bool:
    if kind == "older":
        return bool(older_texts(entry))
    source = clause_source(entry.text)
    return source is None or any(
        marks.review_marks(source, last_change(entry), timezone.localdate())
    )


@dataclass(frozen=True)
class Change:
    """One language of a clause before and after, as a redline."""

    language: str
    redline: Markup


def redlines(before: str, after: str) -> list[Change]:
    """Per language, of two entries of a clause; only what differs."""
    old, new = _texts(before), _texts(after)
    return [
        Change(language, redline(_html(old.get(language, "")), _html(new.get(language, ""))))
        for language in dict.fromkeys([*new, *old])
        if old.get(language) != new.get(language)
    ]


def _texts(text: str) -> dict[str, str]:
    data = data_of(text)
    texts = data.get("text") if isinstance(data, dict) else None
    return texts if isinstance(texts, dict) else {}


def _html(text: str) -> str:
    try:
        return to_html(text)
    except TextError:
        return str(Markup("<p>{}</p>").format(text))


@dataclass(frozen=True)
class Line:
    """A line of a comparison: `mark` is "", "del" or "ins"."""

    mark: str
    text: str


def lines(before: str, after: str) -> list[Line]:
    """Two texts line by line; of what is the same only what stands near a change."""
    old, new = before.splitlines(), after.splitlines()
    found: list[Line] = []
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(2):
        if found:
            found.append(Line("", "…"))
        for kind, i1, i2, j1, j2 in group:
            if kind == "equal":
                found += [Line("", text) for text in new[j1:j2]]
            else:
                found += [Line("del", text) for text in old[i1:i2]]
                found += [Line("ins", text) for text in new[j1:j2]]
    return found
