"""What the answers contradict, lack or risk, each with the very question that mends it.

The review tells all of it, a screen what it can mend (shops/advice.py); both from the same document.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from policygen.engine.conditions.deriving import conditions
from policygen.engine.conditions.families import whose_data
from policygen.engine.conditions.names import question_of
from policygen.engine.facts.model import Facts
from policygen.engine.library.cited import Cite, cites
from policygen.engine.library.model import Library
from policygen.engine.library.schema import FindingRule, When
from policygen.engine.policy.document import Covered, Document
from policygen.engine.policy.unmet import questions_behind
from policygen.shops.choices import current_language
from policygen.shops.questions import Place, card_names, on_card, place

_WHOSE = "activities.about"
_CHILDREN = frozenset({"children", "students"})
_LAWS = "laws"
"""What a duty follows from that every shop under a law has."""


@dataclass(frozen=True)
class Noticed:
    """`names`: the conditions that it rests on. `severity`: of a finding; an unmet duty is an error."""

    id: str
    severity: str
    message: str
    cites: tuple[Cite, ...]
    places: tuple[Place, ...]
    """Where it can be mended: the cards that cause it, of a finding about a purpose. Of a duty that no answer
    can meet: what it follows from."""
    names: frozenset[str] = frozenset()


def noticed(document: Document, facts: Facts, library: Library) -> tuple[Noticed, ...]:
    """`document`: of these facts, in the language of the page. The gravest first. A duty that is not met for
    want of an answer that an error speaks of already is not told apart."""
    rules = {finding.rule.id: finding.rule for finding in library.findings}
    page = current_language()
    found = [
        Noticed(
            *(f.id, f.severity, f.message, cites(library, f.citation, page)),
            places=_places(f.question, rules.get(f.id), facts, library),
            names=_names(rules[f.id].when) if f.id in rules else frozenset(),
        )
        for f in document.findings
    ]
    errors = [one for one in found if one.severity == "error"]
    told = {where for one in errors for where in one.places}
    duties = [one for one in unmet(document, facts, library) if told.isdisjoint(one.places[:1])]
    rest = [one for one in found[len(errors) :] if not any(_same_gap(d, one) for d in duties)]
    return (*errors, *duties, *rest)


def _same_gap(duty: Noticed, finding: Noticed) -> bool:
    """Whether both stand at the same question, and the finding only where the duty holds."""
    return duty.places[:1] == finding.places[:1] and duty.names <= finding.names


def unmet(document: Document, facts: Facts, library: Library) -> tuple[Noticed, ...]:
    """The duties that the policy's text does not meet: it may not be published."""
    return tuple(_unmet(document, covered, facts, library) for covered in document.unmet)


def _unmet(document: Document, covered: Covered, facts: Facts, library: Library) -> Noticed:
    page = current_language()
    names = _names(library.requirements_by_id[covered.requirement].when)
    paths = questions_behind(library, covered, document.explain().left_out)
    paths = paths or tuple(map(question_of, names)) or (_LAWS,)
    message = _("The law asks for this, and the policy does not say it yet: %(asks)s")
    asks = library.requirements_by_id[covered.requirement].asks[page]
    return Noticed(
        covered.requirement,
        "error",
        message % {"asks": asks},
        cites(library, covered.citation, page),
        tuple(dict.fromkeys(_place_on_card(path, facts, library) for path in paths)),
        names,
    )


def _names(when: When) -> frozenset[str]:
    return frozenset((*when.all, *when.any, *when.none))


# -- the cards of the details ------------------------------------------------------------------------


def _place_on_card(path: str, facts: Facts, library: Library) -> Place:
    """Whose data it is may lack on one card of many: that one alone is led to."""
    if path != _WHOSE or not facts.activities:
        return place(path)
    lacking = (
        number
        for number, one in enumerate(facts.activities)
        if whose_data.takes_part(one.purpose, library) and _CHILDREN.isdisjoint(one.about)
    )
    cards = list(card_names(activity.purpose for activity in facts.activities))
    return on_card(cards[next(lacking, 0)], path)


def _places(
    question: str, rule: FindingRule | None, facts: Facts, library: Library
) -> tuple[Place, ...]:
    whole = place(question)
    if rule is None or whole.step != "details":
        return (whole,)
    cards = list(card_names(activity.purpose for activity in facts.activities))
    causes = _causes(rule, facts, library) or range(len(cards))[:1]
    return tuple(on_card(cards[n], question) for n in causes) or (whole,)


def _causes(rule: FindingRule, facts: Facts, library: Library) -> list[int]:
    """The activities that cause it: each by itself, or the one without which it would not be."""
    every = range(len(facts.activities))
    alone = [n for n in every if _holds(rule, facts, [n], library)]
    return alone or [n for n in every if not _holds(rule, facts, set(every) - {n}, library)]


def _holds(rule: FindingRule, facts: Facts, kept: Collection[int], library: Library) -> bool:
    activities = tuple(a for n, a in enumerate(facts.activities) if n in kept)
    fewer = facts.model_copy(update={"activities": activities})
    return rule.when.holds(conditions(fewer, library))
