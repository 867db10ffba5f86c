"""The owner's own words in a policy: where they stand, and what is to be said about them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from policygen.engine.facts.model import Facts, OwnWords
from policygen.engine.facts.own_text import own_html
from policygen.engine.language import phrases as lang
from policygen.engine.library.model import Clause, Library
from policygen.engine.policy import document

QUESTION = "own_words"
PREFIX = "own:"
"""Before the id of the section, the id of the owner's paragraph in it."""
_CITATION = "GDPR Art. 5(1)(a), 12(1)"

ClauseText = Callable[[Clause, str], str]
"""The library's text of a clause in a language, as Markdown, for the shop in question."""


@dataclass(frozen=True)
class OwnTexts:
    """The Markdown of one language: instead of clauses, and after the clauses of sections."""

    clauses: Mapping[str, str]
    sections: Mapping[str, str]

    def paragraph(self, section: str, anchors: frozenset[str]) -> tuple[document.Clause, ...]:
        """The owner's paragraph in a section; none where there is none."""
        if section not in self.sections:
            return ()
        html = own_html(self.sections[section], anchors)
        return (_paragraph(section, html),)


def own_in(facts: Facts, language: str) -> OwnTexts:
    spoken = [own for own in facts.own_words if own.text.has(language)]
    return OwnTexts(
        {own.clause: own.text.in_language(language) for own in spoken if own.clause},
        {own.section: own.text.in_language(language) for own in spoken if own.section},
    )


def reworded(facts: Facts) -> frozenset[str]:
    """The clauses that the owner has reworded in at least one language."""
    return frozenset(own.clause for own in facts.own_words if own.clause)


def own_receipts(
    library: Library, facts: Facts, clauses: Sequence[Clause], language: str
) -> dict[str, str]:
    """By the id of the clause, that these are the owner's words, and in which languages if not in all."""
    shown = {clause.id for clause in clauses}
    return {
        own.clause or PREFIX + str(own.section): _said(library, facts, own, language)
        for own in facts.own_words
        if own.section or own.clause in shown
    }


def _said(library: Library, facts: Facts, own: OwnWords, language: str) -> str:
    codes = [code for code in facts.languages if own.text.has(code)]
    if len(codes) == len(facts.languages):
        return library.receipt_words["own_words"][language]
    names = lang.join((lang.language_name(code, language) for code in codes), language)
    return library.receipt_words["own_words_in"][language].format(languages=names)


def same_text(one: str, other: str) -> bool:
    """Whether two Markdown texts are the same but for white space."""
    return one.split() == other.split()


def _paragraph(section: str, html: Markup) -> document.Clause:
    return document.Clause(
        id=PREFIX + section,
        html=html,
        callout=False,
        because=(),
        satisfies=(),
        reviewed=None,
        unsure=None,
        own=True,
    )


def own_findings(
    library: Library, facts: Facts, clauses: Sequence[Clause], language: str, text: ClauseText
) -> Iterator[document.Finding]:
    """What the owner should know about the own words that stand in the policy."""
    shown = {clause.id: clause for clause in clauses}
    for own in facts.own_words:
        missing = [code for code in facts.languages if not own.text.has(code)]
        if own.section:
            for code in missing:
                yield _finding(library, "missing", "error", own.section, own, language, code)
        elif own.clause in shown:
            clause = shown[own.clause]
            for code in missing:
                yield _finding(library, "one_language", "note", clause.section, own, language, code)
            if _changed(own, clause, text):
                yield _finding(library, "changed", "warning", clause.section, own, language)


def _changed(own: OwnWords, clause: Clause, text: ClauseText) -> bool:
    """Whether the library says something else now than what the owner's words are based on."""
    based_on = own.based_on.texts if own.based_on else {}
    return any(
        not same_text(based_on[code], text(clause, code))
        for code in own.text.texts
        if code in based_on
    )


def _finding(
    library: Library,
    kind: str,
    severity: str,
    section: str,
    own: OwnWords,
    language: str,
    code: str = "",
) -> document.Finding:
    words = library.receipt_words[f"own_{kind}"][language]
    return document.Finding(
        id="-".join(filter(None, ("own-words", kind, own.clause or own.section, code))),
        severity=severity,
        message=words.format(
            section=library.section_titles[section][language],
            language=lang.language_name(code, language) if code else "",
        ),
        question=QUESTION,
        citation=_CITATION,
    )
