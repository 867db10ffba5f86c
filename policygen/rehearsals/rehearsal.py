"""The rehearsal: every published policy and every example under the draft, before it is released.

It goes in slices that end after a second, keeps its place in the database, and holds no policy but the
one it looks at. What is compared are states of the library: files, whose release number does not count.
"""

import logging
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from policygen.draft import draft
from policygen.engine.compare.difference import Difference
from policygen.engine.compare.impact import Comparison
from policygen.engine.facts.reading import FactsError, facts_data, read_facts
from policygen.engine.library.model import Library
from policygen.engine.loading.load import shipped_library
from policygen.publishing import published_use
from policygen.publishing.models import Policy, Version
from policygen.rehearsals import screens, states
from policygen.rehearsals.models import Rehearsal, Rehearsed
from policygen.releases.models import Release
from policygen.shops.steps import STEPS

log = logging.getLogger(__name__)

SLICE = 1.0
"""Seconds after which a request ends, and the page asks for the next slice."""
EXAMPLES = Path(settings.BASE_DIR) / "examples"
_AT_ONCE = 50


# -- its course --------------------------------------------------------------------------------------


def start(by: User | None) -> Rehearsal:
    """A rehearsal of the draft as it is now."""
    return _begin(states.state_of(draft.files()), states.newest_number(), by)


def of_release(release: Release) -> Rehearsal:
    """The one that was held before it; begun now where there was none (an older release came back)."""
    state, before = states.state_of(release.read()), states.number_before(release.number)
    held = Rehearsal.objects.filter(draft=state, release=before).first()
    return held or _begin(state, before, release.released_by)


def _begin(state: str, before: int, by: User | None) -> Rehearsal:
    total = len(_examples()) + _policies().count()
    return Rehearsal.objects.create(draft=state, release=before, started_by=by, total=total)


def latest() -> Rehearsal | None:
    return Rehearsal.objects.first()


def out_of_date(rehearsal: Rehearsal) -> bool:
    """Whether the draft, or what it is compared with, is another one by now."""
    return rehearsal.release != states.newest_number() or rehearsal.draft != states.state_of(
        draft.files()
    )


def finished(rehearsal: Rehearsal) -> bool:
    """Policies published meanwhile have to be looked at too. One query."""
    return rehearsal.finished and not _policies(rehearsal.last).exists()


def go_on(rehearsal: Rehearsal, seconds: float = SLICE) -> Rehearsal:
    """One slice: at least one policy. Where two pages ask at once, one of them has worked in vain."""
    until = time.monotonic() + seconds
    compared = states.comparison(rehearsal)
    done, last, ended = rehearsal.done, rehearsal.last, True
    rows: list[Rehearsed] = []
    for unit in _units(done, last):
        rows += _looked_at(rehearsal, unit, compared)
        if unit.policy is None:
            rows += _screens(rehearsal, unit, compared.after)
        if unit.uncounted:
            published_use.count_in(unit.uncounted)
        done, last = done + 1, unit.policy or last
        if time.monotonic() >= until:
            ended = not _policies(last).exists() and done >= len(_examples())
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


@dataclass(frozen=True)
class Unit:
    """One policy or example, in all its languages."""

    name: str
    data: dict[str, Any]
    policy: int | None = None
    uncounted: Version | None = None
    """The version, where nobody has worked out yet what is true of its answers."""


def _units(done: int, last: int) -> Iterator[Unit]:
    """What is still to be looked at: the examples, then the policies in the order of their numbers."""
    for path in _examples()[done:]:
        yield Unit(path.stem, example_data(path.stem))
    while rows := list(_policies(last)[:_AT_ONCE]):
        newest = {pk: slug for pk, slug, _version in rows}
        versions = Version.objects.filter(pk__in=[version for *_row, version in rows])
        found = {version.policy_id: version for version in versions.select_related("truths")}
        for pk, slug in newest.items():
            if version := found.get(pk):
                counted = hasattr(version, "truths")
                yield Unit(slug, version.facts, pk, None if counted else version)
        last = rows[-1][0]


def _policies(after: int = 0) -> QuerySet[Any, Any]:
    """(number in the database, slug, newest version) of every published policy."""
    versions = Version.objects.filter(policy=OuterRef("pk")).order_by("-number")
    policies = Policy.objects.annotate(newest=Subquery(versions.values("pk")[:1]))
    found = policies.filter(pk__gt=after, newest__isnull=False).order_by("pk")
    return found.values_list("pk", "slug", "newest")


def _examples() -> list[Path]:
    return sorted(EXAMPLES.glob("*.yaml"))


@lru_cache(maxsize=20)
def example_data(name: str) -> dict[str, Any]:
    path = EXAMPLES / f"{name}.yaml"
    return facts_data(read_facts(path.read_bytes(), shipped_library()))


def _looked_at(rehearsal: Rehearsal, unit: Unit, compared: Comparison) -> list[Rehearsed]:
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


def _screens(rehearsal: Rehearsal, unit: Unit, library: Library) -> list[Rehearsed]:
    """The pages of the wizard that the draft closes to a shop like this example, or to one that begins
    with a preset: each example stands for some of them."""
    names = [path.stem for path in _examples()]
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


# -- its result --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Result:
    """`clauses` and `laws`: how many documents (policy × language) each changes, most first."""

    documents: int
    policies: int
    clauses: list[tuple[str, Counter[str]]]
    laws: list[tuple[str, int]]
    unmet: list[tuple[str, int]]
    findings: list[tuple[str, int]]
    errors: int
    closed: list["ClosedPages"]


def result(rehearsal: Rehearsal) -> Result:
    """Three queries; row by row, so that it takes no more memory for more policies."""
    clauses: dict[str, Counter[str]] = {}
    laws, unmet, findings = Counter[str](), Counter[str](), Counter[str]()
    documents = errors = 0
    names = ("clauses", "moved", "laws", "unmet", "findings", "error")
    about_policies = rehearsal.changes.filter(screen="")
    rows = about_policies.values_list(*names).iterator()
    for changed, moved, of_laws, gaps, found, error in rows:
        documents += not error
        errors += bool(error)
        laws.update(of_laws)
        unmet.update(gaps)
        findings.update(found)
        for id_, status in (*changed, *((id_, "moved") for id_ in moved)):
            clauses.setdefault(id_, Counter())[status] += 1
    policies = about_policies.values("shop", "policy").distinct().count()
    order = sorted(clauses.items(), key=lambda item: (-item[1].total(), item[0]))
    return Result(
        documents,
        policies,
        order,
        laws.most_common(),
        unmet.most_common(),
        findings.most_common(),
        errors,
        closed_pages(rehearsal),
    )


@dataclass(frozen=True)
class ClosedPages:
    """The pages of the wizard that the draft closes for one reason, for shops in any language."""

    error: str
    entry: str
    screens: tuple[str, ...]
    shops: tuple[str, ...]

    @property
    def titles(self) -> list[str]:
        """In the language of the page."""
        steps = {step.slug: str(step.title) for step in STEPS}
        return [steps.get(screen) or str(_PAGES[screen]) for screen in self.screens]

    @property
    def reason(self) -> str:
        kind, _colon, about = self.error.partition(": ")
        if kind == "KeyError":
            return _("it does not know the word %(word)s") % {"word": about}
        return self.error


def closed_pages(rehearsal: Rehearsal) -> list[ClosedPages]:
    """One query."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    rows = rehearsal.changes.exclude(screen="").values_list("error", "entry", "screen", "shop")
    for error, entry, screen, shop in rows:
        found.setdefault((error, entry), []).append((screen, shop))
    return _by_reason(found)


def closed_by(library: Library) -> list[ClosedPages]:
    """Without a rehearsal, of all forms and the examples alone: that takes a second or two."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for turn, path in enumerate(_examples()):
        for closed in screens.closed_to(example_data(path.stem), library, screens.FORMS, turn):
            found.setdefault((closed.why, ""), []).append((closed.screen, path.stem))
    return _by_reason(found)


def _by_reason(found: dict[tuple[str, str], list[tuple[str, str]]]) -> list[ClosedPages]:
    order = (*screens.FORMS, *screens.PAGES)
    return [
        ClosedPages(
            *why,
            tuple(sorted({screen for screen, _shop in where}, key=order.index)),
            tuple(dict.fromkeys(shop for _screen, shop in where)),
        )
        for why, where in found.items()
    ]


_PAGES = {
    "review": gettext_lazy("Review"),
    "preview": gettext_lazy("Your policy so far"),
    "what_if": gettext_lazy("What if an answer were another?"),
    "promises": gettext_lazy("What you promise"),
    "own_words": gettext_lazy("Your own words"),
    "answers": gettext_lazy("Answers as a file"),
    "list": gettext_lazy("My shops"),
}


def redline(row: Rehearsed) -> Difference:
    """Of one policy, made when it is asked for. Raises OutOfDate, FactsError and ComposeError."""
    if row.policy_id is None:
        data = example_data(row.shop)
    else:
        data = Version.objects.filter(policy=row.policy_id).values_list("facts", flat=True)[0]
    return states.comparison(row.rehearsal).differences(data, row.language)
