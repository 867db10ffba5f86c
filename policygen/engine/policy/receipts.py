"""What the owner is told beside the policy: why each clause is here, what was left out, what else to do.

Pure functions of library and conditions, in one language. Composing a policy does not wait for them:
the document calls `explain` when somebody asks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from policygen.engine.conditions.names import question_of
from policygen.engine.language import phrases as lang
from policygen.engine.library.cited import Cite, cites
from policygen.engine.library.laws import GENERAL
from policygen.engine.library.model import Clause, Library
from policygen.engine.library.schema import Requirement, When
from policygen.engine.policy.coverage import duties
from policygen.engine.policy.document import (
    Answer,
    Article,
    Duty,
    Explanation,
    LeftOut,
    Reason,
    Receipt,
)

_LAW = "law:"
_SAME_TEXT = ("gdpr", "uk_gdpr")
"""Requirements of the first are the other's too, under the same number (laws/gdpr.yaml)."""


def explain(
    library: Library,
    true: frozenset[str],
    language: str,
    *,
    laws_chosen: bool,
    own: Mapping[str, str] = MappingProxyType({}),
) -> Explanation:
    """`laws_chosen`: the owner listed the laws instead of letting the answers decide. `own`: by the id
    of the clause, how to say that its text is the owner's."""
    receipts = {
        clause.id: receipt(library, clause, true, language)
        for clause in library.clauses
        if clause.when.holds(true)
    }
    reviewed = library.receipt_words["own_reviewed"][language]
    return Explanation(
        receipts=receipts
        | {id_: _own(receipts.get(id_), said, reviewed) for id_, said in own.items()},
        left_out=(
            *_clauses_left_out(library, true, language),
            *_laws_left_out(library, true, language, laws_chosen),
        ),
        checklist=tuple(_duty(library, r, true, language) for r in duties(library, true)),
    )


def _own(of_library: Receipt | None, said: str, reviewed: str) -> Receipt:
    """The receipt of the owner's words: what stands behind the clause that they replace still does."""
    if of_library is None:
        return Receipt((said,), (), None, reviewed, None, own=True)
    because = (said, *of_library.because)
    return replace(of_library, because=because, reviewed=None, reviewed_text=reviewed, own=True)


def receipt(library: Library, clause: Clause, true: frozenset[str], language: str) -> Receipt:
    """The receipt of a clause that applies."""
    articles = (
        article(library, library.requirements_by_id[id_], true, language)
        for id_ in clause.satisfies
        if library.requirements_by_id[id_].when.holds(true)
    )
    return Receipt(
        because=_because(library, clause.when, true, language),
        articles=tuple(dict.fromkeys(articles)),
        reviewed=clause.reviewed,
        reviewed_text=lang.date(clause.reviewed, language),
        unsure=clause.unsure[language] if clause.unsure else None,
    )


def article(
    library: Library, requirement: Requirement, true: frozenset[str], language: str
) -> Article:
    """A requirement's citation: "Art. 13(3) GDPR; UK GDPR, Art. 13(3)". Where it names no statute that the
    library knows, as in older releases, its law is told beside it: "BIPPA, Art. 21"."""
    laws = [requirement.law]
    if requirement.law == _SAME_TEXT[0]:
        laws = [law for law in _SAME_TEXT if _LAW + law in true] or laws
    found = tuple(
        cite
        for law in laws
        for cite in cites(library, requirement.citation, language, {requirement.law: law})
    )
    if requirement.law == GENERAL or any(cite.link for cite in found):
        return Article("", tuple(dict.fromkeys(found)))
    return _by_law(library, laws, cites(library, requirement.citation, language), language)


def _by_law(library: Library, laws: list[str], found: tuple[Cite, ...], language: str) -> Article:
    label = lang.join((library.label("laws", law, language) for law in laws), language)
    if found and found[0].text.startswith((label, "UK GDPR", "DPA 2018")):
        return Article("", found)
    return Article(_titled(label), found)


def _titled(label: str) -> str:
    """A law's name at the beginning of a line; "ePrivacy" keeps its small letter."""
    return label if label[1:2].isupper() else lang.capitalise(label)


def _because(library: Library, when: When, true: frozenset[str], language: str) -> tuple[str, ...]:
    words = library.receipt_words
    if not when.names:
        return (words["every_shop"][language],)
    present = (library.condition_label(name, language) for name in when.because(true))
    absent = (
        words["law_not" if name.startswith(_LAW) else "not_so"][language].format(
            label=_answer(library, name, language, bare=name.startswith(_LAW)).label
        )
        for name in when.none
    )
    return tuple(dict.fromkeys((*present, *absent)))


def _clauses_left_out(library: Library, true: frozenset[str], language: str) -> Iterator[LeftOut]:
    for clause in library.clauses:
        if not clause.when.holds(true):
            title = library.section_titles[clause.section][language]
            reasons = tuple(_reasons(library, clause.when, true, language))
            yield LeftOut("clause", clause.id, title, reasons)


def _reasons(library: Library, when: When, true: frozenset[str], language: str) -> Iterator[Reason]:
    """Why the condition does not hold. A law that does not apply is reason enough, and said alone."""

    def reason(kind: str, *names: str) -> Reason:
        bare = "law" in kind
        answers = dict.fromkeys(_answer(library, name, language, bare) for name in names)
        return Reason(library.receipt_words[kind][language], tuple(answers))

    absent = [name for name in when.all if name not in true]
    options = when.any if true.isdisjoint(when.any) else ()
    laws = [name for name in absent if name.startswith(_LAW)]
    if laws:
        yield from (reason("left_law", law) for law in laws)
    elif options and all(name.startswith(_LAW) for name in options):
        yield reason("left_law" if len(options) == 1 else "left_laws", *options)
    else:
        yield from (reason("left_absent", name) for name in absent)
        if options:
            yield reason("left_absent" if len(options) == 1 else "left_none_of", *options)
        for name in when.none:
            if name in true:
                yield reason("left_law_so" if name.startswith(_LAW) else "left_present", name)


def _answer(library: Library, name: str, language: str, bare: bool) -> Answer:
    """`bare`: a law by its name alone, where the words before it say whether it applies."""
    if bare:
        label = library.label("laws", name.removeprefix(_LAW), language)
    else:
        label = library.condition_label(name, language)
    return Answer(label, question_of(name))


def _laws_left_out(
    library: Library, true: frozenset[str], language: str, chosen: bool
) -> Iterator[LeftOut]:
    for law in library.applicable_laws:
        if _LAW + law not in true:
            sentence = _why_not(library, law, language, chosen)
            label = library.label("laws", law, language)
            yield LeftOut("law", law, _titled(label), (Reason(sentence),))


def _why_not(library: Library, law: str, language: str, chosen: bool) -> str:
    words = library.receipt_words
    if chosen:
        return words["laws_chosen"][language]
    found = library.laws[law]
    case = (found.applies_if or {})[language]
    return words["law_would" if found.when else "law_unasked"][language].format(case=case)


def _duty(library: Library, requirement: Requirement, true: frozenset[str], language: str) -> Duty:
    return Duty(
        requirement=requirement.id,
        law=requirement.law,
        article=article(library, requirement, true, language),
        level=requirement.level,
        where=tuple(place for place in requirement.where if place != "policy"),
        asks=requirement.asks[language],
        links=requirement.links,
    )
