"""The rehearsal: every published policy and every example under the draft, before it is released.

It goes in slices that end after a second, keeps its place in the database, and holds no policy but the
one it looks at. What is compared are states of the library: files, whose release number does not count.
"""

import logging
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
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from policygen.clauses import draft, states
from policygen.clauses.models import Rehearsal, Rehearsed, Release
from policygen.engine.comparison import Comparison
from policygen.engine.difference import Difference
from policygen.engine.library import Library, shipped_library
from policygen.engine.reading import FactsError, facts_data, read_facts
from policygen.policies.models import Policy, Version

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


def _units(done: int, last: int) -> Iterator[Unit]:
    """What is still to be looked at: the examples, then the policies in the order of their numbers."""
    for path in _examples()[done:]:
        yield Unit(path.stem, example_data(path.stem))
    while rows := list(_policies(last)[:_AT_ONCE]):
        newest = {pk: slug for pk, slug, _version in rows}
        versions = Version.objects.filter(pk__in=[version for *_row, version in rows])
        found = dict(versions.values_list("policy_id", "facts"))
        for pk, slug in newest.items():
            if pk in found:
                yield Unit(slug, found[pk], pk)
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


def result(rehearsal: Rehearsal) -> Result:
    """Two queries; row by row, so that it takes no more memory for more policies."""
    clauses: dict[str, Counter[str]] = {}
    laws, unmet, findings = Counter[str](), Counter[str](), Counter[str]()
    documents = errors = 0
    names = ("clauses", "moved", "laws", "unmet", "findings", "error")
    rows = rehearsal.changes.values_list(*names).iterator()
    for changed, moved, of_laws, gaps, found, error in rows:
        documents += not error
        errors += bool(error)
        laws.update(of_laws)
        unmet.update(gaps)
        findings.update(found)
        for id_, status in (*changed, *((id_, "moved") for id_ in moved)):
            clauses.setdefault(id_, Counter())[status] += 1
    policies = rehearsal.changes.values("shop", "policy").distinct().count()
    order = sorted(clauses.items(), key=lambda item: (-item[1].total(), item[0]))
    return Result(
        documents,
        policies,
        order,
        laws.most_common(),
        unmet.most_common(),
        findings.most_common(),
        errors,
    )


def redline(row: Rehearsed) -> Difference:
    """Of one policy, made when it is asked for. Raises OutOfDate, FactsError and ComposeError."""
    if row.policy_id is None:
        data = example_data(row.shop)
    else:
        data = Version.objects.filter(policy=row.policy_id).values_list("facts", flat=True)[0]
    return states.comparison(row.rehearsal).differences(data, row.language)
