"""The draft is the shipped library. Ada writes, Rita reviews (tests/editors.py)."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from policygen.draft import merging
from policygen.draft.models import Edition, Entry, LibraryFile
from policygen.engine.library.library_files import dump_entry, read_files, split
from policygen.engine.library.model import SHIPPED
from policygen.rehearsals import units
from tests.paths import EXAMPLES

SHIPPED_FILES = read_files(SHIPPED)
PATH, KEY = "clauses/rights.yaml", "rights-general"
_taken_in: list[tuple[LibraryFile, list[Entry]]] = []


def take_in() -> None:
    """The shipped library into an empty draft. Merged once in a process, and from then on its rows are
    written again: the same (draft/test_draft.py), for a tenth of the time."""
    if not _taken_in:
        merging.merge(SHIPPED_FILES)
        files = LibraryFile.objects.prefetch_related("entries")
        _taken_in.extend((file, list(file.entries.all())) for file in files)
        return
    Edition.objects.create(digest=merging.library_files.digest(SHIPPED_FILES))
    files = LibraryFile.objects.bulk_create(_new(file) for file, _entries in _taken_in)
    rows = zip(files, _taken_in, strict=True)
    Entry.objects.bulk_create(
        _new(entry, file=file) for file, (_file, entries) in rows for entry in entries
    )


def _new(row: object, **changes: object) -> object:
    made = type(row)(**{f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields})
    made.pk = None
    for name, value in changes.items():
        setattr(made, name, value)
    return made


@pytest.fixture(scope="module")
def shipped_draft(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        take_in()
        yield
        transaction.set_rollback(True)


FEW_EXAMPLES = ["classerium", "klumandel"]


@pytest.fixture
def few_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rehearsal opens every page of the wizard with each example; with two of them it is as much one."""
    monkeypatch.setattr(units, "examples", lambda: [EXAMPLES / f"{n}.yaml" for n in FEW_EXAMPLES])


@pytest.fixture
def no_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rehearsal looks at what is published, and opens no page of the wizard (tests/rehearsals/ has it do)."""
    monkeypatch.setattr(units, "examples", lambda: [])


@pytest.fixture
def ada(shipped_draft: None, db: None) -> User:
    return User.objects.create_user("ada")


@pytest.fixture
def rita(shipped_draft: None, db: None) -> User:
    return User.objects.create_user("rita")


def entry(path: str, key: str) -> Entry:
    return Entry.objects.select_related("file").get(file__path=path, key=key)


def reworded(row: Entry, text: str) -> str:
    data = row.data
    data["text"] = {**data["text"], "en": f"{text}\n"}
    return dump_entry(data, None)


def without(path: str, *keys: str) -> str:
    """A shipped file that lacks some entries."""
    file = split(SHIPPED_FILES[path])
    return replace(file, entries=tuple(e for e in file.entries if e.key not in keys)).text
