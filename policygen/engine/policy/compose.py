"""The one place where a policy comes together: library + facts + language → document.

No clock, no network, no database, no current language: the same arguments give the same document.
"""

from collections.abc import Callable, Mapping
from functools import partial

from jinja2 import UndefinedError
from markupsafe import Markup

from policygen.engine.conditions.deriving import conditions
from policygen.engine.facts.model import Facts, typed_texts
from policygen.engine.facts.own_text import own_html
from policygen.engine.language import phrases as lang
from policygen.engine.library.model import Clause, Library
from policygen.engine.policy import document
from policygen.engine.policy.coverage import coverage
from policygen.engine.policy.findings import findings, gravest_first
from policygen.engine.policy.markdown import passage
from policygen.engine.policy.own_words import OwnTexts, own_findings, own_in, own_receipts, reworded
from policygen.engine.policy.placeholders import context
from policygen.engine.policy.receipts import explain


class ComposeError(Exception):
    """A clause asks for an answer that its condition does not guarantee: a defect of the library."""


def compose(library: Library, facts: Facts, language: str) -> document.Document:
    """The policy of one shop in one language. Raises ComposeError where a clause is defective."""
    true = conditions(facts, library)
    values = context(facts, library, language)
    clauses = [c for c in library.clauses if c.when.holds(true)]
    own = own_in(facts, language)
    anchors = frozenset(own.sections).union(clause.section for clause in clauses)
    sections = tuple(
        document.Section(
            section.id,
            section.title[language],
            (
                *(
                    _written(clause, values, true, language, own, anchors)
                    for clause in clauses
                    if clause.section == section.id
                ),
                *own.paragraph(section.id, anchors),
            ),
        )
        for section in library.sections
        if section.id in anchors
    )
    about_own = own_findings(
        library, facts, clauses, language, _texts_now(facts, library, {language: values})
    )
    return document.Document(
        language=language,
        title=library.string("title", language),
        shop=facts.business.name.in_language(language),
        effective=facts.effective,
        effective_text=lang.date(facts.effective, language),
        library_release=library.release,
        sections=sections,
        coverage=coverage(library, true, clauses, reworded(facts)),
        findings=gravest_first((*findings(library, true, values, language), *about_own)),
        strings={key: texts[language] for key, texts in library.strings.items()},
        explain=partial(
            explain,
            library,
            true,
            language,
            laws_chosen=facts.laws is not None,
            own=own_receipts(library, facts, clauses, language),
        ),
        typed=tuple(
            text.in_language(language) for _, text in typed_texts(facts) if "" not in text.texts
        ),
    )


def _written(
    clause: Clause,
    values: Mapping[str, object],
    true: frozenset[str],
    language: str,
    own: OwnTexts,
    anchors: frozenset[str],
) -> document.Clause:
    words = own.clauses.get(clause.id)
    return document.Clause(
        id=clause.id,
        html=own_html(words, anchors) if words else _render(clause, values, language),
        callout=clause.callout,
        because=clause.when.because(true),
        satisfies=clause.satisfies,
        reviewed=None if words else clause.reviewed,
        unsure=clause.unsure[language] if clause.unsure else None,
        own=bool(words),
    )


def _texts_now(
    facts: Facts, library: Library, known: dict[str, dict[str, object]]
) -> Callable[[Clause, str], str]:
    """The library's own text of a clause in any language of the policy, as Markdown.

    `known`: placeholders by language. Those of another language are made when they are asked for.
    """

    def text(clause: Clause, language: str) -> str:
        if language not in known:
            known[language] = context(facts, library, language)
        return passage(_render(clause, known[language], language))

    return text


def _render(clause: Clause, values: Mapping[str, object], language: str) -> Markup:
    try:
        return clause.texts[language].render(values)
    except UndefinedError as error:
        raise ComposeError(f"clause {clause.id} ({language}): {error.message}") from error
