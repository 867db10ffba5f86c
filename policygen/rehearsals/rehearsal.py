"""The rehearsal: every published policy and every example under the draft, before it is released.

It goes in slices that end after a second, keeps its place in the database, and holds no policy but the
one it looks at. What is compared are states of the library: files, whose release number does not count.
"""

import logging
import re
import time
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from policygen.draft import draft
from policygen.engine.compare.impact import Comparison
from policygen.engine.facts.reading import FactsError
from policygen.engine.library.model import Library
from policygen.publishing import published_use
from policygen.rehearsals import screens, states, units
from policygen.rehearsals.models import Rehearsal, Rehearsed
from policygen.releases.libraries import newest_number, number_before
from policygen.releases.models import Release

log = logging.getLogger(__name__)

SLICE = 1.0
"""Seconds after which a request ends, and the page asks for the next slice."""


def start(by: User | None) -> Rehearsal:
    """A rehearsal of the draft as it is now."""
    return _begin(states.state_of(draft.files()), newest_number(), by)


def of_release(release: Release) -> Rehearsal:
    """The one that was held before it; begun now where there was none (an older release came back)."""
    state, before = states.state_of(release.read()), number_before(release.number)
    held = Rehearsal.objects.filter(draft=state, release=before).first()
    return held or _begin(state, before, release.released_by)


def _begin(state: str, before: int, by: User | None) -> Rehearsal:
    total = len(units.examples()) + units.policies().count()
    return Rehearsal.objects.create(draft=state, release=before, started_by=by, total=total)


def latest() -> Rehearsal | None:
    return Rehearsal.objects.first()


def out_of_date(rehearsal: Rehearsal) -> bool:
    """Whether the draft, or what it is compared with, is another one by now."""
    return rehearsal.release != newest_number() or rehearsal.draft != states.state_of(draft.files())


def finished(rehearsal: Rehearsal) -> bool:
    """Policies published meanwhile have to be looked at too. One query."""
    return rehearsal.finished and not units.policies(rehearsal.last).exists()


def go_on(rehearsal: Rehearsal, seconds: float = SLICE) -> Rehearsal:
    """One slice: at least one policy. Where two pages ask at once, one of them has worked in vain."""
    until = time.monotonic() + seconds
    compared = states.comparison(rehearsal)
    done, last, ended = rehearsal.done, rehearsal.last, True
    rows: list[Rehearsed] = []
    for unit in units.remaining(done, last):
        rows += _looked_at(rehearsal, unit, compared)
        if unit.policy is None:
            rows += _screens(rehearsal, unit, compared.after)
        if unit.uncounted:
            published_use.count_in(unit.uncounted)
        done, last = done + 1, unit.policy or last
        if time.monotonic() >= until:
            ended = not units.policies(last).exists() and done >= len(units.examples())
            break
    total = done if ended else max(rehearsal.total, done + 1)
    _store(rehearsal, rows, done=done, last=last, total=total)
    rehearsal.refresh_from_db()
    return rehearsal


@transaction.atomic
def _store(rehearsal: Rehearsal, rows: list[Rehearsed], **place: int) -> None:
    here = Rehearsal.objects.filter(pk=rehearsal.pk, done=rehearsal.done, last=rehearsal.last)
    if here.update(**place):
        Rehearsed.objects.bulk_create(rows)


def _looked_at(rehearsal: Rehearsal, unit: units.Unit, compared: Comparison) -> list[Rehearsed]:
    def row(language: str, **found: Any) -> Rehearsed:
        return Rehearsed(
            rehearsal=rehearsal,
            shop=unit.name,
            policy_id=unit.policy,
            language=language,
            **found,
        )

    try:
        effects = list(compared.effects(unit.data))
    except Exception as error:
        # Whatever a draft does to one policy, the others are looked at.
        log.info("%s can't be composed with the draft", unit.name, exc_info=True)
        return [row("", error=reason(error, compared.after)[:300])]
    return [
        row(
            effect.language,
            clauses=[list(clause) for clause in effect.clauses],
            laws=sorted({law for id_, _s in effect.clauses for law in compared.laws_of(id_)}),
            unmet=list(effect.unmet),
            findings=list(effect.findings),
            moved=list(effect.moved),
        )
        for effect in effects
        if effect
    ]


def _screens(rehearsal: Rehearsal, unit: units.Unit, library: Library) -> list[Rehearsed]:
    """The pages of the wizard that the draft closes to a shop like this example, or to one that begins
    with a preset: each example stands for some of them."""
    names = [path.stem for path in units.examples()]
    turn = names.index(unit.name)
    forms = states.words_in(rehearsal.draft), unit.name
    found: list[tuple[str, screens.Closed]] = []
    if forms not in _open_forms:
        found += [
            (unit.name, c) for c in screens.closed_to(unit.data, library, screens.FORMS, turn)
        ]
        for slug, preset in list(library.presets.items())[turn :: len(names)]:
            found += [(slug, c) for c in screens.closed_to_new(slug, preset, library, turn)]
        if not found:
            _open_forms[forms] = None
            while len(_open_forms) > _REMEMBERED:
                _open_forms.pop(next(iter(_open_forms)))
    found += [(unit.name, c) for c in screens.closed_to(unit.data, library, screens.PAGES, turn)]
    return [
        Rehearsed(
            rehearsal=rehearsal,
            shop=name,
            language=closed.language,
            screen=closed.screen,
            error=closed.why,
            entry=_named(rehearsal, closed.words),
        )
        for name, closed in found
    ]


_open_forms: dict[tuple[str, str], None] = {}
"""The forms that have opened once with these words open again, whatever a clause says."""
_REMEMBERED = 50


def _named(rehearsal: Rehearsal, words: tuple[str, ...]) -> str:
    """The changed entry that says one of these words, or is called so; "" where there is none, or several."""
    changed = states.changed(rehearsal)
    for word in words:
        whole = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        about = [c for c in changed if c.key == word or whole.search(c.after)]
        if len(about) == 1:
            return f"{about[0].path}: {about[0].key}"
    return ""


def reason(error: Exception, library: Library) -> str:
    """Why a policy can't be composed, in the language of the page."""
    if isinstance(error, FactsError):
        problem, language = error.problems[0], get_language() or "en"
        known = language if language in library.languages else "en"
        return f"{problem.place}: {problem.message(library, known)}"
    return str(error) or _("It can’t be composed (%(kind)s).") % {"kind": type(error).__name__}
