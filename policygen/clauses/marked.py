"""What is marked in the draft's entries, as it is stored: nothing of it stands in an editor's way."""

import datetime
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache

from django.utils import timezone

from policygen.clauses import checks, desk, marks, spelling
from policygen.clauses.models import Entry
from policygen.engine import fixtures
from policygen.engine.library import Library


def older_texts(entry: Entry) -> list[str]:
    revisions = sorted(entry.revisions.all(), key=lambda revision: revision.number)
    return marks.older_texts((desk.data_of(r.before), desk.data_of(r.after)) for r in revisions)


def last_change(entry: Entry) -> datetime.date | None:
    last = next(iter(entry.revisions.all()), None)
    return timezone.localdate(last.made) if last else None


def marks_of_clause(entry: Entry) -> list[checks.Problem]:
    source = desk.clause_source(entry.text)
    if source is None:
        return []
    found = marks.marks(source, older_texts(entry), last_change(entry), timezone.localdate())
    return [*found, *_spelling(source.text), *failing(entry.key)]


def marks_of_text(entry: Entry) -> list[checks.Problem]:
    """The spelling of an entry that is edited as one text."""
    languages = desk.library().languages
    found: dict[str, str] = {}
    for texts in checks.texts_in(desk.data_of(entry.text), frozenset(languages)):
        for code, text in texts.items():
            found[code] = f"{found.get(code, '')}\n{text}"
    return [replace(mark, place="text" if mark.place else "") for mark in _spelling(found)]


def _spelling(texts: Mapping[str, str]) -> list[checks.Problem]:
    _learn_words()
    return list(marks.spelling_marks(dict(texts), names(desk.library())))


@lru_cache(maxsize=1)
def _learn_words() -> None:
    """All clauses at once: asked about one by one, the first look at each would wait for Hunspell."""
    languages = frozenset(desk.library().languages)
    heard: dict[str, set[str]] = {}
    for text in Entry.objects.filter(file__path__startswith="clauses/").values_list("text"):
        for texts in checks.texts_in(desk.data_of(*text), languages):
            for code, said in texts.items():
                heard.setdefault(code, set()).update(spelling.words([said]))
    for code, found in heard.items():
        with suppress(spelling.NotChecked):
            spelling.misspelled(found - spelling.allowed(code), code)


@lru_cache(maxsize=2)
def names(known: Library) -> dict[str, set[str]]:
    """Per language, the words of what services and their companies are called."""
    return {
        code: spelling.words(f"{t.named(code)} {t.entity_in(code)}" for t in known.tools.values())
        for code in known.complete_languages
    }


def failing(key: str) -> list[checks.Problem]:
    """The clause's own checks (its fixtures) that fail in the draft."""
    return marks.fixture_marks(fixtures.run(desk.library(), (key,)))


def ids_marked(kind: str) -> list[int]:
    """Clauses of which the review (`kind` "unreviewed") or the translation ("older") is marked."""
    rows = Entry.objects.filter(file__path__startswith="clauses/").exclude(text="")
    rows = rows.prefetch_related("revisions")
    return [row.pk for row in rows if _is_marked(row, kind)]


def _is_marked(entry: Entry, kind: str) -> bool:
    if kind == "older":
        return bool(older_texts(entry))
    source = desk.clause_source(entry.text)
    return source is None or any(
        marks.review_marks(source, last_change(entry), timezone.localdate())
    )
