"""What is marked on the desk and may be saved all the same. No database, no clock."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

from policygen.desk.errors import Problem, Problems
from policygen.desk.warnings import spelling
from policygen.desk.warnings.days import DAYS, day_of, lies_ahead
from policygen.desk.warnings.translations import Older
from policygen.engine.language.glossary import departures
from policygen.engine.language.phrases import join, language_name
from policygen.engine.language.sentences import TOO_LONG, too_long
from policygen.engine.library.schema import ClauseSource, Texts
from policygen.engine.policy.fixtures import Failure

STALE_REVIEW = datetime.timedelta(days=365)


def marks(
    source: ClauseSource,
    older: Iterable[Older],
    changed: datetime.date | None,
    today: datetime.date,
) -> list[Problem]:
    """Of a clause. `older`: its texts that are; `changed`: the day of an editor's last change."""
    return [
        *older_marks(older),
        *clause_review_marks(source, changed, today),
        *wording_marks(source.text),
    ]


def older_marks(older: Iterable[Older]) -> Problems:
    for text in older:
        if len(text.place) == 1:
            message = _(
                "The other language was changed after this text. Change this one too, or set a "
                "new day of review if it still says the same."
            )
            yield Problem(f"{text.place[0]}_{text.language}", message)


def older_marks_within(older: Iterable[Older]) -> Problems:
    """Of an entry that is edited as one text: each says which of its texts it means."""
    spoken = get_language() or "en"
    for text in older:
        words = {
            "place": ".".join(text.place) or "–",
            "language": language_name(text.language, spoken),
        }
        message = _(
            "%(place)s, %(language)s: the other language was changed after this text. Change this "
            "one too, if it no longer says the same."
        )
        yield Problem("text", message % words)


def clause_review_marks(
    source: ClauseSource, changed: datetime.date | None, today: datetime.date
) -> Problems:
    yield from (Problem("reviewed", told) for told in _day_marks(source.reviewed, today))
    if changed and changed > source.reviewed:
        yield Problem("reviewed", _("Changed since its last review."))
    if source.unsure:
        yield Problem("unsure_en", _("Marked as unsure: owners are told to have it looked at."))
    if source.to_check:
        yield Problem("to_check", _("Not confirmed yet: %(what)s") % {"what": source.to_check})


def review_marks(data: Any, today: datetime.date) -> Problems:
    """Of an entry of any other kind, by the day and the doubts that stand in it."""
    if not isinstance(data, dict):
        return
    for name in DAYS:
        if name in data:
            yield from (Problem("text", told) for told in _day_marks(day_of(data[name]), today))
    if unsure := data.get("unsure"):
        listed = ", ".join(map(str, unsure)) if isinstance(unsure, list | tuple) else str(unsure)
        yield Problem("text", _("Not confirmed yet: %(what)s") % {"what": listed})
    yield from _cookie_marks(data.get("cookies"), today)


def _cookie_marks(cookies: Any, today: datetime.date) -> Problems:
    """Each of a service's cookies has doubts, and can have a day, of its own."""
    for cookie in cookies if isinstance(cookies, list | tuple) else ():
        if not isinstance(cookie, dict):
            continue
        name = str(cookie.get("name", ""))
        if unsure := cookie.get("unsure"):
            what = f"{name}: {', '.join(map(str, unsure))}"
            yield Problem("text", _("Not confirmed yet: %(what)s") % {"what": what})
        if "checked" in cookie:
            marks = _day_marks(day_of(cookie["checked"]), today)
            yield from (Problem("text", f"{name}: {told}") for told in marks)


def _day_marks(day: datetime.date | None, today: datetime.date) -> Iterator[str]:
    if day is None:
        yield _("Never reviewed.")
    elif today - day > STALE_REVIEW:
        yield _("Last reviewed more than a year ago.")
    elif lies_ahead(day, today):
        yield _("Its day of review lies in the future.")


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
    """`names`: per language, words of names, which no dictionary has. Asked once per new text."""
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
