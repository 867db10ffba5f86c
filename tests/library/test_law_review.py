"""What a lawyer found wrong in policies: the situation, the sentence that stood there, what stands there now."""

from typing import Any

import pytest

from policygen.engine.facts.reading import FactsError, make_facts
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from policygen.engine.policy.plain_text import plain_text
from tests.cases import cases
from tests.cast import changed

LIBRARY = shipped_library()
Changes = dict[str, Any]
CALIFORNIA: Changes = {
    "customers.where": ["US-CA"],
    "customers.ccpa_thresholds": {"revenue": True},
    "languages": ["en", "uk"],
}
PIXEL: Changes = {
    "activities.0.tools": ["meta_pixel"],
    "activities.0.purpose": "advertising",
    "activities.0.basis": "consent",
}


def made(changes: Changes, language: str = "en") -> Document:
    return compose(LIBRARY, make_facts(changed(changes), LIBRARY), language)


def text(document: Document) -> str:
    return "\n".join(plain_text(clause.html) for clause in document.clauses)


def found(document: Document) -> dict[str, str]:
    return {finding.id: finding.severity for finding in document.findings}


def unmet(document: Document) -> set[str]:
    return {covered.requirement for covered in document.unmet}


SITUATIONS: list[tuple[str, Changes, str, str]] = [
    ("CCPA by choice", {"customers.where": ["US-CA"], "laws": ["ccpa", "caloppa"]},
     "The California Consumer Privacy Act (CCPA) applies to us", "We follow the California Consumer Privacy Act (CCPA) by choice"),
    ("a threshold reached", CALIFORNIA, "by choice", "The California Consumer Privacy Act (CCPA) applies to us."),
    ("a pixel taken off last week", {**CALIFORNIA, "answers.twelve_months": False},
     "In the last 12 months we have neither sold", "We do not sell personal information, and do not share it for advertising"),
    ("never a pixel", {**CALIFORNIA, "answers.twelve_months": True},
     "We do not sell personal information, and do not share", "In the last 12 months we have neither sold personal information nor shared it"),
    ("a British shop", {"business.country": "GB", "customers.where": ["GB"]}, "you can tell us first", "please tell us first"),
    ("nothing is mandatory", {"activities.0.mandatory": False, "customers.where": ["EU"]},
     "Some data is needed for a contract with you or by law", "No law or contract makes you give us data"),
    ("the law of the EU alone", {"customers.where": ["EU"]}, "UK GDPR, Article 6", "What the legal bases mean (GDPR, Article 6):"),
    ("two states", {"customers.where": ["US-OR", "US-TX"]}, "Among the states where we sell", "Where we sell in the United States: Oregon and Texas."),
    ("one state", {"customers.where": ["US-OR"]}, "Among the states where we sell", "Where we sell in the United States: Oregon."),
    ("no state at all", {"customers.where": ["US-PR", "US-OR"]}, "(PR)", "Where we sell in the United States: Oregon and Puerto Rico."),
    ("a territory alone", {"customers.where": ["US-PR"]}, "(PR)", "Where we sell in the United States: Puerto Rico."),
    ("the whole country", {"customers.where": ["US"]}, "Where we sell in the United States", "States with such laws: Colorado, Connecticut, Delaware"),
    ("nothing to refuse", {"customers.where": ["US-OR"], "shares_for_ads": False},
     "opt out of targeted advertising, of sale", "There is no targeted advertising and no sale of data here to opt out of."),
    ("sale unanswered", {"customers.where": ["US-OR"], "sells_data": "unknown"}, "no sale of data here to opt out of", "You can also opt out of targeted advertising and of sale."),
    ("sold, without ads", {"customers.where": ["US-OR"], "sells_data": True}, "We use data about your visits", "We sell personal data. To opt out of that"),
    ("ads", {**PIXEL, "customers.where": ["US-OR"]}, "no sale of data here to opt out of", "We use data about your visits for targeted ads."),
    ("no decisions by machine", {"customers.where": ["US-OR"]}, "profiling that has serious effects", "We make no decision about you by machine alone"),
    ("decisions unanswered", {"customers.where": ["US-OR"], "automated_decisions": None}, "by machine alone", "You can also opt out of profiling that has serious effects."),
    ("review, once", {"business.country": "US", "customers.where": ["US-CA"]}, "Write to us if you want to review or change", "You can ask us to correct or delete it."),
    ("a document", {"customers.where": ["EU"], "rights.verify": ["ownership_of_email", "proof_of_identity"]},
     "We ask for more only if", "We want a document only if we have good reason to doubt."),
    ("California’s agency", CALIFORNIA, "California Privacy Protection Agency or", "California Privacy Protection Agency (CalPrivacy)"),
    ("the state is known", {"business.country": "US", "business.region": "US-OR", "optional_sections": ["governing_law"]},
     "Our home country", "whose law we follow: Oregon, United States."),
    ("a state of another country", {"business.country": "DE", "business.region": "US-CA", "optional_sections": ["governing_law"]},
     "law we follow: California, Germany.", "whose law we follow: Germany."),
    ("a chat", {"business.contact.chat": True}, "no chat", "You can also write in our chat."),
    ("a form for complaints", {"customers.where": ["GB"], "business.contact.form_url": "https://willow.example/write"}, "no form", "You can also use our form: https://willow.example/write"),
    ("no officer needed", {"answers.dpo_not_needed": True, "customers.where": ["EU"]}, "Our data protection officer:", "We have no data protection officer. We need none"),
    ("criminal records in the United Kingdom", {"business.country": "GB", "customers.where": ["GB"], "activities.0.data": ["criminal_record"], "answers.criminal_checks": True},
     "only where a law of the country allows or requires it", "Data Protection Act 2018 (section 10(5), Schedule 1)"),
    ("an age by country", {"customers.where": ["DE", "IT"], "customers.minimum_age": 14, "activities.0.basis": "consent"},
     "Each country of the European Economic Area sets the age", "14 – Italy; 16 – Germany"),
    ("from 16 on", {"customers.where": ["EU"], "customers.minimum_age": 16, "activities.0.basis": "consent"}, "we need a parent’s consent", "You must be at least 16 years old"),
    ("Oregon’s list", {"customers.where": ["US-OR"]}, "no list", "list of the third parties that got your data"),
    ("Nevada’s address", {"customers.where": ["US-NV"], "sells_data": True}, "any future sale", "To forbid us to sell your data, write to hi@willow.example"),
    ("Nevada, nothing sold", {"customers.where": ["US-NV"]}, "To forbid us to sell", "Nevada. To forbid any future sale of your data, write to hi@willow.example"),
    ("Nevada in the whole country", {"customers.where": ["US"]}, "To forbid us to sell", "Nevada. To forbid any future sale of your data"),
    ("Rhode Island", {"customers.where": ["US-RI"], "sells_data": True}, "Write to hi@willow.example. Who receives", "Those to whom we sell data, or may sell it, are named under “Who receives your data”"),
    ("Bavaria", {"business.country": "DE", "business.region": "DE-BY"}, "of our federal state", "data protection authority of Bavaria (BayLDA)"),
    ("France", {"business.country": "FR"}, "no address", "CNIL, 3 place de Fontenoy"),
    ("after death in France", {"customers.where": ["FR"]}, "no word of it", "what is to happen to your data after your death"),
]  # fmt: skip


@cases(("changes", "wrong", "right"), [s[1:] for s in SITUATIONS])
def test_it_works(changes: Changes, wrong: str, right: str) -> None:
    said = text(made(changes))
    assert (right in said, wrong in said) == (True, False)


FINDINGS: list[tuple[str, Changes, str]] = [
    ("a law left out", {"laws": []}, "laws-left-out"),
    ("California left out", {**CALIFORNIA, "laws": ["ua_pdp"]}, "laws-left-out"),
    ("Japan", {"customers.where": ["UA", "JP"]}, "no-law-known"),
    ("a shop in Japan", {"business.country": "JP"}, "no-law-known"),
    ("Brazil", {"customers.where": ["BR"]}, "law-in-brief"),
    ("12 months", CALIFORNIA, "twelve-months-unanswered"),
    ("criminal records", {"customers.where": ["EU"], "activities.0.data": ["criminal_record"]}, "criminal-unanswered"),
    ("which law", {"customers.where": ["EU"], "activities.0.data": ["criminal_record"], "answers.criminal_checks": True}, "criminal-law-missing"),
    ("teenagers and a pixel", {**PIXEL, "customers.where": ["US-MD"], "customers.minimum_age": 16}, "teens-and-ads"),
    ("Connecticut and a pixel", {**PIXEL, "customers.where": ["US-CT"]}, "training-unanswered"),
]  # fmt: skip


@cases(("changes", "id_"), [f[1:] for f in FINDINGS])
def test_the_owner_is_told(changes: Changes, id_: str) -> None:
    assert id_ in found(made(changes))


def test_a_clean_shop_is_told_none_of_it() -> None:
    assert found(made({})).keys().isdisjoint(f[2] for f in FINDINGS)


@pytest.mark.parametrize("language", ["en", "uk"])
def test_a_law_that_is_left_out_is_named(language: str) -> None:
    message = next(
        f.message for f in made({"laws": []}, language).findings if f.id == "laws-left-out"
    )
    assert LIBRARY.label("laws", "ua_pdp", language) in message


def test_advice_about_a_representative_is_not_inverted() -> None:
    """The GDPR was left out, so that none seemed to be needed: taking the representative away helps nobody."""
    person = {"name": "Ann", "email": "ann@rep.example"}
    shop = {"customers.where": ["EU"], "business.eu_representative": person}
    assert "eu-representative-not-needed" not in found(made({**shop, "laws": ["ua_pdp"]}))
    assert "eu-representative-not-needed" in found(made({**shop, "customers.where": ["UA"]}))


@pytest.mark.parametrize(
    ("changes", "requirement", "clause"),
    [
        ({"customers.where": ["EU"], "activities.0.data": ["criminal_record"], "answers.criminal_checks": True}, "GDPR-10", "collect-criminal"),
        ({**CALIFORNIA, "answers.twelve_months": False}, "CCPA-7011e1D", "california-ccpa-not-sold-now"),
    ],
)  # fmt: skip
def test_own_words_for_the_very_clause_count(
    changes: Changes, requirement: str, clause: str
) -> None:
    assert requirement in unmet(made(changes))
    words = [{"clause": clause, "text": {"en": "As Act 5 says.", "uk": "Як каже Закон 5."}}]
    assert requirement not in unmet(made({**changes, "own_words": words}))


def test_connecticut() -> None:
    """With a pixel the policy says whether data trains language models; without an answer it is not published."""
    shop = {**PIXEL, "customers.where": ["US-CT"]}
    assert "US-CT-2026" in unmet(made(shop))
    for answer, said in (
        (False, "We do not collect, use or sell personal data to train large language models."),
        (True, "Personal data is used to train large language models."),
    ):
        document = made({**shop, "answers.llm_training": answer})
        assert (said in text(document), "US-CT-2026" in unmet(document)) == (True, False)


def test_automated_decisions_in_california_can_be_published_from_2027_on() -> None:
    shop = {**CALIFORNIA, "automated_decisions": {"logic": "A score", "effect": "No loan"}}
    before, after = made(shop), made({**shop, "effective": "2027-01-01"})
    assert "CCPA-7011e2-admt" not in unmet(before) | unmet(after)
    assert "you can ask how it decides and opt out" not in text(before)
    assert "you can ask how it decides and opt out" in text(after)


def test_health_data_is_a_duty_of_the_page() -> None:
    shop = {"customers.where": ["US-WA"], "activities.0.data": ["health"]}
    asked = {duty.requirement for duty in made(shop).explain().checklist}
    assert "US-HEALTH" in asked


@pytest.mark.parametrize("place", ["US-ZZ", "US-XX"])
def test_a_state_that_there_is_not(place: str) -> None:
    with pytest.raises(FactsError) as error:
        make_facts(changed({"customers.where": [place]}), LIBRARY)
    assert [problem.code for problem in error.value.problems] == ["bad_place"]


@pytest.mark.parametrize("place", ["US-PR", "US-DC", "UA-30", "CA-QC"])
def test_a_place_that_there_is(place: str) -> None:
    assert make_facts(changed({"customers.where": [place]}), LIBRARY).customers.where == (place,)


def test_unanswered_is_not_no() -> None:
    said = text(made({"customers.where": ["EU"]}))
    assert "No law or contract makes you give us data" not in said
