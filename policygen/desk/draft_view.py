"""What the desk shows of the draft: its library, what changed, and what is marked."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from pydantic import ValidationError

from policygen.desk import errors
from policygen.desk.redlines import data_of
from policygen.draft import changes, draft
from policygen.draft.models import Entry
from policygen.engine.library import library_files
from policygen.engine.library.model import Library, LibraryError
from policygen.engine.library.schema import ClauseSource
from policygen.engine.loading.checking import Fault
from policygen.engine.loading.load import compiled_clause
from policygen.releases.current import current_library
from policygen.releases.libraries import compiled

_SECTION = re.compile(r"^section:\s*(\S+)", re.MULTILINE)

# -- the draft's library ------------------------------------------------------------------------------


def library() -> Library:
    """The draft compiled, once per state of it; while it does not hold together, the current release."""
    try:
        return compiled(draft.files())
    except LibraryError:
        return current_library()


def faults_with(entry: Entry, text: str) -> list[Fault]:
    """What would be wrong with this text of the entry, or without it where it is "": in the entry itself,
    and elsewhere what is not wrong already."""
    files, whole = draft.files(), with_text(entry, text)
    after = {path: said for path, said in files.items() if path != entry.file.path}
    if whole:
        after[entry.file.path] = whole
    today = timezone.localdate()
    new = errors.brought_in(files, after, today)
    own = [f for f in errors.faults(after, today) if is_in(f, entry) and f not in new]
    return [*own, *new]


def is_in(fault: Fault, entry: Entry) -> bool:
    return (fault.path, fault.entry) == (entry.file.path, entry.key)


def problems_with(entry: Entry, text: str) -> list[str]:
    return list(map(errors.in_library, faults_with(entry, text)))


def problems_since(before: Mapping[str, str]) -> list[str]:
    """What is wrong with the draft as it is now and was not while these were its files."""
    found = errors.brought_in(before, draft.files(), timezone.localdate())
    return list(map(errors.in_library, found))


def with_text(entry: Entry, text: str) -> str:
    """The entry's file with this text in the entry's place; "" where no entry is left in it."""
    rows = entry.file.entries.order_by("position", "pk")
    said = [
        library_files.Entry(
            row.key, library_files.entry_text(text) if row.pk == entry.pk else row.text
        )
        for row in rows
    ]
    said += [] if entry.pk else [library_files.Entry(entry.key, library_files.entry_text(text))]
    there = [one for one in said if one.text]
    return entry.file.said(there) if there else ""


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


def law_name(of: Library, law: str) -> str:
    term = of.vocabulary["laws"].get(law)
    names = term.label if term else {}
    return names.get(get_language() or "en") or names.get("en") or law


def section_title(of: Library, section: str) -> str:
    title = of.section_titles.get(section, {})
    return title.get(get_language() or "en") or title.get("en") or section


# -- what changed since the last release --------------------------------------------------------------


def changed_ids() -> list[int]:
    """The entries that differ from the newest release, or stand elsewhere."""
    return [change.entry.pk for change in changes.of_draft() if change.entry]


def waiting_ids() -> list[int]:
    """Of these, those whose last change nobody else has approved."""
    return [c.entry.pk for c in changes.of_draft() if c.entry and c.waits]


# -- clauses as they are ------------------------------------------------------------------------------


def clause_source(text: str) -> ClauseSource | None:
    return source_of(data_of(text))


def source_of(data: Any) -> ClauseSource | None:
    """A clause from its data; None where it is none."""
    try:
        return ClauseSource.model_validate(data)
    except ValidationError:
        return None
