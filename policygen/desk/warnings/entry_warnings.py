"""What is marked in the draft's entries, as it is stored: nothing of it stands in an editor's way."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from policygen.desk import draft_view, errors, redlines
from policygen.desk.warnings import spelling, translations, warnings
from policygen.desk.warnings.translations import Older
from policygen.draft import draft
from policygen.draft.models import Entry, Revision
from policygen.engine.library.model import Library
from policygen.engine.loading.checking import Fault
from policygen.engine.policy import fixtures


def older_texts(entry: Entry, languages: frozenset[str]) -> list[Older]:
    """Of the changes since somebody read all languages. No query where both are prefetched."""
    read = max((reading.change for reading in entry.readings.all()), default=0)
    since = [revision for revision in entry.revisions.all() if revision.number > read]
    since.sort(key=lambda revision: revision.number)
    changes = ((_read(r.before), _read(r.after)) for r in since)
    return translations.older_texts(changes, languages)


@lru_cache(maxsize=100)
def _read(text: str) -> Any:
    """What was said after a change was said before the next one too. Nobody may change it."""
    return redlines.data_of(text)


def is_older(entry: Entry) -> bool:
    """Whether one of its texts is older than its source."""
    return bool(older_texts(entry, _languages()))


def _languages() -> frozenset[str]:
    return frozenset(draft_view.library().languages)


def last_change(entry: Entry) -> datetime.date | None:
    """The day on which an editor changed its words; what an edition brings has been reviewed with it."""
    own = (r for r in entry.revisions.all() if r.edition is None and r.before != r.after)
    last = next(own, None)
    return timezone.localdate(last.made) if last else None


def marks_of_clause(entry: Entry) -> list[errors.Problem]:
    source = draft_view.clause_source(entry.text)
    if source is None:
        return []
    older = older_texts(entry, _languages())
    found = warnings.marks(source, older, last_change(entry), timezone.localdate())
    doubtful = errors.of_clause(_doubtful(entry))
    return [*found, *doubtful, *_spelling(source.text), *failing(entry.key)]


def marks_of_text(entry: Entry) -> list[errors.Problem]:
    """Of an entry that is edited as one text: age, doubts and spelling."""
    data, languages = redlines.data_of(entry.text), _languages()
    found: dict[str, str] = {}
    for texts in errors.texts_in(data, languages):
        for code, text in texts.items():
            found[code] = f"{found.get(code, '')}\n{text}"
    return [
        *warnings.older_marks_within(older_texts(entry, languages)),
        *warnings.review_marks(data, timezone.localdate()),
        *(errors.Problem("text", errors.in_entry(fault)) for fault in _doubtful(entry)),
        *(replace(mark, place="text" if mark.place else "") for mark in _spelling(found)),
    ]


def _doubtful(entry: Entry) -> list[Fault]:
    found = errors.doubtful(draft.files())
    return [fault for fault in found if draft_view.is_in(fault, entry)]


def _spelling(texts: Mapping[str, str]) -> list[errors.Problem]:
    return list(warnings.spelling_marks(dict(texts), names(draft_view.library())))


@lru_cache(maxsize=2)
def names(known: Library) -> dict[str, set[str]]:
    """Per language, the words of what services and their companies are called."""
    return {
        code: spelling.words(f"{t.named(code)} {t.entity_in(code)}" for t in known.tools.values())
        for code in known.complete_languages
    }


def failing(key: str) -> list[errors.Problem]:
    """The clause's own checks (its fixtures) that fail in the draft."""
    return warnings.fixture_marks(fixtures.run(draft_view.library(), (key,)))


def ids_marked(kind: str) -> list[int]:
    """Entries of which the review (`kind` "unreviewed") or the translation ("older") is marked."""
    rows = Entry.objects.exclude(text="")
    if kind == "older":
        changed = rows.filter(pk__in=Revision.objects.values("entry"))
        changed = changed.prefetch_related("revisions", "readings")
        languages = _languages()
        return [row.pk for row in changed if older_texts(row, languages)]
    # Only what may be marked is parsed.
    dated = (
        Q(text__contains="unsure")
        | Q(text__contains="to_check")
        | Q(text__contains="reviewed")
        | Q(text__contains="checked")
    )
    changes, today = _last_changes(), timezone.localdate()
    return [
        pk
        for pk, path, text in rows.filter(dated).values_list("pk", "file__path", "text")
        if _in_doubt(text, path.startswith("clauses/"), changes.get(pk), today)
    ]


def _last_changes() -> dict[int, datetime.date]:
    """Of every entry that an editor changed (see last_change). One query."""
    own = Revision.objects.filter(edition=None).exclude(before=F("after")).order_by("number")
    return {pk: timezone.localdate(made) for pk, made in own.values_list("entry", "made")}


@lru_cache(maxsize=1000)
def _in_doubt(text: str, clause: bool, changed: datetime.date | None, today: datetime.date) -> bool:
    """Of some five hundred entries hardly one is another one than at the last look."""
    if not clause:
        return any(warnings.review_marks(redlines.data_of(text), today))
    source = draft_view.clause_source(text)
    return source is None or any(warnings.clause_review_marks(source, changed, today))
