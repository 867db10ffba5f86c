"""Whose data it is: for each situation, the sentence that was wrong, and what stands there now."""

from copy import deepcopy
from typing import Any

import pytest

from policygen.engine.facts.reading import facts_data, make_facts
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from policygen.engine.policy.plain_text import plain_text
from tests.cases import cases
from tests.cast import LANGUAGES, changed, example

LIBRARY = shipped_library()
ROW = {"source": ["person"], "tools": [], "keep": {"for": "P1Y", "after": "course_end"}}
EU = {"customers.where": ["EU", "GB"], "business.country": "DE", "activities.0.tools": []}
US = {
    "customers.where": ["US"],
    "business.country": "US",
    "business.contact.phone": "+1 503 555 0100",
    "activities.0.tools": [],
}
SCHOOL = {
    **US,
    "customers.children": "directed",
    "customers.minimum_age": 6,
    "customers.parental_consent": ["video_call"],
    "answers.children_public": False,
    "activities": [
        {**ROW, "purpose": "orders", "data": ["name", "email"], "about": ["parents"], "basis": "contract", "tools": ["stripe"]},
        {**ROW, "purpose": "live_lessons", "data": ["nickname", "bookings"], "about": ["children"], "basis": "consent", "tools": ["zoom"]},
        {**ROW, "purpose": "site_operation", "data": ["ip_address", "cookie_ids"], "about": ["visitors"], "source": ["device"], "basis": "legitimate_interests", "interest": "working_website"},
    ],
}  # fmt: skip


def policy(changes: dict[str, Any], language: str = "en") -> Document:
    return compose(LIBRARY, make_facts(changed(deepcopy(changes)), LIBRARY), language)


def text(changes: dict[str, Any], language: str = "en") -> str:
    return "\n".join(plain_text(c.html) for c in policy(changes, language).clauses)


def said_by(clause: str, changes: dict[str, Any], language: str = "en") -> str:
    """What a clause says, in plain text; "" where it does not stand."""
    found = [c.html for c in policy(changes, language).clauses if c.id == clause]
    return plain_text(found[0]) if found else ""


def basis(changes: dict[str, Any], language: str = "en") -> str:
    """The cell of the first purpose."""
    rows = said_by("purposes-table", changes, language).splitlines()
    heading = {"en": "Legal basis", "uk": "Правова підстава"}[language]
    table = [row.split(" | ") for row in rows if " | " in row]
    return table[1][table[0].index(heading)]


def test_it_works() -> None:
    assert basis({}) == "Contract with you"
    assert basis({}, "uk") == "Договір із вами"


@cases(
    ("answers", "en", "uk"),
    [
        ({"about": "customers", "interest": "growth"}, "Contract with you", "Договір із вами"),
        ({"about": "gift_recipients"}, "Contract with the customer", "Договір із клієнтом"),
        ({"about": "children"}, "Contract with a parent", "Договір з одним із батьків"),
        ({"about": ["parents", "children"]}, "Contract with a parent", "Договір з одним із батьків"),
        ({"about": ["customers", "friends"]}, "Contract with the customer", "Договір із клієнтом"),
        (
            {"about": ["customers", "gift_recipients"], "interest": "serving_others"},
            "Contract with the customer; for the person who gets the gift: our legitimate interest (doing what a customer orders for somebody else)",
            "Договір із клієнтом; щодо отримувача подарунка: наш законний інтерес (виконання того, що клієнт замовляє для іншої людини)",
        ),
        ({"basis": "consent", "about": "customers"}, "Your consent", "Ваша згода"),
        ({"basis": "consent", "about": "children"}, "A parent’s consent", "Згода одного з батьків"),
        ({"basis": "consent", "about": ["parents", "children"]}, "A parent’s consent", "Згода одного з батьків"),
        (
            {"basis": "consent", "about": ["customers", "children"]},
            "Your consent; for a child: a parent’s consent",
            "Ваша згода; щодо дитини: згода одного з батьків",
        ),
    ],
)  # fmt: skip
def test_a_basis_is_that_of_the_people(answers: dict[str, Any], en: str, uk: str) -> None:
    """«Contract with you» stood before people who have no contract, «your consent» before children."""
    changes = {f"activities.0.{key}": value for key, value in answers.items()}
    assert (basis(changes), basis(changes, "uk")) == (en, uk)


@cases(
    ("country", "where", "en"),
    [
        ("US", ["US"], "Our duty under the law of our country"),
        ("US", ["US", "EU"], "Our legitimate interest: following the law of our country"),
        ("UA", ["UA"], "Our duty under the law"),
        ("UA", ["UA", "EU"], "Ukraine’s personal data law: our duty under the law; GDPR: our legitimate interest (following the law of our country)"),
        ("UA", ["UA", "EU", "GB"], "Ukraine’s personal data law: our duty under the law; GDPR, UK GDPR: our legitimate interest (following the law of our country)"),
        ("IE", ["EU"], "Our duty under the law"),
        ("IE", ["EU", "GB"], "GDPR: our duty under the law; UK GDPR: our legitimate interest (following the law of our country)"),
        ("GB", ["GB"], "Our duty under the law"),
    ],
)  # fmt: skip
def test_a_duty_is_one_of_a_law_that_counts(country: str, where: list[str], en: str) -> None:
    """«Our duty under the law» stood before buyers in the EEA for an American tax law."""
    changes = {
        "business.country": country,
        "customers.where": where,
        "activities.0.purpose": "legal_records",
        "activities.0.basis": "legal_obligation",
    }
    assert basis(changes) == en
    foreign = "following" in en
    assert bool(said_by("object-interests", changes)) is foreign
    assert bool(said_by("basis-interests", changes)) is foreign
    changes["activities.0.purpose"] = "rights_requests"
    assert basis(changes) == "Our duty under the law"


def test_american_tax_records_rest_on_no_duty() -> None:
    """The example names 7 years; no law of the USA asks for them (retention.yaml)."""
    shop = facts_data(example("handcraft-courses"))
    assert [a["basis"] for a in shop["activities"]][-1] == "legal_obligation"
    en = compose(LIBRARY, example("handcraft-courses"), "en")
    table = next(plain_text(c.html) for c in en.clauses if c.id == "purposes-table")
    assert "Our legitimate interest: following the law of our country | — | 7 years" in table
    assert "duty under the law" not in "\n".join(plain_text(c.html) for c in en.clauses)


@cases("banner", [None, False, "unknown"])
@cases("where", [["US"], ["UA"], ["US-CA"]])
def test_nobody_consents_to_what_nobody_asks(banner: object, where: list[str]) -> None:
    """«Your consent» stood beside statistics although the site asks nobody."""
    changes = {
        "customers.where": where,
        "activities.0.purpose": "analytics",
        "activities.0.basis": "consent",
        "activities.0.tools": ["ga4"],
        "cookies.banner": banner,
    }
    assert basis(changes) == basis(changes, "uk") == "—"
    assert said_by("basis-consent", changes) == ""
    ids = [finding.id for finding in policy(changes).findings]
    assert "consent-not-asked-elsewhere" in ids
    assert basis({**changes, "cookies.banner": True}) == "Your consent"


def test_another_customer_does_not_know_where_the_parcel_is() -> None:
    """«Another customer: name, phone, delivery status»."""
    changes = {
        "activities.0.purpose": "delivery",
        "activities.0.data": ["name", "phone", "shipping_address", "delivery_status"],
        "activities.0.source": ["person", "customer"],
        "activities.0.tools": ["novaposhta"],
    }
    last = said_by("collect-others", changes).splitlines()[-1]
    assert last.endswith("Another customer: name, phone, delivery address")


# -- children ------------------------------------------------------------------------------------------


def test_a_school_in_oregon() -> None:
    """Stripe and the parents’ orders stood among what is collected from children; «your consent» too."""
    table = said_by("children-coppa-data", SCHOOL)
    assert "Holding live lessons" in table
    assert "Showing you the website" in table
    assert "orders" not in table
    assert "Stripe" not in said_by("children-coppa-third-parties", SCHOOL)
    assert "Zoom" in said_by("children-coppa-third-parties", SCHOOL)
    assert [c.requirement for c in policy(SCHOOL).unmet] == []
    assert "A parent’s consent" in said_by("purposes-table", SCHOOL)
    assert said_by("children-bought-for", SCHOOL) == (
        "A parent or guardian orders for a child. The contract is with them."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_says_why_data_is_kept(language: str) -> None:
    """16 CFR 312.10: the business need and the time; without a period neither is said, nor is it met."""
    endless = {**SCHOOL, "activities.1.keep": {"criteria": "needed_for_service"}}
    assert said_by("children-coppa-keeping", SCHOOL, language)
    assert said_by("children-coppa-keeping", endless, language) == ""
    assert "COPPA-312.4d2c" in [c.requirement for c in policy(endless, language).unmet]


@pytest.mark.parametrize("tool", ["vimeo", "ga4"])
def test_identifiers_that_do_more_than_run_the_site(tool: str) -> None:
    """«Identifiers … only to run the site» stood beside statistics cookies for two years."""
    only = "only to run the site"
    assert only in said_by("children-coppa-identifiers", SCHOOL)
    changes = {**SCHOOL, "activities.1.tools": [tool]}
    assert only not in text(changes)
    assert "cookies that it could run without" in said_by("children-coppa-cookies", changes)
    assert "children-tracking" in [finding.id for finding in policy(changes).findings]


def test_whether_a_child_can_make_data_public() -> None:
    """It was not said, and counted as met."""
    unanswered = {**SCHOOL, "answers.children_public": "unknown"}
    assert [c.requirement for c in policy(unanswered).unmet] == ["COPPA-312.4d2a"]
    assert "cannot make data public" in said_by("children-not-public", SCHOOL)
    yes = {**SCHOOL, "answers.children_public": True}
    assert "other people see" in said_by("children-public", yes)
    gallery = {**unanswered, "activities.1.purpose": "community"}
    assert "other people see" in said_by("children-public", gallery)


def test_recorded_lessons_are_not_deleted_right_after() -> None:
    """«Delete it right after» stood beside recordings kept for 90 days."""
    recorded = {**SCHOOL, "activities.1.purpose": "recordings", "activities.1.data": ["voice", "lesson_recordings"]}  # fmt: skip
    assert "right after" not in text(recorded)
    assert "for the time named in this list" in said_by("children-coppa-voice-kept", recorded)
    message = {**SCHOOL, "activities.1.data": ["voice"], "activities.1.keep": {"until": "purpose_done"}}  # fmt: skip
    assert "right after" in said_by("children-coppa-voice", message)


def test_one_purpose_about_children_turns_nothing_green() -> None:
    """Lessons and recordings stayed «customers», and COPPA showed 8 of 8 met."""
    changes = {**SCHOOL, "activities.0.purpose": "recordings", "activities.0.about": "customers"}
    found = {finding.id: finding for finding in policy(changes).findings}
    assert found["children-left-out"].severity == "error"
    assert "“We record live lessons" in found["children-left-out"].message
    parents = {**changes, "activities.0.about": "parents"}
    assert "children-left-out" not in [finding.id for finding in policy(parents).findings]


@cases(
    ("changes", "clauses"),
    [
        ({"customers.minimum_age": 16}, {"children-minimum-age", "children-ukraine-teens", "children-teens", "children-general"}),
        ({"customers.minimum_age": 14}, {"children-minimum-age", "children-ukraine-teens", "children-teens", "children-general"}),
        ({"customers.minimum_age": 13}, {"children-minimum-age", "children-ukraine", "children-ukraine-teens", "children-teens", "children-general"}),
        ({"customers.minimum_age": 18}, {"children-adults-only", "children-general"}),
        ({"customers.minimum_age": 16, **EU, "activities.0.basis": "consent"}, {"children-minimum-age", "children-teens", "children-general"}),
        ({"customers.minimum_age": 15, **EU, "activities.0.basis": "consent"}, {"children-minimum-age", "children-consent-age", "children-teens", "children-general"}),
        ({"customers.minimum_age": 6, "customers.maximum_age": 17, "customers.children": "directed", "customers.parental_consent": ["signed_form"]}, {"children-directed-ages", "children-ukraine", "children-ukraine-teens", "children-parental-consent", "children-parents"}),
        ({"customers.minimum_age": 6, "customers.children": "directed"}, {"children-directed", "children-ukraine", "children-ukraine-teens", "children-parents"}),
    ],
)  # fmt: skip
def test_words_for_each_age(changes: dict[str, Any], clauses: set[str]) -> None:
    """«If you are younger, we need a parent’s consent» stood beside a minimum age of 16, «under 13» for 6 to 17."""
    section = next(s for s in policy(changes).sections if s.id == "children")
    assert {clause.id for clause in section.clauses} == clauses


def test_a_school_says_for_which_ages_it_is() -> None:
    ages = {**SCHOOL, "customers.maximum_age": 17}
    assert said_by("children-directed-ages", ages) == "We make this service for children aged 6–17."
    assert "under 13" not in text(ages)


def test_how_a_parent_agrees_is_told_everywhere() -> None:
    """It was told under COPPA alone."""
    changes = {"customers.children": "mixed", "customers.minimum_age": 6, "customers.parental_consent": ["signed_form"]}  # fmt: skip
    assert "consent form signed by a parent" in said_by("children-parental-consent", changes)


# -- facts files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "about", "again"),
    [
        ("parents", ("parents",), "parents"),
        (["parents"], ("parents",), "parents"),
        (["parents", "children", "parents"], ("parents", "children"), ["parents", "children"]),
    ],
)
def test_one_kind_of_people_is_a_word(
    written: object, about: tuple[str, ...], again: object
) -> None:
    facts = make_facts(changed({"activities.0.about": written}), LIBRARY)
    assert facts.activities[0].about == about
    assert facts_data(facts)["activities"][0]["about"] == again
