"""What is marked on the desk and may be saved all the same. No database, no clock."""

import datetime
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from policygen.clauses import spelling
from policygen.clauses.checks import Problem, Problems
from policygen.engine.entries import ClauseSource, Texts
from policygen.engine.fixtures import Failure
from policygen.engine.glossary import departures
from policygen.engine.language import join, language_name
from policygen.engine.sentences import TOO_LONG, too_long

STALE_REVIEW = datetime.timedelta(days=365)


def marks(
    source: ClauseSource, older: Iterable[str], changed: datetime.date | None, today: datetime.date
) -> list[Problem]:
    """`older`: languages whose text is older than its source; `changed`: the day of the last change."""
    return [
        *(
            Problem(
                f"text_{language}",
                _(
                    "The other language was changed after this text. Change this one too, or set a "
                    "new day of review if it still says the same."
                ),
            )
            for language in older
        ),
        *review_marks(source, changed, today),
        *wording_marks(source.text),
    ]


def review_marks(
    source: ClauseSource, changed: datetime.date | None, today: datetime.date
) -> Problems:
    if today - source.reviewed > STALE_REVIEW:
        yield Problem("reviewed", _("Last reviewed more than a year ago."))
    if changed and changed > source.reviewed:
        yield Problem("reviewed", _("Changed since its last review."))
    if source.unsure:
        yield Problem("unsure_en", _("Marked as unsure: owners are told to have it looked at."))


def wording_marks(texts: Texts) -> Problems:
    for language, text in texts.items():
        for count, sentence in too_long(text):
            yield Problem(
                f"text_{language}",
                ngettext(
                    "A sentence of %(count)d word is long (over %(limit)d): “%(start)s…”",
                    "A sentence of %(count)d words is long (over %(limit)d): “%(start)s…”",
                    count,
                )
                % {"count": count, "limit": TOO_LONG, "start": sentence[:40]},
            )
        for written, right in departures(text, language):
            yield Problem(
                f"text_{language}",
                _("“%(written)s” is not in the glossary: %(right)s.")
                % {"written": written, "right": right},
            )


def spelling_marks(texts: Texts, names: Mapping[str, Collection[str]]) -> Problems:
    """`names`: per language, words of names, which no dictionary has. Asks Hunspell once per new text."""
    unchecked = []
    for language, text in texts.items():
        try:
            found = spelling.check(text, language, names.get(language, ()))
        except spelling.NotChecked:
            unchecked.append(language)
        else:
            yield from (Problem(f"text_{language}", _misspelled(unknown)) for unknown in found)
    if unchecked:
        spoken = get_language() or "en"
        listed = join([language_name(language, spoken) for language in unchecked], spoken)
        yield Problem("", _("Spelling is not checked in: %(languages)s.") % {"languages": listed})


def _misspelled(unknown: spelling.Unknown) -> str:
    if not unknown.suggestions:
        return _("“%(word)s” is in no dictionary.") % {"word": unknown.word}
    near = " / ".join(unknown.suggestions)
    message = _("“%(word)s” is in no dictionary. Perhaps: %(near)s")
    return message % {"word": unknown.word, "near": near}


_FAILED = {
    "shop": gettext_noop("its shop can’t be used (%(found)s)"),
    "defect": gettext_noop("the policy can’t be composed (%(found)s)"),
    "absent": gettext_noop("the clause does not appear"),
    "present": gettext_noop("the clause appears"),
    "missing": gettext_noop("it does not say “%(expected)s”"),
    "forbidden": gettext_noop("the policy says “%(expected)s”"),
}


def fixture_marks(failures: Iterable[Failure]) -> list[Problem]:
    """A failing check stops the release, not the saving: its mend may be another entry."""
    return [
        Problem(
            "fixtures",
            _("Check %(number)d fails: %(why)s.")
            % {
                "number": failure.number,
                "why": _(_FAILED[failure.kind])
                % {"expected": failure.expected, "found": failure.found},
            },
        )
        for failure in failures
    ]


def older_texts(changes: Iterable[tuple[Any, Any]]) -> list[str]:
    """The languages whose text is older than another's, from an entry's changes (before, after), the
    first one first. A new day of review says that both have been read."""
    last: dict[str, int] = {}
    for number, (before, after) in enumerate(changes, 1):
        old, new = _clause_part(before), _clause_part(after)
        if old.get("reviewed") != new.get("reviewed"):
            last.clear()
            continue
        texts, now = old.get("text") or {}, new.get("text") or {}
        last.update({language: number for language in now if texts.get(language) != now[language]})
        for language in now:
            last.setdefault(language, 0)
    newest = max(last.values(), default=0)
    return sorted(language for language, number in last.items() if number < newest)


def _clause_part(data: Any) -> dict[str, Any]:
    return data if isinstance(data, dict) else {}
