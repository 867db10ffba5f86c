"""The library's files hold together: ids, conditions, requirements, placeholders, tools."""

import datetime
import re
from collections import Counter

import pytest
from markupsafe import Markup

from policygen.engine.conditions.names import possible_names
from policygen.engine.facts.reading import make_facts
from policygen.engine.library.countries import EEA
from policygen.engine.library.schema import OPTIONAL_COOKIES
from policygen.engine.loading.load import shipped_library
from policygen.engine.placeholders.known import PLACEHOLDERS
from policygen.engine.placeholders.values import Values, values
from policygen.engine.templates import NoValue
from tests.cast import LANGUAGES, changed

LIBRARY = shipped_library()
POSSIBLE = possible_names(LIBRARY)


def twice(values: list[str]) -> list[str]:
    return [value for value, number in Counter(values).items() if number > 1]


def test_it_works() -> None:
    assert LIBRARY.release == 1
    assert set(LIBRARY.languages) == set(LANGUAGES)
    assert len(LIBRARY.sections) == 21
    assert all(
        LIBRARY.term("purposes", slug).get("defaults") for slug in LIBRARY.vocabulary["purposes"]
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_possible_name_can_be_explained(language: str) -> None:
    labels = {name: LIBRARY.condition_label(name, language) for name in POSSIBLE}
    assert [name for name, label in labels.items() if not label or "{" in label] == []
    slugs = {
        name: name.partition(":")[2]
        for name in POSSIBLE
        if not name.startswith(("country:", "language:"))
    }
    raw = [name for name, slug in slugs.items() if "_" in slug and slug in labels[name]]
    assert raw == []


def test_laws_of_requirements_are_known() -> None:
    assert {r.law for r in LIBRARY.requirements} <= set(LIBRARY.laws)
    assert [*LIBRARY.vocabulary["laws"]] == [*LIBRARY.laws]


def test_every_duty_of_the_text_has_a_clause() -> None:
    """Some are met by the owner's own words for the clause alone: the answers do not hold what the law asks."""
    satisfied = {requirement for clause in LIBRARY.clauses for requirement in clause.satisfies}
    unmet = {
        r.id
        for r in LIBRARY.requirements
        if r.level == "must" and "policy" in r.where and r.id not in satisfied
    }
    assert unmet == UNMET


UNMET: set[str] = set()


def test_clauses_were_reviewed_and_doubts_are_written_down() -> None:
    assert all(datetime.date(2026, 1, 1) <= clause.reviewed for clause in LIBRARY.clauses)
    assert all(clause.unsure != "" for clause in LIBRARY.clauses)


EVERYTHING = {
    "activities": [
        {"purpose": "orders", "data": ["name"], "basis": "contract", "keep": {"for": "P3Y", "after": "order"}},
        {"purpose": "legal_records", "data": ["name"], "basis": "contract", "keep": {"for": "P3Y", "after": "order"}},
        {"purpose": "analytics", "data": ["name"], "basis": "consent", "tools": ["woocommerce", "gtm", "helpscout"], "keep": {"for": "P3Y", "after": "order"}},
        {"purpose": "support", "data": ["name"], "basis": "contract", "keep": {"for": "P9Y", "after": "purchase"}},
        {"purpose": "newsletter", "data": ["name"], "basis": "consent", "tools": ["mailchimp"], "keep": {"for": "P3Y", "after": "order"}},
        {"purpose": "newsletter", "data": ["name"], "basis": "consent", "keep": {"until": "purpose_done"}},
        {"purpose": "contests", "data": ["name"], "basis": "consent", "keep": {"criteria": "needed_for_security"}},
        {"purpose": "course_delivery", "data": ["name"], "basis": "consent", "mandatory": True, "keep": {"until": "purpose_done"}},
        {"purpose": "delivery", "about": "wearers", "data": ["name"], "basis": "contract", "keep": {"until": "purpose_done"}},
        {"purpose": "reviews", "about": ["wearers", "customers"], "data": ["name"], "basis": "contract", "keep": {"until": "purpose_done"}},
        {"purpose": "site_operation", "data": ["name"], "basis": "legitimate_interests", "interest": "working_website", "tools": ["podia"], "keep": {"for": "P3Y", "after": "order"}},
    ],
    "business.region": "UA-30",
    "business.website": "https://willow.example",
    "business.contact": {"email": "a@gmail.con", "phone": "+38 044 0000000", "form_url": "https://b.example/f"},
    "business.security_contact": {"email": "s@b.example", "subject": "Security"},
    "business.replies_within": {"days": 2},
    "business.address": "вул. Вербова, 1",
    "business.dpo": {"name": "A", "address": "B", "email": "c@b.example"},
    "business.eu_representative": {"name": "A", "address": "B", "email": "c@b.example"},
    "business.uk_representative": {"name": "A", "address": "B", "email": "c@b.example"},
    "business.joint_controller": {"name": "A", "address": "B", "email": "c@b.example"},
    "business.country": "DE",
    "customers": {"where": ["EU", "GB", "UA", "US", "JP"], "minimum_age": 16, "maximum_age": 17, "children": "directed", "parental_consent": ["video_call"]},
    "activities.0.data": ["name", "health"],
    "activities.0.basis": "consent",
    "activities.0.about": "children",
    "activities.0.source": ["public_sources"],
    "activities.0.tools": ["meta_pixel", "yandex_metrica", "fondy", "stripe", "paypal", "own_server", "liqpay", "kajabi", "telegram"],
    "custom_tools.0.role": "controller",
    "custom_tools.0.entity": "Верба",
    "cookies": {"choice_kept": "P1Y", "local_storage": ["theme"]},
    "breach_notice": {"authority_hours": 72},
    "automated_decisions": {"logic": "a", "effect": "b"},
    "not_collected": ["name", "ip_address"],
    "storage": {"where": ["EU"], "by": ["own_server"], "backups_kept": "P30D"},
    "rights.verify": ["order_details"],
    "links_out": ["carriers"],
    "laws": ["gdpr", "uk_gdpr", "ccpa", "caloppa", "coppa", "us_states", "delaware"],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_placeholder_can_have_a_value(language: str) -> None:
    """No shop has all of them: what a site asks for is either asked or not."""
    shops = (
        EVERYTHING,
        {**EVERYTHING, "cookies": {"banner": True}},
        {**EVERYTHING, "business.country": "UA"},
    )
    found = [values(make_facts(changed(shop), LIBRARY), LIBRARY, language) for shop in shops]
    lacking = [{p.name for p in PLACEHOLDERS if not _has_value(of, p.name)} for of in found]
    assert set.intersection(*lacking) == set()


def _has_value(found: Values, name: str) -> bool:
    try:
        return isinstance(found[name], Markup)
    except NoValue:
        return False


def test_a_linked_name_leads_to_a_privacy_policy() -> None:
    """A policy says so; three names led to an addendum, which is a contract with the shop."""
    other = re.compile(r"addendum|processing|agreement|dpa|terms[-_]of|tos$")
    ends = {
        (tool.slug, language): url.rstrip("/").split("/")[-1]
        for tool in LIBRARY.tools.values()
        for language in LIBRARY.languages
        if (url := tool.policy_in(language))
    }
    assert {which: end for which, end in ends.items() if other.search(end)} == {}


def test_a_page_per_language_is_one_for_its_readers() -> None:
    """The Ukrainian policy led to Nova Post’s English page."""
    post = LIBRARY.tools["novaposhta"]
    assert [post.policy_in(language) for language in ("en", "uk", "pl")] == [
        "https://novapost.com/en-ua/more/privacy-policy",
        "https://novapost.com/uk-ua/more/privacy-policy",
        "https://novapost.com/en-ua/more/privacy-policy",
    ]
    assert LIBRARY.tools["stripe"].policy_in("uk") == LIBRARY.tools["stripe"].policy_url


def test_services_were_checked() -> None:
    days = [tool.checked for tool in LIBRARY.tools.values()]
    assert all(day and datetime.date(2026, 1, 1) <= day for day in days)


def test_optional_cookies_are_those_of_the_vocabulary() -> None:
    purposes = LIBRARY.vocabulary["cookie_purposes"]
    assert {
        slug for slug, term in purposes.items() if term.get("optional") is True
    } == OPTIONAL_COOKIES


def test_defaults_of_purposes_can_be_answered() -> None:
    for slug in LIBRARY.vocabulary["purposes"]:
        defaults = LIBRARY.term("purposes", slug).get("defaults")
        assert isinstance(defaults, dict)
        assert set(defaults.get("tool_groups", [])) <= set(LIBRARY.vocabulary["tool_groups"])
        activity = {key: value for key, value in defaults.items() if key != "tool_groups"}
        make_facts(changed({"activities": [{"purpose": slug, **activity}]}), LIBRARY)


def test_ccpa_letters_are_known() -> None:
    letters = frozenset[str]().union(*LIBRARY.ccpa_letters.values())
    assert letters <= set(LIBRARY.vocabulary["ccpa_categories"])
    assert LIBRARY.ccpa_letters["password"] >= {"L"}


def test_authorities_cover_the_eea() -> None:
    assert set(LIBRARY.vocabulary["authorities"]) >= EEA
    urls = [str(term.get("url")) for term in LIBRARY.vocabulary["authorities"].values()]
    assert all(url.startswith("https://") for url in urls)
