"""A requirement is met by what its evidence is: taken out of the text, and it is unmet."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import pytest

from policygen.engine.conditions.deriving import conditions
from policygen.engine.facts.model import Facts
from policygen.engine.language.words import begins, plain
from policygen.engine.library.model import Clause
from policygen.engine.library.schema import Evidence, Requirement
from policygen.engine.loading.load import shipped_library
from policygen.engine.placeholders.values import Values, values
from policygen.engine.policy.evidence import Shown
from policygen.engine.templates import Text
from tests.cast import LANGUAGES, example
from tests.paths import EXAMPLES

LIBRARY = shipped_library()
OF_THE_TEXT = [r for r in LIBRARY.requirements if "policy" in r.where]
SHOPS = sorted(path.stem for path in EXAMPLES.glob("*.yaml"))


@lru_cache
def shop(name: str, language: str) -> tuple[frozenset[str], Values]:
    facts: Facts = example(name)
    return conditions(facts, LIBRARY), values(facts, LIBRARY, language)


def standing(requirement: Requirement, true: frozenset[str]) -> list[Clause]:
    return [c for c in LIBRARY.clauses if requirement.id in c.satisfies and c.when.holds(true)]


def cases() -> Iterator[tuple[Requirement, str, str]]:
    """Each requirement with the first shop to which it applies, in each language."""
    for requirement in OF_THE_TEXT:
        for name in SHOPS:
            true, _values = shop(name, "en")
            if requirement.when.holds(true) and standing(requirement, true):
                yield from ((requirement, name, language) for language in LANGUAGES)
                break


def test_a_clause_that_only_stands_there_meets_nothing() -> None:
    clause = replace(
        LIBRARY.clauses[0], texts={"en": Text(("<p>We like you, ", "shop.name", ".</p>"))}
    )
    wanted = Evidence.model_validate(
        {
            "shows": ["shop.name", ["shop.phone", "shop.email"]],
            "says": {"en": ["LIKE", ["hate", "love"]]},
        }
    )
    shown = Shown("en", {"shop.name": "They hate me"})
    assert shown.lacking(wanted, [clause]) == ("shop.phone", "hate")
    assert Shown("uk", {}).lacking(Evidence(says=wanted.says), [clause]) == ()


def test_a_word_counts_where_it_begins() -> None:
    assert begins("object").search(plain("<p>You may  make an <b>Objection</b></p>"))
    assert not begins("object").search(plain("<p>subject</p>"))
    assert begins("legal basis").search(plain("<td>Legal</td><td>basis</td>"))


def test_the_owners_words_count_for_what_the_clause_meets() -> None:
    clause = LIBRARY.clauses[0]
    wanted = Evidence(says={"en": (("words that no clause says",),)})
    assert Shown("en", {}, frozenset({clause.id})).lacking(wanted, [clause]) == ()


def without(
    clause: Clause, language: str, words: tuple[str, ...], names: tuple[str, ...]
) -> Clause:
    """The clause without these words and placeholders, in one language."""
    pieces = list(clause.texts[language].pieces)
    for at in range(0, len(pieces), 2):
        pieces[at] = "" if any(begins(w).search(plain(pieces[at])) for w in words) else pieces[at]
    kept = [*pieces[:1]]
    for name, text in pairwise_of(pieces[1:]):
        kept = [*kept[:-1], kept[-1] + text] if name in names else [*kept, name, text]
    return replace(clause, texts={**clause.texts, language: Text(tuple(kept))})


def pairwise_of(pieces: list[str]) -> Iterator[tuple[str, str]]:
    yield from list(pairwise(pieces))[::2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_taken_out_it_is_unmet(language: str) -> None:
    """Each piece of each requirement's evidence, of a shop to which it applies."""
    looked = set()
    for requirement, name, spoken in cases():
        if spoken != language:
            continue
        true, given = shop(name, language)
        clauses = standing(requirement, true)
        evidence = requirement.evidence
        assert Shown(language, given).lacking(evidence, clauses) == (), (requirement.id, name)
        for either in evidence.shows:
            less = [without(clause, language, (), either) for clause in clauses]
            assert either[0] in Shown(language, given).lacking(evidence, less), requirement.id
        for either in evidence.says[language] if evidence.says else ():
            less = [without(clause, language, either, ()) for clause in clauses]
            assert either[0] in Shown(language, given).lacking(evidence, less), requirement.id
        looked.add(requirement.id)
    assert len(looked) > 60


WITHOUT = {
    "GDPR-12-1": "what is short and clear is measured (tests/library/test_readability.py)",
    "UK-PECR-6": "met by the table of cookies, as EPRIV-5-3, and asked of the page",
    "UA-4-processor": "may, and nothing hangs on it",
    "UA-1089-120": "who gets messages is the basis of a purpose; UA-ECOM-10 has the words",
    "UA-LANG": "met by the languages of the policy",
    "GP-breach": "may, and nothing hangs on it",
    "CCPA-7011e1E": "sold or shared: each clause has words of its own",
    "CCPA-7011e1F": "likewise",
    "CCPA-regulator": "may, and nothing hangs on it",
}


def test_each_has_evidence_or_says_why_not() -> None:
    met = {r for clause in LIBRARY.clauses for r in clause.satisfies}
    bare = {
        r.id
        for r in OF_THE_TEXT
        if r.id in met and not (r.evidence.shows or r.evidence.says) and r.law != "coppa"
    }
    assert bare == set(WITHOUT)
