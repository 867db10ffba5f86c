"""What only stands for an answer meets no duty, is printed nowhere, and is told."""

from typing import Any

from policygen.engine.conditions.deriving import conditions
from policygen.engine.facts.answered import answered, no_answers
from policygen.engine.facts.reading import facts_data
from policygen.engine.facts.typed.no_answer import stands_for_nothing
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.plain_text import plain_text
from tests.cases import cases
from tests.cast import silver_willow

NOTHING = (
    *(
        "не знаю",
        "Не знаю.",
        "НЕ ЗНАЮ!",
        "не  знаємо",
        "немає",
        "нема",
        "н/д",
        "—",
        "-",
        "...",
        "?",
        "???",
    ),
    *(
        "n/a",
        "N/A",
        "na",
        "none",
        "None.",
        "tbd",
        "TBA",
        "to be confirmed",
        "I don’t know",
        "don't know",
    ),
    *(
        "unknown",
        "xxx",
        "xxxx",
        "0000",
        "невідомо",
        "не вказано",
        "уточнюється",
        "б/н",
        "нет",
        "не знаем",
    ),
    *("no", "ні", "later", "потім", "test", "тест", "так само", "same as above")[:6],
)
SOMETHING = (
    *(
        "Nadia",
        "Нема Тарас",
        "Willow LLC",
        "ТОВ «Не знаю»",
        "12345678",
        "1",
        "A",
        "Ні-Ні",
        "Testament",
    ),
    *("вул. Невідомого Солдата, 1", "No 7", "Unknown Pleasures Ltd", "Bob", "ІІ", "00"),
)


@cases("text", NOTHING)
def test_it_works(text: str) -> None:
    assert stands_for_nothing(text)


@cases("text", SOMETHING)
def test_an_answer_is_one(text: str) -> None:
    assert not stands_for_nothing(text)


@cases("name", ["Later", "Test", "So", "AAA", "Ні"])
def test_a_shop_may_be_called_so(name: str) -> None:
    assert not stands_for_nothing(name, name=True)


KYIV = {"business.form": "sole_trader", "business.legal_name": "ФОП Верба Олена"}
NOT_ANSWERED: dict[str, Any] = {
    "business.legal_name": "не знаю",
    "business.registration": "не знаю",
    "business.address": {"en": "-", "uk": "вул. Вербова, 1, Київ, 01001"},
    "business.contact.phone": "n/a",
    "business.security_contact": {"email": "s@willow.example", "subject": "tbd"},
    "business.dpo": {"name": "?", "address": "немає"},
    "custom_tools.0.entity": "unknown",
    "automated_decisions": {"logic": "tbd", "effect": "none"},
}


def test_every_kind_is_found_and_taken_out() -> None:
    facts = silver_willow(NOT_ANSWERED)
    assert no_answers(facts) == [
        "business.legal_name",
        "business.registration",
        "business.address",
        "business.contact.phone",
        "business.security_contact.subject",
        "business.dpo.name",
        "business.dpo.address",
        "custom_tools.0.entity",
        "automated_decisions",
    ]
    left = answered(facts)
    assert no_answers(left) == [] and left.business.dpo is None
    assert left.business.contact.email == facts.business.contact.email
    assert facts_data(facts)["business"]["registration"] == "не знаю"  # the file keeps it


def test_facts_without_them_stay_the_same_object() -> None:
    facts = silver_willow()
    assert answered(facts) is facts


def test_no_duty_is_met_by_them() -> None:
    true = conditions(silver_willow(NOT_ANSWERED), shipped_library())
    assert {name for name in true if name.startswith("has:")} == {"has:security-contact"}
    document = compose(shipped_library(), silver_willow({**KYIV, **NOT_ANSWERED}), "uk")
    assert not document.publishable
    unmet = {covered.requirement for covered in document.unmet}
    assert {"UA-ECOM-7", "UA-12-who"} <= unmet
    text = "\n".join(plain_text(clause.html) for clause in document.clauses)
    assert "не знаю" not in text and "tbd" not in text
