import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from policygen.engine.conditions.deriving import conditions
from policygen.engine.facts.model import Facts
from policygen.engine.library.schema import When
from policygen.engine.loading.load import shipped_library
from policygen.engine.placeholders.known import NAMES
from policygen.engine.policy.compose import ComposeError, compose
from policygen.engine.policy.coverage import duties
from policygen.engine.policy.plain_text import plain_text
from policygen.engine.templates import compile_text
from tests.cases import cases
from tests.cast import GONE, LANGUAGES, composed, example, silver_willow
from tests.engine.facts.any_facts import any_facts
from tests.paths import SHOPS


def clause_text(clause: str, changes: dict[str, Any] | None = None, language: str = "en") -> str:
    document = compose(shipped_library(), silver_willow(changes), language)
    return next(plain_text(c.html) for c in document.clauses if c.id == clause)


def test_it_works() -> None:
    document = compose(shipped_library(), silver_willow(), "en")
    assert (document.language, document.title, document.shop) == (
        "en",
        "Privacy policy",
        "Silver Willow",
    )
    assert (document.effective_text, document.library_release) == ("22 November 2026", 1)
    assert [section.id for section in document.sections] == [
        "glance", "who-we-are", "what-we-collect", "purposes", "sharing", "cookies", "retention",
        "security", "rights", "ukraine", "children", "automated", "complaints", "changes", "contact",
    ]  # fmt: skip
    assert document.publishable
    assert (document.unmet, document.errors, document.findings) == ((), (), ())


def test_ukrainian() -> None:
    document = compose(shipped_library(), silver_willow(), "uk")
    assert (document.title, document.effective_text) == (
        "Політика конфіденційності",
        "22 листопада 2026 року",
    )
    assert document.strings["page_of"] == "Сторінка {page} з {pages}"


@cases("name", SHOPS)
@cases("language", LANGUAGES)
def test_receipts_say_why(name: str, language: str) -> None:
    library, document = shipped_library(), composed(name, language)
    true = conditions(example(name), library)
    for clause in document.on_pages:
        source = library.clauses_by_id[clause.id]
        assert clause.because == source.when.because(true)
        assert set(clause.because) <= true
        assert clause.satisfies == source.satisfies
    chosen = {clause.id for clause in document.on_pages}
    for clause in library.clauses:
        assert (clause.id in chosen) is not bool(clause.when.missing(true))


@cases("name", SHOPS)
def test_coverage_is_every_requirement_that_applies(name: str) -> None:
    library, document = shipped_library(), composed(name, "en")
    true = conditions(example(name), library)
    applying = [r for r in library.requirements if r.when.holds(true) and "policy" in r.where]
    assert [c.requirement for c in document.coverage] == [r.id for r in applying]
    for covered in document.coverage:
        clauses = [c.id for c in document.clauses if covered.requirement in c.satisfies]
        assert (list(covered.clauses), covered.met) == (clauses, bool(clauses))
    assert document.coverage == composed(name, "uk").coverage


def test_duties_belong_elsewhere_than_in_the_text() -> None:
    library = shipped_library()
    found = duties(library, conditions(example("jane-ellen"), library))
    assert found
    assert all(set(r.where) & {"page", "process"} and r.level != "may" for r in found)


def test_an_unmet_requirement_keeps_a_policy_from_being_published() -> None:
    library = shipped_library()
    without = replace(
        library, clauses=tuple(c for c in library.clauses if c.id != "ukraine-rights")
    )
    document = compose(without, silver_willow(), "en")
    whole = compose(library, silver_willow(), "en")
    only_there = [
        c for c in whole.coverage if c.level == "must" and c.clauses == ("ukraine-rights",)
    ]
    assert [c.requirement for c in document.unmet] == [c.requirement for c in only_there]
    assert document.unmet
    assert not document.publishable
    assert document.errors == ()


def test_should_and_may_do_not_keep_it_back() -> None:
    library = shipped_library()
    milder = tuple(r.model_copy(update={"level": "should"}) for r in library.requirements)
    document = compose(replace(library, requirements=milder, clauses=()), silver_willow(), "en")
    assert (document.sections, document.unmet, document.publishable) == ((), (), True)
    assert not any(covered.met for covered in document.coverage)


def test_a_clause_that_asks_for_a_missing_answer_is_named() -> None:
    library = shipped_library()
    texts = {language: compile_text("Call {{ shop.phone }}.", NAMES) for language in LANGUAGES}
    careless = replace(library.clauses[0], id="careless", when=When(), texts=texts)
    broken = replace(library, clauses=(*library.clauses, careless))
    said = r"^clause careless \(uk\): shop.phone has no value for this shop$"
    with pytest.raises(ComposeError, match=said):
        compose(broken, silver_willow(), "uk")
    whole = compose(broken, silver_willow({"business.contact.phone": "+380 44 0000000"}), "uk")
    assert plain_text(whole.clauses[0].html)


@given(any_facts())
@settings(max_examples=settings.default.max_examples // 2)
def test_any_shop_gets_a_policy_in_both_languages(facts: Facts) -> None:
    library = shipped_library()
    en, uk = (compose(library, facts, language) for language in LANGUAGES)
    assert [(s.id, [c.id for c in s.clauses]) for s in en.sections] == [
        (s.id, [c.id for c in s.clauses]) for s in uk.sections
    ]
    assert en.coverage == uk.coverage
    assert [f.id for f in en.findings] == [f.id for f in uk.findings]
    for clause in (*en.clauses, *uk.clauses):
        text = clause.html.striptags()
        assert text
        assert not re.search(r": *\.|, ,|\w None\b|undefined", text)


def test_the_same_answers_give_the_same_document() -> None:
    facts = example("jane-ellen")
    assert compose(shipped_library(), facts, "uk") == composed("jane-ellen", "uk")


@cases(
    ("clause", "changes", "en", "uk"),
    [
        (
            "contact-reply",
            {"business.replies_within": {"days": 2, "working": True}},
            "within 2 working days.",
            "протягом 2 робочих днів.",
        ),
        (
            "contact-reply",
            {"business.replies_within": {"days": 1}},
            "within 1 day.",
            "протягом 1 дня.",
        ),
        (
            "children-adults-only",
            {"customers.minimum_age": 21},
            "at least 21 years old",
            "щонайменше 21 рік.",
        ),
        (
            "changes-notice",
            {"changes.notice": ["website", "email"]},
            "we tell you on this website and by email.",
            "ми повідомимо на цьому сайті та електронною поштою.",
        ),
        (
            "storage-places",
            {"storage.where": ["EU", "GB", "US"]},
            "European Union, United Kingdom and United States.",
            "Європейський Союз, Велика Британія та Сполучені Штати.",
        ),
        (
            "storage-places",
            {"storage.where": ["US-CA", "WORLD"]},
            "California (USA) and various countries of the world.",
            "Каліфорнія (США) та різні країни світу.",
        ),
    ],
)
def test_answers_inside_sentences(clause: str, changes: dict[str, Any], en: str, uk: str) -> None:
    assert en in clause_text(clause, changes, "en")
    assert uk in clause_text(clause, changes, "uk")


def test_left_out_stays_left_out() -> None:
    ids = {
        c.id for c in compose(shipped_library(), silver_willow({"sells_data": GONE}), "en").clauses
    }
    assert ids.isdisjoint({"sharing-no-sale", "glance-no-sale", "sharing-sale"})


def test_the_first_layer_stands_on_pages_alone() -> None:
    document = composed("klumandel", "en")
    assert document.first is not None
    whole = document.first.whole
    assert document.sections[0] == whole != document.first
    assert document.layers == (document.first, *document.sections[1:])
    alone = [clause for clause in document.on_pages if clause not in document.clauses]
    assert alone and all(clause.first_layer and not clause.satisfies for clause in alone)
    covering = {id_ for covered in document.coverage for id_ in covered.clauses}
    assert covering.isdisjoint(clause.id for clause in alone)
