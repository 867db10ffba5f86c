"""The example shops: both languages say the same, and a policy says what its shop does and nothing else."""

import re
from collections import Counter
from functools import lru_cache

from bs4 import BeautifulSoup

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.conditions.own_storage import own_storage
from policygen.engine.library.schema import Tool
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.document import Document
from policygen.engine.policy.plain_text import plain_text
from policygen.engine.policy.spelling import day, speller
from tests.cases import cases
from tests.cast import LANGUAGES, composed, example
from tests.library.texts import every_text
from tests.paths import SHOPS

LIBRARY = shipped_library()
every_shop = cases("name", SHOPS)
every_policy = cases(("name", "language"), [(n, x) for n in SHOPS for x in LANGUAGES])


@lru_cache
def texts(name: str, language: str) -> dict[str, str]:
    """Clause → what is read there."""
    return {clause.id: plain_text(clause.html) for clause in composed(name, language).clauses}


def whole(name: str, language: str) -> str:
    titles = [section.title for section in composed(name, language).sections]
    return "\n".join([*titles, *texts(name, language).values()])


def rows(document: Document, clause: str) -> list[list[str]]:
    """The cells of the table in a clause."""
    html = next(c.html for c in document.clauses if c.id == clause)
    table = BeautifulSoup(str(html), "html.parser").find("tbody")
    assert table
    return [
        [cell.get_text() for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")
    ]


def used(name: str) -> tuple[Tool, ...]:
    return Catalogue(example(name), LIBRARY).used


# -- both languages ----------------------------------------------------------------------------------------


@every_shop
def test_both_languages_have_the_same_sections_and_clauses(name: str) -> None:
    en, uk = (
        [
            (section.id, [clause.id for clause in section.clauses])
            for section in composed(name, x).sections
        ]
        for x in LANGUAGES
    )
    assert en == uk


@every_shop
def test_both_languages_have_the_same_numbers(name: str) -> None:
    en, uk = (
        {clause: Counter(re.findall(r"\d+", text)) for clause, text in texts(name, x).items()}
        for x in LANGUAGES
    )
    assert en == uk


@every_shop
def test_both_languages_have_the_same_dates(name: str) -> None:
    date = example(name).effective
    for language in LANGUAGES:
        assert composed(name, language).effective == date
        written = day(date, language, example(name).business.country)
        assert written in texts(name, language)["changes-date"]


@every_shop
def test_both_languages_have_the_same_addresses_and_links(name: str) -> None:
    """But for the pages that a service has per language."""
    tools = [tool for tool in used(name) if isinstance(tool.policy_url, dict)]
    pages = {url: tool.slug for tool in tools for url in tool.policy_url.values()}  # type: ignore[union-attr]
    en, uk = (
        {
            clause.id: Counter(
                pages.get(url, url) for url in re.findall(r'href="([^"]*)"', str(clause.html))
            )
            for clause in composed(name, language).clauses
        }
        for language in LANGUAGES
    )
    assert en == uk


@every_shop
def test_both_languages_name_the_same_services(name: str) -> None:
    names = [tool.name for tool in used(name) if isinstance(tool.name, str)]
    names += [tool.entity for tool in used(name) if isinstance(tool.entity, str)]
    names += [cookie.name for tool in used(name) for cookie in tool.cookies]
    en, uk = (
        {n: len(standing_alone(n, whole(name, language))) for n in names} for language in LANGUAGES
    )
    assert en == uk


@every_policy
def test_it_may_be_published(name: str, language: str) -> None:
    document = composed(name, language)
    assert (document.unmet, document.errors, document.publishable) == ((), (), True)


@every_policy
def test_nothing_is_left_over(name: str, language: str) -> None:
    text = whole(name, language)
    assert not re.search(r"\{\{|\}\}|\{%|\{\w*\}|\w None\b|undefined|PAGE_OF|: *\.|: *$\n\n", text)
    assert not re.search(r"[a-z]+_[a-z]+", without_cookie_names(name, text)), "a slug"


def without_cookie_names(name: str, text: str) -> str:
    for cookie in sorted((c.name for t in used(name) for c in t.cookies), key=len, reverse=True):
        text = text.replace(cookie, "")
    return re.sub(r"https?://\S+", "", text)


@every_policy
def test_every_section_says_something(name: str, language: str) -> None:
    for section in composed(name, language).sections:
        assert section.clauses
        assert all(plain_text(clause.html) for clause in section.clauses)


# -- what the shop does, and nothing it does not do --------------------------------------------------------


def standing_alone(needle: str, text: str) -> list[str]:
    return re.findall(rf"(?<!\w){re.escape(needle)}(?!\w)", text)


@every_policy
def test_services(name: str, language: str) -> None:
    text = whole(name, language)
    assert [
        tool.slug for tool in used(name) if not standing_alone(tool.named(language), text)
    ] == []
    own = {tool.named(language) for tool in used(name)} | {
        tool.entity_in(language) for tool in used(name)
    }
    own |= {cookie.name for tool in used(name) for cookie in tool.cookies}
    for words in sorted(own - {""}, key=len, reverse=True):
        text = text.replace(words, "¤")
    others = [tool for slug, tool in LIBRARY.tools.items() if tool not in used(name)]
    named = [t.slug for t in others for x in LANGUAGES if standing_alone(t.named(x), text)]
    assert named == []


def test_no_clause_names_a_service_that_the_shop_may_not_use() -> None:
    """Whatever shop it is for: a service by name only where the condition asks for that service."""
    named = {
        (clause, slug)
        for clause, texts in every_text(LIBRARY)
        if "clauses[" in clause and clause.endswith(".text")
        for slug, tool in LIBRARY.tools.items()
        if any(standing_alone(tool.named(x), texts[x]) for x in LANGUAGES)
    }
    allowed = {
        (place, slug)
        for place, slug in named
        if f"tool:{slug}" in LIBRARY.clauses_by_id[place.split("[")[1].split("]")[0]].when.all
    }
    assert named == allowed


@every_policy
def test_the_table_of_services(name: str, language: str) -> None:
    found = [row[0] for row in rows(composed(name, language), "sharing-tools")]
    expected = [tool for tool in used(name) if tool.role != "own"]
    company = {
        tool.slug: "" if "entity" in tool.unsure else tool.entity_in(language) for tool in expected
    }
    assert sorted(found) == sorted(
        name if company[tool.slug] == name else f"{name}{company[tool.slug]}"
        for tool in expected
        for name in [tool.named(language)]
    )


@every_policy
def test_purposes(name: str, language: str) -> None:
    text = whole(name, language)
    shown = {
        p for p in LIBRARY.vocabulary["purposes"] if LIBRARY.label("purposes", p, language) in text
    }
    assert shown == {activity.purpose for activity in example(name).activities}


@every_policy
def test_the_table_of_purposes(name: str, language: str) -> None:
    activities = example(name).activities
    table = rows(composed(name, language), "purposes-table")
    catalogue = Catalogue(example(name), LIBRARY)
    spell = speller(example(name), LIBRARY, language)
    assert [row[0].split(" (")[0] for row in table] == [
        spell(LIBRARY.label("purposes", a.purpose, language)) for a in activities
    ]
    data = [", ".join(LIBRARY.label("data", d, language) for d in a.data) for a in activities]
    assert [row[1].casefold() for row in table] == [spell(labels).casefold() for labels in data]
    assert [row[3] for row in table] == [
        named_one_after_another([catalogue.tool(s) for s in catalogue.recipients(a)], language)
        for a in activities
    ]


def named_one_after_another(tools: list[Tool], language: str) -> str:
    """The first as it begins a line."""
    names = [tool.named_inside(language) for tool in tools]
    return ", ".join([tools[0].named(language), *names[1:]]) if tools else "—"


@every_policy
def test_data(name: str, language: str) -> None:
    """Every kind of data that is collected is named, and no other is said to be collected."""
    facts = example(name)
    cells = " | ".join(
        row[1] for row in rows(composed(name, language), "purposes-table")
    ).casefold()
    shown = [item.strip() for item in re.split(r"[|,]", cells)]
    spell = speller(facts, LIBRARY, language)
    labels = {
        d: spell(LIBRARY.label("data", d, language)).casefold() for d in LIBRARY.vocabulary["data"]
    }
    single = {d for d, label in labels.items() if "," not in label and label in shown}
    collected = {d for activity in facts.activities for d in activity.data if "," not in labels[d]}
    assert single == collected


@every_policy
def test_cookies_are_those_of_the_services(name: str, language: str) -> None:
    catalogue = Catalogue(example(name), LIBRARY)
    expected = [cookie.name for _tool, cookie in catalogue.cookies]
    kept = own_storage(example(name), catalogue)
    own = [cookie.name for cookie in example(name).cookies.own]
    own += [LIBRARY.label("local_storage", slug, language) for slug in kept]
    if not (expected or own):
        assert "cookies-table" not in texts(name, language)
        return
    table = [row[0].partition(" (")[0] for row in rows(composed(name, language), "cookies-table")]
    assert [cell.casefold() for cell in table] == [text.casefold() for text in [*own, *expected]]


@every_policy
def test_safeguards(name: str, language: str) -> None:
    lines = texts(name, language)["security-measures"].splitlines()
    assert lines[1:-1] == [LIBRARY.label("security", s, language) for s in example(name).security]


PERIODS = {
    ("klumandel", "en"): [
        "1 year after the programme ends",
        "1 year after the programme ends",
        "1 year after the programme ends",
        "As long as we need it to protect against attack, fraud and abuse",
        "30 days after we collect it",
    ],
    ("klumandel", "uk"): [
        "1 рік після завершення програми",
        "1 рік після завершення програми",
        "1 рік після завершення програми",
        "Доки дані потрібні для захисту від атак, шахрайства й зловживань",
        "30 днів після отримання даних",
    ],
    ("handcraft-courses", "en"): [
        "24 months after our last contact (quality of service)",
        "12 months after the course ends",
        "7 years after the order (tax records)",
        "180 days after we collect it",
        "As long as we need it to protect against attack, fraud and abuse",
        "14 months after we collect it",
        "Until you withdraw your consent",
        "7 years after the order (tax records)",
    ],
    ("handcraft-courses", "uk"): [
        "24 місяці після останнього звернення (якість обслуговування)",
        "12 місяців після завершення курсу",
        "7 років після замовлення (податковий облік)",
        "180 днів після отримання даних",
        "Доки дані потрібні для захисту від атак, шахрайства й зловживань",
        "14 місяців після отримання даних",
        "Доки ви не відкличете згоду",
        "7 років після замовлення (податковий облік)",
    ],
    ("subscription-platform", "en"): [
        "Until you close your account",
        "6 years after the order (tax records)",
        "24 months after our last contact",
        "Until you close your account",
        "Until you close your account",
        "Until you withdraw your consent",
        "24 months after we collect it",
        "2 years after we collect it",
        "90 days after we collect it",
        "6 years after the order (tax records)",
    ],
    ("subscription-platform", "uk"): [
        "Доки ви не закриєте обліковий запис",
        "6 років після замовлення (податковий облік)",
        "24 місяці після останнього звернення",
        "Доки ви не закриєте обліковий запис",
        "Доки ви не закриєте обліковий запис",
        "Доки ви не відкличете згоду",
        "24 місяці після отримання даних",
        "2 роки після отримання даних",
        "90 днів після отримання даних",
        "6 років після замовлення (податковий облік)",
    ],
}


@cases(("name", "language"), PERIODS)
def test_periods(name: str, language: str) -> None:
    kept = [row[4] for row in rows(composed(name, language), "purposes-table")]
    assert kept == PERIODS[name, language]


@every_shop
@cases("language", LANGUAGES)
def test_every_period_is_a_number_of_the_facts(name: str, language: str) -> None:
    kept = [row[4] for row in rows(composed(name, language), "purposes-table")]
    numbers = [re.findall(r"\d+", text) for text in kept]
    assert numbers == [
        [str(n) for _, n in activity.keep.period.parts] if activity.keep.period else []
        for activity in example(name).activities
    ]


ALWAYS = ["glance", "who-we-are", "what-we-collect", "purposes", "sharing", "cookies", "transfers"]
ALWAYS += ["retention", "security", "rights"]
LAST = ["children", "automated", "complaints"]
ABROAD = [*ALWAYS, "object", "california", "us-states", *LAST, "changes", "contact"]


@cases(
    ("name", "sections"),
    [
        ("klumandel", [*ALWAYS, "ukraine", *LAST, "changes", "contact"]),
        ("handcraft-courses", ABROAD),
        ("classerium", ABROAD),
        (
            "jane-ellen",
            [*ALWAYS, "object", "california", "us-states", *LAST, "links", "changes", "contact"],
        ),
        ("subscription-platform", ABROAD),
    ],
)
def test_sections(name: str, sections: list[str]) -> None:
    assert [section.id for section in composed(name, "en").sections] == sections


LAW_WORDS = {
    "gdpr": ["complaints-eu", "rights-gdpr"],
    "uk_gdpr": ["complaints-uk", "rights-gdpr"],
    "ua_pdp": ["ukraine-rights", "ukraine-requests", "complaints-ukraine"],
    "ua_ecommerce": ["who-seller-ua"],
    "ccpa": ["california-ccpa-categories", "california-ccpa-rights", "california-regulator"],
    "caloppa": ["california-online"],
    "us_states": ["us-states-rights", "us-states-appeal"],
    "swiss": ["countries-swiss"],
    "canada": ["countries-canada"],
    "brazil": ["countries-brazil"],
    "australia": ["countries-australia"],
    "shine_the_light": ["california-shine"],
}
APPLYING = {
    "klumandel": {"ua_pdp", "ua_ecommerce"},
    "dnipro-maker": {"ua_pdp", "ua_ecommerce"},
    "dublin-repairs": {"gdpr"},
    "handcraft-courses": {"gdpr", "uk_gdpr", "caloppa", "us_states"},
    "oregon-drawing": {"us_states"},
    "classerium": {"gdpr", "uk_gdpr", "ccpa", "caloppa", "us_states"},
    "jane-ellen": {"gdpr", "ccpa", "caloppa", "us_states"},
    "subscription-platform": {"gdpr", "uk_gdpr", "caloppa", "us_states"},
}


@every_shop
def test_laws_that_apply_and_no_others(name: str) -> None:
    expected = {clause for law in APPLYING[name] for clause in LAW_WORDS[law]}
    every = {clause for clauses in LAW_WORDS.values() for clause in clauses}
    assert set(texts(name, "en")) & every == expected


@cases(
    ("name", "words"),
    [
        ("klumandel", ["California", "GDPR", "Global Privacy Control", "United Kingdom", "newsletter", "sell your"]),
        ("handcraft-courses", ["Ukrain", "newsletter", "Switzerland", "CCPA", "Data protection officer"]),
        ("classerium", ["Ukrain", "parcel", "Switzerland", "data protection officer"]),
        ("jane-ellen", ["Ukrain", "United Kingdom", "Switzerland", "course"]),
        ("subscription-platform", ["Ukrain", "CCPA", "Meta", "advertising cookies wait", "parcel"]),
    ],
)  # fmt: skip
def test_words_that_no_answer_supports(name: str, words: list[str]) -> None:
    text = (
        whole(name, "en")
        .replace("in English and in Ukrainian", "")
        .replace("We do not sell your", "")
    )
    assert [word for word in words if word.casefold() in text.casefold()] == []


@cases(
    ("name", "words"),
    [
        ("klumandel", ["Olena Pryklad", "1234567899", "+380 44 000 00 00", "Hetzner", "3 working days", "thirteen rights"]),
        ("handcraft-courses", ["Cleanroute.click", "+1 302 555 0100", "2 business days", "180 days", "16 years"]),
        ("classerium", ["Classerium Corporation", "Example EU Rep GmbH", "Example UK Rep Ltd", "72 hours", "30 days", "16 years"]),
        ("jane-ellen", ["Jane Ellen Jewelry LLC", "1-800-555-1234", "dpo@janeellen.example", "5 business days", "FedEx"]),
        ("subscription-platform", ["Studio Platform Ltd", "01234567", "3 Sample Lane", "Plausible", "within 30 days"]),
    ],
)  # fmt: skip
def test_words_of_the_answers(name: str, words: list[str]) -> None:
    text = whole(name, "en")
    assert [word for word in words if word not in text] == []


# -- who gives and who gets ----------------------------------------------------------------------------------


def test_california_names_as_recipients_only_who_gets_the_data() -> None:
    """PayPal gets a name and no photos; who signs people in gives their data and gets none of it. The hosting
    has the photos, too."""
    found = {
        row[0].partition(":")[0]: row[1:]
        for row in rows(composed("classerium", "en"), "california-ccpa-categories")
    }
    audio = "Audio, electronic, visual, thermal, olfactory, or similar information"
    assert found[audio] == ["You, Facebook Login, VK sign-in", "Hosting", "No"]
    assert found["Commercial information"] == ["You", "Hosting", "No"]
    assert found["Internet or other electronic network activity"] == [
        "You, your device",
        "Hosting; Analytics; Advertising and social media; Support; Spam protection",
        "Shared for advertising",
    ]


def test_the_table_of_services_leaves_out_what_a_service_gives_us() -> None:
    uses = {row[0]: row[1] for row in rows(composed("jane-ellen", "en"), "sharing-tools")}
    use = {
        name: next(text for cell, text in uses.items() if cell.startswith(name))
        for name in ("UPS", "Facebook")
    }
    assert use == {
        "UPS": "Delivering your parcels: name, phone, delivery address",
        "Facebook": "Signing you in with another account",
    }
