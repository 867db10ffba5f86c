"""A document as it is set: with spaces at which no line may end. Only formats that break lines ask for it."""

from dataclasses import replace

from policygen.engine.language.no_break import bound
from policygen.engine.policy.document import Document, Section
from policygen.engine.templates.markup import Html, markup


def typeset(document: Document) -> Document:
    """The same words; typesetting it again changes nothing."""
    language = document.language
    return replace(
        document,
        sections=tuple([_section(section, language) for section in document.sections]),
        first=_section(document.first, language) if document.first else None,
        effective_text=bound(document.effective_text, language),
    )


def _section(section: Section, language: str) -> Section:
    clauses = [
        clause._replace(html=markup(Html(bound(clause.html, language))))
        for clause in section.clauses
    ]
    return Section(section.id, bound(section.title, language), tuple(clauses))
