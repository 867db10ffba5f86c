"""The shops that a clause is tried on: in whose policies it stands, why, and how it reads there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from markupsafe import Markup

from policygen.engine.compare.redline import redline
from policygen.engine.conditions.deriving import conditions
from policygen.engine.conditions.names import question_of
from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import FactsError, make_facts
from policygen.engine.library.model import Library, LibraryError
from policygen.engine.library.schema import When
from policygen.engine.policy.compose import ComposeError, compose
from policygen.publishing.models import Version
from policygen.rehearsals.units import example_data

EXAMPLES = settings.BASE_DIR / "examples"
SAVED = 100
"""Published policies that a page looks at, the newest first; a rehearsal looks at all."""


# -- shops to look at ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sample:
    """A shop to try a clause on: an example, or a published policy."""

    key: str
    label: str
    facts: Facts


def samples(of: Library) -> list[Sample]:
    """The examples, then the newest published policies, as far as the library has all that they name:
    the draft may have deleted a service of theirs. One query."""
    found = [_sample("example", name, 0, example_data(name), of) for name in _example_names()]
    for version in _newest_versions():
        found.append(_sample("policy", version.policy.slug, version.pk, version.facts, of))
    return [sample for sample in found if sample]


def _example_names() -> list[str]:
    return sorted(path.stem for path in EXAMPLES.glob("*.yaml"))


def _newest_versions() -> Iterable[Version]:
    """The latest version of each of the newest policies, but of the published examples."""
    rows = (
        Version.objects.filter(cancellation=None)
        .exclude(policy__slug__in=_example_names())
        .select_related("policy")
        .order_by("-policy_id", "-number")
    )
    seen: set[int] = set()
    for version in rows[: SAVED * 3]:
        if version.policy_id not in seen and len(seen) < SAVED:
            seen.add(version.policy_id)
            yield version


_read: dict[tuple[str, int], tuple[object, object, Sample | None]] = {}


def _sample(kind: str, label: str, version: int, data: Any, of: Library) -> Sample | None:
    """Read once per process and state of the words: neither an example nor a version ever changes."""
    key = f"{kind}:{label}", version
    tools, words, sample = _read.get(key, (None, None, None))
    if tools is not of.tools or words is not of.vocabulary:
        try:
            sample = Sample(key[0], label, make_facts(data, of))
        except FactsError:
            sample = None
        if len(_read) > 1000:
            _read.clear()
        _read[key] = of.tools, of.vocabulary, sample
    return sample


@dataclass(frozen=True)
class Reach:
    """To how many of the samples a condition applies."""

    count: int
    total: int
    names: tuple[str, ...]


def reach(when: When, among: Iterable[Sample], of: Library) -> Reach:
    rows = list(among)
    found = [sample.label for sample in rows if when.holds(_true(sample, of))]
    return Reach(len(found), len(rows), tuple(found))


_known: dict[str, tuple[Facts, object, frozenset[str]]] = {}


def _true(sample: Sample, of: Library) -> frozenset[str]:
    """What is true for a sample hangs on its facts and the tools, not on the clause at hand."""
    facts, tools, names = _known.get(sample.key, (None, None, frozenset()))
    if facts is not sample.facts or tools is not of.tools:
        names = conditions(sample.facts, of)
        if len(_known) > 1000:
            _known.clear()
        _known[sample.key] = (sample.facts, of.tools, names)
    return names


# -- preview ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A clause in one language of a sample's policy. `html` is None where it does not apply."""

    language: str
    html: Markup | None
    redline: Markup | None
    error: str = ""


@dataclass(frozen=True)
class Preview:
    sample: Sample
    shown: tuple[Shown, ...]
    because: tuple[str, ...]
    missing: tuple[str, ...]
    """Why it does not apply, in the owner's words."""


def preview(before: Library, changed: Library, key: str, sample: Sample) -> Preview:
    """The clause in the policy of a sample, in each of its languages."""
    when = changed.clauses_by_id[key].when
    true = _true(sample, changed)
    spoken = get_language() or "en"
    languages = [code for code in sample.facts.languages if code in changed.languages]
    shown = tuple(_shown(before, changed, key, sample.facts, code) for code in languages)
    labels = [changed.condition_label(name, spoken) for name in when.because(true)]
    missing = () if when.holds(true) else when.missing(true)
    return Preview(
        sample,
        shown,
        tuple(labels),
        tuple(changed.condition_label(name, spoken) for name in missing),
    )


def _shown(before: Library, changed: Library, key: str, facts: Facts, language: str) -> Shown:
    try:
        now = _passage(changed, key, facts, language)
        then = now if before is changed else _passage(before, key, facts, language)
    except (ComposeError, LibraryError, KeyError) as error:
        return Shown(language, None, None, str(error))
    differs = now is not None and now != then
    return Shown(language, now, redline(then or "", now or "") if differs else None)


def _passage(of: Library, key: str, facts: Facts, language: str) -> Markup | None:
    document = compose(replace(of, clauses=_only(of, key)), facts, language)
    return next((clause.html for clause in document.clauses if clause.id == key), None)


def _only(of: Library, key: str) -> tuple[Any, ...]:
    return tuple(clause for clause in of.clauses if clause.id == key)


# -- words for conditions -----------------------------------------------------------------------------


def condition_words(names: Iterable[str], of: Library) -> Iterator[tuple[str, str, str]]:
    """(name, what it means, the question behind it) of each known name."""
    spoken = get_language() or "en"
    for name in names:
        try:
            yield name, of.condition_label(name, spoken), question_of(name)
        except KeyError:
            continue
