"""The one place where a policy comes together: library + facts + language → document.

No clock, no network, no database, no current language: the same arguments give the same document.
"""

from functools import partial

from jinja2 import UndefinedError
from markupsafe import Markup

from policygen.engine import document
from policygen.engine import language as lang
from policygen.engine.conditions import conditions
from policygen.engine.coverage import coverage
from policygen.engine.facts import Facts, typed_texts
from policygen.engine.findings import findings
from policygen.engine.library import Clause, Library
from policygen.engine.placeholders import context
from policygen.engine.receipts import explain


class ComposeError(Exception):
    """A clause asks for an answer that its condition does not guarantee: a defect of the library."""


def compose(library: Library, facts: Facts, language: str) -> document.Document:
    """The policy of one shop in one language. Raises ComposeError where a clause is defective."""
    true = conditions(facts, library)
    values = context(facts, library, language)
    clauses = [c for c in library.clauses if c.when.holds(true)]
    sections = tuple(
        document.Section(section.id, section.title[language], written)
        for section in library.sections
        if (
            written := tuple(
                _written(clause, values, true, language)
                for clause in clauses
                if clause.section == section.id
            )
        )
    )
    return document.Document(
        language=language,
        title=library.string("title", language),
        shop=facts.business.name.in_language(language),
        effective=facts.effective,
        effective_text=lang.date(facts.effective, language),
        library_release=library.release,
        sections=sections,
        coverage=coverage(library, true, clauses),
        findings=findings(library, true, values, language),
        strings={key: texts[language] for key, texts in library.strings.items()},
        explain=partial(explain, library, true, language, laws_chosen=facts.laws is not None),
        typed=tuple(
            text.in_language(language) for _, text in typed_texts(facts) if "" not in text.texts
        ),
    )


def _written(
    clause: Clause, values: dict[str, object], true: frozenset[str], language: str
) -> document.Clause:
    return document.Clause(
        id=clause.id,
        html=_render(clause, values, language),
        callout=clause.callout,
        because=clause.when.because(true),
        satisfies=clause.satisfies,
        reviewed=clause.reviewed,
        unsure=clause.unsure[language] if clause.unsure else None,
    )


def _render(clause: Clause, values: dict[str, object], language: str) -> Markup:
    try:
        return clause.texts[language].render(values)
    except UndefinedError as error:
        raise ComposeError(f"clause {clause.id} ({language}): {error.message}") from error
