"""A law is one file, and its clause one entry: all else follows. Japan's stands for any."""

from datetime import date

import pytest

from policygen.engine.conditions.names import possible_names
from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import make_facts
from policygen.engine.library.library_files import read_files
from policygen.engine.library.matrix import matrix
from policygen.engine.library.model import SHIPPED, Library
from policygen.engine.loading.checking import check
from policygen.engine.loading.load import load_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from policygen.publishing.management.commands.coverage_report import report
from tests.cast import changed, silver_willow

LAW = """\
- slug: japan
  order: 235
  label: {en: APPI, uk: APPI}
  applies_if: {en: you sold to people in Japan, uk: ви продавали людям у Японії}
  name: {en: Act on the Protection of Personal Information, uk: Закон про захист персональної інформації}
  when: {any: ['sells-to:JP', 'country:JP']}
  citation: Art. 171

- id: JP-21
  law: japan
  citation: Art. 21
  level: must
  where: [policy]
  when: {all: [law:japan]}
  asks: {en: Say for what the data is used., uk: 'Скажіть, для чого використовуються дані.'}
"""
CLAUSE = """
- id: japan-purpose
  when: {all: [law:japan]}
  satisfies: [JP-21]
  reviewed: 2026-11-28
  text:
    en: People in Japan can ask us what their data is used for.
    uk: Люди в Японії можуть запитати нас, для чого використовуються їхні дані.
"""
FILES = {**read_files(SHIPPED), "laws/japan.yaml": LAW}
PATH = "clauses/countries.yaml"
WITH_CLAUSE = {**FILES, PATH: f"{FILES[PATH].rstrip()}\n{CLAUSE}"}
JAPANESE = {"customers.where": ["UA", "JP"]}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(WITH_CLAUSE)


def policy(library: Library, facts: Facts, language: str = "en") -> Document:
    return compose(library, facts, language)


def met(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    return [(c.law, c.clauses) for c in document.coverage if c.requirement == "JP-21"]


def test_it_works(library: Library) -> None:
    document = policy(library, silver_willow(JAPANESE))
    assert met(document) == [("japan", ("japan-purpose",))]
    assert document.publishable
    receipt = document.explain().receipts["japan-purpose"]
    assert receipt.because == ("this law applies to you: APPI",)
    assert [article.text for article in receipt.articles] == ["APPI, Art. 21"]


def test_without_its_clause_the_policy_may_not_be_published() -> None:
    document = policy(load_library(FILES), silver_willow(JAPANESE))
    assert met(document) == [("japan", ())]
    assert not document.publishable


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Would apply if you sold to people in Japan."),
        ("uk", "Було б інакше, якби ви продавали людям у Японії."),
    ],
)
def test_others_are_told_what_would_bring_it_in(
    library: Library, language: str, sentence: str
) -> None:
    document = policy(library, silver_willow(), language)
    assert met(document) == []
    left = {x.id: x for x in document.explain().left_out if x.kind == "law"}
    assert left["japan"].title == "APPI"
    assert [reason.text for reason in left["japan"].because] == [sentence]


def test_its_owner_may_choose_it(library: Library) -> None:
    assert "japan" in library.slugs()["laws"]
    assert met(policy(library, make_facts(changed({"laws": ["japan"]}), library)))


def test_what_is_told_of_libraries(library: Library) -> None:
    assert check(WITH_CLAUSE) == ()
    assert "law:japan" in possible_names(library)
    assert library.condition_label("law:japan", "uk") == "на вас поширюється: APPI"
    assert library.applicable_laws.index("japan") == library.applicable_laws.index("brazil") + 1
    row = next(r for r in matrix(library, date(2026, 11, 28)) if r.requirement.id == "JP-21")
    assert [meeting.id for meeting in row.clauses] == ["japan-purpose"]
    assert "## APPI\n\nAct on the Protection of Personal Information." in report(library)
