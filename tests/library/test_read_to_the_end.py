"""What was left of the lawyer's objections: the sentence that stood there, and what stands now."""

from typing import Any

import pytest

from policygen.engine.facts.reading import make_facts
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from policygen.engine.policy.plain_text import plain_text
from tests.cast import GONE, changed
from tests.paths import EXAMPLES

LIBRARY = shipped_library()
Changes = dict[str, Any]
CALIFORNIA: Changes = {
    "customers.where": ["US-CA"],
    "customers.ccpa_thresholds": {"revenue": True},
    "sells_data": False,
    "shares_for_ads": False,
}
OFFERS: Changes = {
    "activities.0": {
        "purpose": "messenger_marketing", "data": ["username"], "about": "subscribers",
        "basis": "consent", "keep": {"until": "consent_withdrawn"},
    },
}  # fmt: skip


def made(changes: Changes, language: str = "en") -> Document:
    return compose(LIBRARY, make_facts(changed(changes), LIBRARY), language)


def said(changes: Changes, clause: str, language: str = "en") -> str:
    """What the clause says there, "" where it does not stand."""
    document = made(changes, language)
    return "".join(plain_text(c.html) for c in document.clauses if c.id == clause)


def ids(changes: Changes) -> set[str]:
    return {clause.id for clause in made(changes).clauses}


def unmet(changes: Changes) -> set[str]:
    return {covered.requirement for covered in made(changes).unmet}


# -- a second step at sign-in ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "words"),
    [
        ("customer_two_step_sms", "text message"),
        ("customer_two_step_email", "by email"),
        ("customer_two_step_app", "authenticator app"),
    ],
)
def test_how_the_code_comes_is_said_where_the_owner_says_it(measure: str, words: str) -> None:
    assert words in said({"security": ["customer_two_step", measure]}, "security-measures")
    assert words not in said({"security": ["customer_two_step"]}, "security-measures")


# -- California -----------------------------------------------------------------------------------------


def test_a_loyalty_programme_waits_for_no_words_of_the_owner() -> None:
    """The notice stands where people join: no answer could meet the duty in the policy, so nobody could publish."""
    shop = {**CALIFORNIA, "activities.0.purpose": "loyalty_programme"}
    duty = next(r for r in LIBRARY.requirements if r.id == "CCPA-7016")
    assert duty.where == ("page",)
    assert "CCPA-7016" not in unmet(shop)


def test_what_was_sold_can_be_asked_of_whoever_sells() -> None:
    rights = "california-ccpa-rights-sold"
    assert "sold or shared" in said({**CALIFORNIA, "sells_data": True}, rights)
    assert said(CALIFORNIA, rights) == ""


def test_a_large_shop_that_passed_data_on_answers_once_a_year() -> None:
    """The law was reached by choosing it alone; the answers did not hold what it asks about."""
    shop = {**CALIFORNIA, "answers.others_marketing": True}
    assert "Once a year" in said(shop, "california-shine")
    for other in ({**shop, "answers.others_marketing": False}, CALIFORNIA):
        assert "california-shine" not in ids(other)
    assert "california-shine" not in ids({**shop, "customers.where": ["US-OR"]})


@pytest.mark.parametrize(
    ("changes", "effective", "sensitive"),
    [
        ({"customers.children": "directed", "customers.minimum_age": 6}, "2026-11-22", True),
        ({"customers.minimum_age": 14}, "2026-11-22", True),
        ({"customers.minimum_age": 14}, "2025-12-31", False),
        ({"customers.minimum_age": 16}, "2026-11-22", False),
    ],
)
def test_what_a_shop_knows_of_people_under_16_is_sensitive(
    changes: Changes, effective: str, sensitive: bool
) -> None:
    """“We do not collect sensitive personal information” stood there, and the checklist said otherwise."""
    shop = {**CALIFORNIA, **changes, "effective": effective}
    assert ("california-ccpa-sensitive-none" in ids(shop)) is not sensitive
    words = "the data of people whom we know to be under 16"
    assert (words in said(shop, "california-ccpa-sensitive-necessary")) is sensitive
    assert (words in said(shop, "california-ccpa-categories")) is sensitive


# -- messages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "uk"])
def test_a_messenger_may_know_nobody_by_number(language: str) -> None:
    """“Reply STOP … We do not pass your number on”, to people known by a user name."""
    text = said(OFFERS, "marketing-messenger", language)
    assert text
    assert "STOP" not in text + said(OFFERS, "marketing-messages", language)
    for words in ("your number", "ваш номер"):
        assert words not in "".join(c.html for c in made(OFFERS, language).clauses)


@pytest.mark.parametrize(
    ("changes", "promised"),
    [
        ({"sells_data": False, "shares_for_ads": False}, True),
        ({"sells_data": True, "shares_for_ads": False}, False),
        ({"sells_data": GONE}, False),
    ],
)
def test_nobody_promises_what_no_answer_says(changes: Changes, promised: bool) -> None:
    """“We do not pass your number on” stood there, also where the shop sells data."""
    assert ("marketing-messages-kept" in ids({**OFFERS, **changes})) is promised


# -- others than the reader -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("about", "basis", "words"),
    [
        ("customers", "contract", "(a contract with you)"),
        (["customers", "wearers"], "contract", "(a contract with you or for your benefit)"),
        ("customers", "consent", "(your consent)"),
        ("children", "consent", "(your consent, for a child that of a parent)"),
    ],
)
def test_who_is_no_party_has_no_contract_abroad_either(about: Any, basis: str, words: str) -> None:
    shop = {"activities.0.about": about, "activities.0.basis": basis, "storage.where": ["IN"]}
    assert words in said(shop, "transfers-ua-other")


def test_who_looks_at_what_people_post() -> None:
    shop = {"activities.0.purpose": "community", "answers": {"posts_checked": True}}
    assert "before others can see it" in said(shop, "sharing-posts-checked")
    assert "sharing-posts-checked" not in ids({**shop, "answers": {"posts_checked": False}})
    assert "sharing-posts-checked" not in ids({"answers": {"posts_checked": True}})


# -- periods --------------------------------------------------------------------------------------------


def test_no_example_keeps_data_until_its_purpose_is_achieved() -> None:
    """Classerium printed it: no period and no criterion (GDPR Art. 13(2)(a))."""
    assert [
        p.name for p in sorted(EXAMPLES.glob("*.yaml")) if "purpose_done" in p.read_text()
    ] == []


@pytest.mark.parametrize(
    ("kept", "lasts", "differs"),
    [
        ("P180D", "P6M", False),
        ("P1Y", "P12M", False),
        ("P180D", "P1Y", True),
        ("P180D", "session", True),
        ("P180D", "persistent", True),
    ],
)
def test_the_choice_is_kept_as_long_as_its_cookie(kept: str, lasts: str, differs: bool) -> None:
    cookie = {"name": "choice", "purpose": "consent", "lasts": lasts}
    shop = {
        "business.website": "https://willow.example",
        "cookies": {"banner": True, "choice_kept": kept, "own": [cookie]},
    }
    found = {finding.id for finding in made(shop).findings}
    assert ("choice-kept-otherwise" in found) is differs


# -- states ---------------------------------------------------------------------------------------------


def test_the_words_that_texas_sets_are_for_people_in_texas() -> None:
    sale = {"sells_data": True, "activities.0.data": ["precise_location"]}
    assert "us-texas-notice" in ids({**sale, "customers.where": ["US-TX"]})
    assert "us-texas-notice" not in ids({**sale, "customers.where": ["US-OR"]})


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_head_of_a_business_may_have_named_somebody_else(language: str) -> None:
    note = next(c.unsure for c in LIBRARY.clauses if c.id == "countries-quebec")
    assert {"en": "in writing", "uk": "письмово"}[language] in note[language]


# -- names ----------------------------------------------------------------------------------------------


def test_a_described_service_has_no_capital_after_and() -> None:
    shop = {"answers": {"own_site": False}, "activities.0.tools": ["prom", "facebook_page"]}
    assert "Prom.ua та сторінки у Facebook" in said(shop, "who-pages", "uk")
    login = {**shop, "activities.0.purpose": "social_login", "activities.0.tools": ["login_google", "login_vk"]}  # fmt: skip
    assert "Вхід через Google, вхід через VK" in said(login, "purposes-table", "uk")
