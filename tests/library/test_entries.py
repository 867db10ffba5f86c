"""The library's files hold together: ids, conditions, requirements, placeholders, tools."""

import datetime
import re
import shutil
from collections import Counter

import pytest

from policygen.engine.duration import Duration
from policygen.engine.entries import OPTIONAL_COOKIES, Tool, When
from policygen.engine.language import country
from policygen.engine.laws import EEA
from policygen.engine.library import (
    APPLICABLE_LAWS,
    SHIPPED,
    LibraryError,
    shipped_library,
)
from policygen.engine.loading import load_library
from policygen.engine.names import NAMES, PLACEHOLDERS
from policygen.engine.placeholders import context
from policygen.engine.reading import _known_keys, make_facts
from policygen.engine.typed import countries
from tests.cast import LANGUAGES, changed, example
from tests.library.names import possible_names
from tests.library.texts import PLACEHOLDER, every_text
from tests.paths import SHOPS

LIBRARY = shipped_library()
POSSIBLE = possible_names(LIBRARY)
CONDITIONS: dict[str, When] = {
    **{f"clause {c.id}": c.when for c in LIBRARY.clauses},
    **{f"requirement {r.id}": r.when for r in LIBRARY.requirements},
    **{f"finding {f.rule.id}": f.rule.when for f in LIBRARY.findings},
}


def twice(values: list[str]) -> list[str]:
    return [value for value, number in Counter(values).items() if number > 1]


def test_it_works() -> None:
    assert LIBRARY.release == 1
    assert set(LIBRARY.languages) == set(LANGUAGES)
    assert len(LIBRARY.sections) == 21
    assert all(
        LIBRARY.term("purposes", slug).get("defaults") for slug in LIBRARY.vocabulary["purposes"]
    )


def test_every_text_is_there_in_both_languages() -> None:
    assert [place for place, texts in every_text(LIBRARY) if set(texts) != set(LANGUAGES)] == []
    empty = [
        place for place, texts in every_text(LIBRARY) if not all(t.strip() for t in texts.values())
    ]
    assert empty == []


def test_ids_are_unique() -> None:
    assert twice([clause.id for clause in LIBRARY.clauses]) == []
    assert twice([requirement.id for requirement in LIBRARY.requirements]) == []
    assert twice([finding.rule.id for finding in LIBRARY.findings]) == []
    assert twice([section.id for section in LIBRARY.sections]) == []
    assert {s.id for s in LIBRARY.sections}.isdisjoint(c.id for c in LIBRARY.clauses)


def test_slugs_of_tools_are_unique_in_the_files() -> None:
    found = [
        slug
        for path in (SHIPPED / "tools").glob("*.yaml")
        for slug in re.findall(r"^- slug: (\S+)$", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert twice(found) == []
    assert sorted(found) == sorted(LIBRARY.tools)


def test_every_section_has_clauses() -> None:
    assert {clause.section for clause in LIBRARY.clauses} == {
        section.id for section in LIBRARY.sections
    }


def test_conditions_are_of_known_names() -> None:
    assert [
        place for place, when in CONDITIONS.items() if not POSSIBLE.issuperset(when.names)
    ] == []
    assert [place for place, when in CONDITIONS.items() if twice(list(when.names))] == []


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


def test_every_label_of_a_condition_is_of_use() -> None:
    families = {name.partition(":")[0] for name in POSSIBLE}
    unused = [
        name
        for name in LIBRARY.condition_labels
        if not (name in POSSIBLE or (name.endswith(":") and name[:-1] in families))
    ]
    assert unused == []


def test_every_condition_names_a_question_of_the_facts_file() -> None:
    questions = {LIBRARY.condition_question(name) for name in POSSIBLE}
    questions |= {finding.rule.question for finding in LIBRARY.findings}
    for question in questions:
        *path, last = question.split(".")
        assert last in _known_keys(tuple(path)), question


def test_satisfied_requirements_exist() -> None:
    known = {requirement.id for requirement in LIBRARY.requirements}
    assert [clause.id for clause in LIBRARY.clauses if not known.issuperset(clause.satisfies)] == []
    assert [clause.id for clause in LIBRARY.clauses if twice(list(clause.satisfies))] == []


def test_laws_of_requirements_are_known() -> None:
    assert {r.law for r in LIBRARY.requirements} <= set(LIBRARY.vocabulary["laws"])
    assert set(APPLICABLE_LAWS) <= set(LIBRARY.vocabulary["laws"])


def test_every_duty_of_the_text_has_a_clause() -> None:
    """Those without one are unmet on purpose: the answers do not hold what the law asks for."""
    satisfied = {requirement for clause in LIBRARY.clauses for requirement in clause.satisfies}
    unmet = {
        r.id
        for r in LIBRARY.requirements
        if r.level == "must" and "policy" in r.where and r.id not in satisfied
    }
    assert unmet == UNMET


UNMET = {
    "GDPR-10",  # the law that allows asking for criminal records
    "CCPA-7011e2-admt",  # the opt-out of automated decisions
    "CCPA-7016",  # the terms and worth of a loyalty programme
}


def test_clauses_were_reviewed_and_doubts_are_written_down() -> None:
    assert all(datetime.date(2026, 1, 1) <= clause.reviewed for clause in LIBRARY.clauses)
    assert all(clause.unsure != "" for clause in LIBRARY.clauses)


def test_placeholders_used_exist() -> None:
    documented = {
        f"{p.name}.{p.attribute}" if p.attribute not in ("", "()") else p.name + p.attribute
        for p in PLACEHOLDERS
    }
    used = {
        match
        for _, texts in every_text(LIBRARY)
        for text in texts.values()
        for match in PLACEHOLDER.findall(text)
    }
    assert used <= documented


EVERYTHING = {
    "activities": [
        {"purpose": "orders", "data": ["name"], "basis": "contract", "keep": {"for": "P3Y", "after": "order"}},
        {"purpose": "legal_records", "data": ["name"], "basis": "contract", "keep": {"for": "P3Y", "after": "order"}},
        {"purpose": "support", "data": ["name"], "basis": "contract", "keep": {"for": "P9Y", "after": "order"}},
    ],
    "business.region": "UA-30",
    "business.website": "https://willow.example",
    "business.contact": {"email": "a@b.example", "phone": "+38 044 0000000", "form_url": "https://b.example/f"},
    "business.security_contact": {"email": "s@b.example", "subject": "Security"},
    "business.replies_within": {"days": 2},
    "business.dpo": {"name": "A", "address": "B", "email": "c@b.example"},
    "business.eu_representative": {"name": "A", "address": "B", "email": "c@b.example"},
    "business.uk_representative": {"name": "A", "address": "B", "email": "c@b.example"},
    "business.country": "DE",
    "customers": {"where": ["EU", "GB", "UA", "US"], "minimum_age": 16, "children": "mixed", "parental_consent": ["video_call"]},
    "activities.0.data": ["name", "health"],
    "activities.0.basis": "consent",
    "activities.0.about": "children",
    "activities.0.source": ["public_sources"],
    "activities.0.tools": ["meta_pixel", "yandex_metrica", "fondy", "stripe", "paypal", "own_server", "liqpay"],
    "custom_tools.0.role": "controller",
    "cookies": {"choice_kept": "P1Y", "local_storage": ["theme"]},
    "breach_notice": {"authority_hours": 72},
    "automated_decisions": {"logic": "a", "effect": "b"},
    "not_collected": ["name", "ip_address"],
    "storage": {"where": ["EU"], "by": ["own_server"]},
    "rights.verify": ["order_details"],
    "links_out": ["carriers"],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_documented_placeholders_are_those_that_have_values(language: str) -> None:
    facts = make_facts(changed(EVERYTHING), LIBRARY)
    values = context(facts, LIBRARY, language)
    assert set(values) == set(NAMES)
    for name, attributes in NAMES.items():
        if attributes == {"()"}:
            assert callable(values[name])
        elif attributes != {""}:
            assert set(vars(values[name])) == attributes


@pytest.mark.parametrize("name", SHOPS)
def test_examples_offer_no_other_placeholder(name: str) -> None:
    assert set(context(example(name), LIBRARY, "en")) <= set(NAMES)


TOOLS = [pytest.param(tool, id=slug) for slug, tool in LIBRARY.tools.items()]


@pytest.mark.parametrize("tool", TOOLS)
def test_tools(tool: Tool) -> None:
    assert tool.group in LIBRARY.vocabulary["tool_groups"]
    assert tool.role in LIBRARY.vocabulary["roles"]
    assert set(tool.receives) <= set(LIBRARY.vocabulary["data"])
    assert twice(list(tool.receives)) == []
    assert set(tool.transfer) <= {"dpf", "scc", "bcr", "adequacy"}
    assert set(tool.countries) <= countries()
    assert all(country(code, "uk") != code for code in tool.countries)
    assert bool(tool.countries) is (tool.role != "own")
    assert tool.policy_url is None or re.fullmatch(r"https://[^\s]+", tool.policy_url)
    assert tool.policy_url or tool.role == "own" or tool.flags or "policy_url" in tool.unsure
    assert tool.checked is not None
    assert tool.checked >= datetime.date(2026, 1, 1)
    assert set(tool.unsure) <= set(Tool.model_fields)
    assert set(tool.flags) <= {"blocked_ua", "licence_ended", "russian_origin"}
    assert twice([cookie.name for cookie in tool.cookies]) == []
    for cookie in tool.cookies:
        assert cookie.purpose in LIBRARY.vocabulary["cookie_purposes"]
        assert isinstance(cookie.lasts, Duration) or cookie.lasts in ("session", "persistent")


def test_names_of_tools_are_unique() -> None:
    for language in LANGUAGES:
        assert twice([tool.named(language) for tool in LIBRARY.tools.values()]) == []


def test_aliases_lead_to_one_tool() -> None:
    aliases = [alias.casefold() for tool in LIBRARY.tools.values() for alias in set(tool.aliases)]
    assert twice(aliases) == []


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


def test_links_lead_to_sections_or_secure_addresses() -> None:
    sections = {section.id for section in LIBRARY.sections}
    for place, texts in every_text(LIBRARY):
        for text in texts.values():
            for target in re.findall(r"\]\(([^)]*)\)", text):
                assert target.startswith("https://") or target[1:] in sections, place


def test_a_broken_library_names_file_and_place(tmp_path_factory: pytest.TempPathFactory) -> None:
    for path, old, new, message in (
        ("tools/ads.yaml", "role: ", "rolle: ", r"^ads\.yaml: 0\.role: "),
        ("clauses/contact.yaml", "{{ shop.email }}", "{{ shop.mail }}", "^clause contact-reply: there is no placeholder «shop.mail»$"),
        ("findings.yaml", "{{ conflicting_data }}", "{{ x }}", "^finding collected-and-not: there is no placeholder «x»$"),
        ("clauses/contact.yaml", "section: contact", "section: elsewhere", "^sections without a file"),
    ):  # fmt: skip
        folder = tmp_path_factory.mktemp("broken") / "library"
        shutil.copytree(SHIPPED, folder)
        text = (folder / path).read_text("utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new), "utf-8")
        with pytest.raises(LibraryError, match=message):
            load_library(folder)
