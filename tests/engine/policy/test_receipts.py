"""Why a clause is here, what was left out, and what to do beside the policy."""

import datetime
from itertools import product
from typing import Any

import pytest

from policygen.engine.law.applying import laws
from policygen.engine.library.cited import Cite
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Answer, Article, Explanation, LeftOut, Reason, Receipt
from policygen.shops.questions import place
from tests.cases import cases
from tests.cast import LANGUAGES, composed, example, silver_willow
from tests.paths import SHOPS

LIBRARY = shipped_library()


GDPR = "https://eur-lex.europa.eu/eli/reg/2016/679/oj"


def explained(changes: dict[str, Any] | None = None, language: str = "en") -> Explanation:
    return compose(LIBRARY, silver_willow(changes), language).explain()


def left(explanation: Explanation, kind: str, id_: str) -> LeftOut:
    return next(x for x in explanation.left_out if (x.kind, x.id) == (kind, id_))


def reviewed(id_: str) -> datetime.date:
    return LIBRARY.clauses_by_id[id_].reviewed


# -- receipts --------------------------------------------------------------------------------------


def test_the_receipt_of_a_clause_with_a_condition() -> None:
    assert explained({"customers.where": ["DE"]}).receipts["automated-none"] == Receipt(
        because=("no serious decision is made by machine alone",),
        articles=(Article("", (Cite("Art. 13(2)(f) GDPR", f"{GDPR}#art_13"),)),),
        reviewed=datetime.date(2026, 11, 22),
        reviewed_text="22 November 2026",
        unsure=None,
    )


def test_a_law_that_does_not_apply_gives_no_article() -> None:
    assert explained().receipts["automated-none"].articles == ()


@pytest.mark.parametrize(
    ("where", "laws"),
    [(["DE"], {"EU"}), (["GB"], {"UK"}), (["DE", "GB"], {"EU", "UK"})],
)
def test_one_text_of_two_laws(where: list[str], laws: set[str]) -> None:
    """Each law leads to its own text."""
    british = "https://www.legislation.gov.uk/eur/2016/679/article/12"
    both = {
        "EU": Cite("Art. 12(4) GDPR", f"{GDPR}#art_12"),
        "UK": Cite("Art. 12(4) UK GDPR", british),
    }
    articles = explained({"customers.where": where}).receipts["rights-time"].articles
    assert Article("", tuple(both[law] for law in sorted(laws))) in articles


def test_the_receipt_of_a_clause_without_a_condition() -> None:
    assert explained().receipts["glance-purposes"].because == ("for every shop",)
    assert explained(language="uk").receipts["glance-purposes"].because == ("для кожного магазину",)


def test_the_receipt_says_what_is_not_so() -> None:
    assert explained().receipts["changes-notice"].because == (
        "you told us how you announce changes",
        "this is not so: you announce changes in advance",
    )
    because = explained({"business.country": "DE", "customers.where": ["BR"], "laws": ["brazil"]})
    assert because.receipts["rights-general"].because == (
        "this law does not apply to you: GDPR",
        "this law does not apply to you: UK GDPR",
        "this law does not apply to you: Ukraine’s personal data law",
    )


def test_a_receipt_in_ukrainian() -> None:
    receipt = explained({"customers.where": ["UA", "DE"], "business.country": "UA"}, "uk").receipts[
        "children-adults-only"
    ]
    assert receipt.because == (
        "ваші клієнти повнолітні",
        "це не ваш випадок: вашим сервісом користуються діти до 13 років",
    )
    requests = explained(language="uk").receipts["ukraine-requests"]
    assert requests.because == ("ви маєте виконувати: Закон про захист персональних даних",)
    assert requests.articles[0].text == "ч. 4–6 ст. 16, ст. 17, ст. 19 Закону України № 2297-VI"
    day = reviewed("ukraine-requests")
    assert requests.reviewed_text == f"{day.day} листопада {day.year} року"


def test_what_editors_have_to_check_reaches_no_owner() -> None:
    """Neither of a clause nor of a service: not the receipt, not a finding, not a line of the policy."""
    notes = {clause.id: clause.to_check for clause in LIBRARY.clauses if clause.to_check}
    assert {"transfers-dpf", "us-states-rights"} <= notes.keys()
    for name, language in product(("classerium", "jane-ellen", "klumandel"), LANGUAGES):
        document = composed(name, language)
        told = document.explain()
        for id_ in notes.keys() & told.receipts.keys():
            assert told.receipts[id_].unsure is None
        everything = repr(document) + repr(told)
        assert [note for note in notes.values() if note in everything] == []


def test_the_note_for_a_lawyer_is_in_the_receipt() -> None:
    note = LIBRARY.clauses_by_id["who-seller-ua"].unsure
    assert note
    for language in LANGUAGES:
        assert explained(language=language).receipts["who-seller-ua"].unsure == note[language]


# -- left out --------------------------------------------------------------------------------------


def test_a_clause_left_out() -> None:
    assert left(explained(), "clause", "who-dpo") == LeftOut(
        "clause",
        "who-dpo",
        "Who we are",
        (
            Reason(
                "This is not so", (Answer("you have a data protection officer", "business.dpo"),)
            ),
        ),
    )
    (reason,) = left(explained(language="uk"), "clause", "who-dpo").because
    assert reason.text == "Це не ваш випадок: у вас є відповідальна особа з питань захисту даних."


@cases(
    ("id_", "en", "uk"),
    [
        (
            "collect-gems",
            ["None of these is so: you collect: gem certificates; you collect: appraisal documents."],
            ["Жоден із цих випадків не ваш: ви збираєте: сертифікати на каміння; ви збираєте: документи про оцінку прикрас."],
        ),
        ("who-card-no-address", ["This is so: you gave an address."], ["Це ваш випадок: ви вказали адресу."]),
        ("california-ccpa-sold", ["This law does not apply to you: CCPA."], ["На вас не поширюється: CCPA."]),
        (
            "rights-gdpr",
            ["None of these laws applies to you: GDPR; UK GDPR."],
            ["На вас не поширюється жоден із цих законів: GDPR; GDPR Великої Британії."],
        ),
        (
            "rights-general",
            ["This law applies to you: Ukraine’s personal data law."],
            ["На вас поширюється: Закон про захист персональних даних."],
        ),
    ],
)  # fmt: skip
def test_reasons(id_: str, en: list[str], uk: list[str]) -> None:
    for language, expected in (("en", en), ("uk", uk)):
        found = left(explained(language=language), "clause", id_)
        assert [reason.text for reason in found.because] == expected


def test_a_law_left_out() -> None:
    assert left(explained(), "law", "gdpr") == LeftOut(
        "law",
        "gdpr",
        "GDPR",
        (Reason("Would apply if your business were in the European Economic Area or you sold to people there."),),
    )  # fmt: skip
    found = left(explained(language="uk"), "law", "canada")
    assert found.title == "Канадські закони про приватність"
    assert (
        found.because[0].text
        == "Було б інакше, якби ви вказали Канаду серед країн, у яких продаєте."
    )
    assert "We do not ask about this." in left(explained(), "law", "australia").because[0].text


def test_laws_that_the_owner_listed() -> None:
    explanation = explained({"laws": ["ua_pdp"]})
    assert left(explanation, "law", "gdpr").because == (
        Reason("You listed the laws that apply to you."),
    )


@cases("name", SHOPS)
@cases("language", LANGUAGES)
def test_every_clause_is_here_or_left_out(name: str, language: str) -> None:
    document = composed(name, language)
    explanation = document.explain()
    here = [clause.id for clause in document.on_pages]
    out = [x.id for x in explanation.left_out if x.kind == "clause"]
    assert sorted(here + out) == sorted(clause.id for clause in LIBRARY.clauses)
    assert set(explanation.receipts) == set(here)
    laws_out = [x.id for x in explanation.left_out if x.kind == "law"]
    assert sorted([*laws_out, *laws(example(name), LIBRARY)]) == sorted(LIBRARY.applicable_laws)


@cases("name", SHOPS)
@cases("language", LANGUAGES)
def test_everything_has_its_reason_and_its_question(name: str, language: str) -> None:
    explanation = composed(name, language).explain()
    assert all(receipt.because for receipt in explanation.receipts.values())
    for out in explanation.left_out:
        assert out.because
        assert all(r.answers for r in out.because) is (out.kind == "clause")
        for reason in out.because:
            assert "{" not in reason.text
            assert all(answer.label and place(answer.question) for answer in reason.answers)


@cases("law", LIBRARY.applicable_laws)
def test_what_would_bring_a_law_in_is_said_in_every_language(law: str) -> None:
    assert set(LIBRARY.laws[law].applies_if or {}) == set(LANGUAGES)


# -- checklist -------------------------------------------------------------------------------------


def test_the_checklist() -> None:
    checklist = explained({"customers.where": ["UA", "DE"]}, "uk").checklist
    record = next(duty for duty in checklist if duty.requirement == "GDPR-30-min")
    requirement = LIBRARY.requirements_by_id["GDPR-30-min"]
    assert record.article.text == "ст. 30, ч. 2 ст. 5 GDPR"
    assert (record.where, record.level, record.asks) == (
        ("process",),
        "should",
        requirement.asks["uk"],
    )
    assert all(duty.where and "policy" not in duty.where for duty in checklist)
    assert {duty.level for duty in checklist} <= {"must", "should"}
    assert "GDPR-30-min" not in {duty.requirement for duty in explained().checklist}
