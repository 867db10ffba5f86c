"""The one place where a policy comes together: library + facts + language → document.

No clock, no network, no database, no current language: the same arguments give the same document.
"""

from collections.abc import Callable, Sequence
from functools import cached_property

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.conditions.deriving import conditions
from policygen.engine.facts.answered import answered
from policygen.engine.facts.model import Facts, typed_texts
from policygen.engine.facts.own_text import own_html
from policygen.engine.facts.reading import facts_data
from policygen.engine.language.paper import paper_of
from policygen.engine.library.model import Clause, Library
from policygen.engine.library.standing import standing_in
from policygen.engine.library.wording import Wording
from policygen.engine.placeholders.values import Values, values
from policygen.engine.policy import document
from policygen.engine.policy.coverage import coverage
from policygen.engine.policy.errors import ComposeError
from policygen.engine.policy.evidence import Shown
from policygen.engine.policy.findings import findings, gravest_first
from policygen.engine.policy.looking_back import looking_back
from policygen.engine.policy.markdown import passage
from policygen.engine.policy.own_words import OwnTexts, own_findings, own_in, own_receipts, reworded
from policygen.engine.policy.passages import Passage, Passages
from policygen.engine.policy.receipts import explain
from policygen.engine.policy.spelling import day, locale_of, respelled, speller

__all__ = ["ComposeError", "compose"]


def compose(
    library: Library, facts: Facts, language: str, earlier: Sequence[Facts] = ()
) -> document.Document:
    """The policy of one shop in one language. Raises ComposeError where a clause is defective.

    `earlier`: the answers of its published versions, the oldest first. The text does not rest on them, the
    findings do.
    """
    catalogue = Catalogue(answered(facts), library)
    true = conditions(facts, library, catalogue)
    found = values(facts, library, language, catalogue)
    standing = [
        (id_, title, standing_in(rows, true))
        for id_, title, rows in library.once(Passages, language).sections
    ]
    own = own_in(facts, language)
    anchors = frozenset(own.sections).union([id_ for id_, _, passages in standing if passages])
    layers = tuple(
        [
            document.Section(
                id_,
                title,
                (*_written(passages, found, true, own, anchors), *own.paragraph(id_, anchors)),
            )
            for id_, title, passages in standing
            if id_ in anchors
        ]
    )
    spell = speller(facts, library, language)
    if spell is not str:
        layers = respelled(layers, spell)
    return document.Document(
        language=language,
        title=library.string("title", language),
        shop=facts.business.name.in_language(language),
        effective=facts.effective,
        effective_text=day(facts.effective, language, facts.business.country),
        library_release=library.release,
        sections=tuple([whole for section in layers if (whole := section.whole).clauses]),
        strings=library.once(Wording, language).texts,
        asked=_Asked(library, facts, language, true, found, standing, earlier),
        locale=locale_of(facts.business.country, language),
        paper=paper_of(facts.business.country),
        first=_first(layers),
    )


def _first(layers: tuple[document.Section, ...]) -> document.Section | None:
    """What a page opens with, if it has layers: its beginning, if that says what the whole does not."""
    first = layers[0] if layers else None
    return first if first and any(clause.first_layer for clause in first.clauses) else None


def _written(
    passages: list[Passage],
    found: Values,
    true: frozenset[str],
    own: OwnTexts,
    anchors: frozenset[str],
) -> list[document.Clause]:
    if not own.clauses:
        return [passage.ready or passage.written(found, true) for passage in passages]
    return [
        _reworded(passage, words, true, anchors)
        if (words := own.clauses.get(passage.clause.id))
        else passage.written(found, true)
        for passage in passages
    ]


def _reworded(
    passage: Passage, words: str, true: frozenset[str], anchors: frozenset[str]
) -> document.Clause:
    clause = passage.clause
    return document.Clause(
        id=clause.id,
        html=own_html(words, anchors),
        callout=clause.callout,
        because=clause.when.because(true),
        satisfies=clause.satisfies,
        reviewed=None,
        unsure=passage.unsure,
        own=True,
        first_layer=clause.first_layer,
    )


class _Asked(document.Asked):
    """What stands beside the policy, made from what the policy was made from."""

    def __init__(
        self,
        library: Library,
        facts: Facts,
        language: str,
        true: frozenset[str],
        found: Values,
        standing: list[tuple[str, str, list[Passage]]],
        earlier: Sequence[Facts],
    ):
        self._library, self._facts, self._language = library, facts, language
        self._true, self._values, self._standing = true, found, standing
        self._earlier = earlier

    @cached_property
    def _clauses(self) -> list[Clause]:
        return [passage.clause for _, _, passages in self._standing for passage in passages]

    def coverage(self) -> tuple[document.Covered, ...]:
        own = reworded(self._facts)
        shown = Shown(self._language, self._values, own)
        whole = [clause for clause in self._clauses if not clause.first_layer]
        return coverage(self._library, self._true, whole, own, shown)

    def findings(self) -> tuple[document.Finding, ...]:
        library, facts, language = self._library, self._facts, self._language
        text = _texts_now(facts, library, {language: self._values})
        about_own = own_findings(library, facts, self._clauses, language, text)
        found = findings(library, self._true, self._values, language)
        past = looking_back(library, facts, self._earlier, self._true, language)
        return gravest_first((*found, *past, *about_own))

    def explanation(self) -> document.Explanation:
        library, facts, language = self._library, self._facts, self._language
        own = own_receipts(library, facts, self._clauses, language)
        chosen = facts.laws is not None
        return explain(library, self._true, language, laws_chosen=chosen, own=own)

    def typed(self) -> tuple[str, ...]:
        return tuple(
            text.in_language(self._language)
            for _, text in typed_texts(self._facts)
            if "" not in text.texts
        )

    def answers(self) -> bytes:
        from policygen.engine.facts.writing import facts_file  # few ask for it

        return facts_file(facts_data(self._facts))


def _texts_now(
    facts: Facts, library: Library, known: dict[str, Values]
) -> Callable[[Clause, str], str]:
    """The library's own text of a clause in any language of the policy, as Markdown.

    `known`: placeholders by language. Those of another language are made when they are asked for.
    """

    def text(clause: Clause, language: str) -> str:
        if language not in known:
            known[language] = values(facts, library, language)
        written = Passage(clause, language).written(known[language], frozenset())
        return passage(speller(facts, library, language)(written.html))

    return text
