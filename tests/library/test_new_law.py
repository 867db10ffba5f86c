"""A law is one file, and its clause one entry: all else follows. That of an uninhabited island stands for any."""

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
- slug: bouvet
  order: 9999
  label: {en: BIPPA, uk: BIPPA}
  applies_if: {en: you sold to people on Bouvet Island, uk: ви продавали людям на острові Буве}
  name: {en: Act on the Protection of Personal Information, uk: Закон про захист персональної інформації}
  when: {any: ['sells-to:BV', 'country:BV']}
  citation: Art. 171

- id: BV-21
  law: bouvet
  citation: Art. 21
  level: must
  where: [policy]
  when: {all: [law:bouvet]}
  asks: {en: Say for what the data is used., uk: 'Скажіть, для чого використовуються дані.'}
"""
CLAUSE = """
- id: bouvet-purpose
  when: {all: [law:bouvet]}
  satisfies: [BV-21]
  reviewed: 2026-11-28
  text:
    en: People on Bouvet Island can ask us what their data is used for.
    uk: Люди на острові Буве можуть запитати нас, для чого використовуються їхні дані.
"""
FILES = {**read_files(SHIPPED), "laws/bouvet.yaml": LAW}
PATH = "clauses/countries.yaml"
WITH_CLAUSE = {**FILES, PATH: f"{FILES[PATH].rstrip()}\n{CLAUSE}"}
WOULD_APPLY = {
    "en": "Would apply if you sold to people on Bouvet Island.",
    "uk": "Було б інакше, якби ви продавали людям на острові Буве.",
}
OVERSEAS = {"customers.where": ["UA", "BV"]}


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(WITH_CLAUSE)


def policy(library: Library, facts: Facts, language: str = "en") -> Document:
    return compose(library, facts, language)


def met(document: Document) -> list[tuple[str, tuple[str, ...]]]:
    return [(c.law, c.clauses) for c in document.coverage if c.requirement == "BV-21"]


def test_it_works(library: Library) -> None:
    document = policy(library, silver_willow(OVERSEAS))
    assert met(document) == [("bouvet", ("bouvet-purpose",))]
    assert document.publishable
    receipt = document.explain().receipts["bouvet-purpose"]
    assert receipt.because == ("this law applies to you: BIPPA",)
    assert [article.text for article in receipt.articles] == ["BIPPA, Art. 21"]


def test_without_its_clause_the_policy_may_not_be_published() -> None:
    document = policy(load_library(FILES), silver_willow(OVERSEAS))
    assert met(document) == [("bouvet", ())]
    assert not document.publishable


@pytest.mark.parametrize(("language", "sentence"), WOULD_APPLY.items())
def test_others_are_told_what_would_bring_it_in(
    library: Library, language: str, sentence: str
) -> None:
    document = policy(library, silver_willow(), language)
    assert met(document) == []
    left = {x.id: x for x in document.explain().left_out if x.kind == "law"}
    assert left["bouvet"].title == "BIPPA"
    assert [reason.text for reason in left["bouvet"].because] == [sentence]


def test_its_owner_may_choose_it(library: Library) -> None:
    assert "bouvet" in library.slugs()["laws"]
    assert met(policy(library, make_facts(changed({"laws": ["bouvet"]}), library)))


def test_what_is_told_of_libraries(library: Library) -> None:
    assert check(WITH_CLAUSE) == ()
    assert "law:bouvet" in possible_names(library)
    assert library.condition_label("law:bouvet", "uk") == "ви маєте виконувати: BIPPA"
    assert library.applicable_laws[-1] == "bouvet"
    row = next(r for r in matrix(library, date(2026, 11, 28)) if r.requirement.id == "BV-21")
    assert [meeting.id for meeting in row.clauses] == ["bouvet-purpose"]
    assert "## BIPPA\n\nAct on the Protection of Personal Information." in report(library)
