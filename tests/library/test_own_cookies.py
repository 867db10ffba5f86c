"""The site's own cookies by name, and those of services that the owner describes: in tables, conditions,
findings."""

from typing import Any

import pytest

from policygen.engine.conditions.deriving import conditions
from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import facts_data, make_facts
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.plain_text import plain_text
from tests.cases import cases
from tests.cast import LANGUAGES, silver_willow
from tests.library.test_cookies import table

LIBRARY = shipped_library()
BOTH = {"languages": ["en", "uk"]}
EUROPE = {"customers.where": ["UA", "DE"], "business.eu_representative": {"address": "Berlin"}}
KASA = {
    "slug": "own-kasa",
    "name": {"en": "Moia Kasa", "uk": "Моя каса"},
    "entity": {"en": "Kasa LLC", "uk": "ТОВ «Каса»"},
    "group": "payments",
    "country": "UA",
    "role": "processor",
    "cookies": [{"name": "ks", "purpose": "analytics", "lasts": "P1Y"}],
}


def own(name: str, purpose: str, lasts: str = "P30D", **more: str) -> dict[str, str]:
    return {"name": name, "purpose": purpose, "lasts": lasts, **more}


def shop(*cookies: dict[str, str], **said: Any) -> Facts:
    return silver_willow({**BOTH, "cookies": {"own": list(cookies), **said}})


def with_service(**changes: Any) -> Facts:
    tool = {**KASA, **changes}
    return silver_willow({**BOTH, "custom_tools": [tool], "activities.0.tools": ["own-kasa"]})


def true(facts: Facts, *families: str) -> set[str]:
    return {n for n in conditions(facts, LIBRARY) if n.startswith(families)}


def findings(facts: Facts) -> dict[str, str]:
    found = compose(LIBRARY, facts, "en").findings
    return {one.id: one.message for one in found}


def test_it_works() -> None:
    facts = shop(
        own("cart_id", "cart", "P14D"),
        own("theme", "theme", "persistent", kind="local_storage"),
        own("visits", "analytics", "session"),
    )
    assert table(facts) == [
        ["cart_id", "This site", "Essential: contents of the cart", "14 days"],
        [
            "theme (local storage)",
            "This site",
            "Remembering your settings: light or dark theme",
            "Until you clear it",
        ],
        ["visits", "This site", "Statistics", "Until you close the browser"],
    ]
    assert table(facts, "uk")[0] == [
        *("cart_id", "Цей сайт", "Основні функції сайту: вміст кошика", "14 днів")
    ]
    assert make_facts(facts_data(facts), LIBRARY) == facts


def test_a_name_takes_the_place_of_what_it_names() -> None:
    said = {"banner": True, "choice_kept": "P180D", "local_storage": ["cart", "theme"]}
    rows = table(shop(own("cart_id", "cart"), own("cc", "consent", "P180D"), **said))
    assert [row[0] for row in rows] == ["cart_id", "cc", "Light or dark theme"]
    assert rows[1][2:] == ["Remembering your cookie choice", "180 days"]


@cases(
    ("purpose", "optional"),
    [
        *(("essential", False), ("fraud", False), ("consent", False), ("cart", False)),
        *(("analytics", True), ("advertising", True), ("replay", True), ("support", True)),
        # By whose link a visitor came; what a visitor has set.
        *(("affiliate", True), ("theme", False), ("preferences", False)),
    ],
)
def test_which_wait_for_a_choice(purpose: str, optional: bool) -> None:
    expected = {"cookies:any", "cookies:own", *(["cookies:optional"] if optional else [])}
    expected |= {"cookies:fraud"} if purpose == "fraud" else set()
    assert true(shop(own("a", purpose)), "cookies:") == expected


def test_without_a_banner_they_stop_the_policy_in_europe() -> None:
    statistics = {"cookies": {"own": [own("visits", "analytics")], "banner": False}}
    needed = {"cookies": {"own": [own("cart_id", "cart")], "banner": False}}
    assert "cookies-without-banner" in findings(silver_willow({**EUROPE, **statistics}))
    assert "cookies-without-banner" not in findings(silver_willow({**EUROPE, **needed}))


def test_statistics_of_the_site_itself_are_statistics() -> None:
    site = {"business.website": "https://willow.example", "activities.0.tools": []}
    counts = {"cookies": {"own": [own("visits", "analytics")]}}
    assert "cookies:no-tracking" in true(silver_willow(site), "cookies:")
    assert "cookies:no-tracking" not in true(silver_willow({**site, **counts}), "cookies:")


def test_whoever_names_them_is_not_asked_what_the_site_keeps() -> None:
    site = {"business.website": "https://willow.example"}
    named = {"cookies": {"own": [own("cart_id", "cart")]}}
    assert "own-storage-unanswered" in findings(silver_willow(site))
    assert "own-storage-unanswered" not in findings(silver_willow({**site, **named}))


def test_a_shop_without_a_site_sets_none() -> None:
    facts = silver_willow(
        {"cookies": {"own": [own("a", "analytics")]}, "answers": {"own_site": False}}
    )
    assert true(facts, "cookies:") == {"cookies:none"}


def test_an_own_service_in_each_language() -> None:
    facts = with_service()
    assert table(facts) == [["ks", "Moia Kasa", "Statistics", "1 year"]]
    assert table(facts, "uk") == [["ks", "Моя каса", "Статистика відвідувань", "1 рік"]]
    assert "cookies:optional" in true(facts, "cookies:")
    texts = {lang: str(compose(LIBRARY, facts, lang).sections) for lang in ("en", "uk")}
    assert [("Kasa LLC" in t, "ТОВ «Каса»" in t) for t in texts.values()] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize(
    ("changes", "quoted"),
    [
        ({}, ""),
        ({"name": "Моя каса"}, "Моя каса"),
        ({"entity": "ТОВ «Каса»"}, "ТОВ «Каса»"),
        ({"name": "Моя каса", "entity": {"en": "Каса LLC", "uk": "К"}}, "Моя каса and Каса LLC"),
    ],
)
def test_cyrillic_in_the_english_policy_is_found(changes: dict[str, Any], quoted: str) -> None:
    message = findings(with_service(**changes)).get("service-in-cyrillic", "")
    assert bool(message) is bool(quoted) and quoted in message
    assert "doubt:cyrillic" not in true(with_service(**changes), "doubt:")


def test_a_ukrainian_policy_alone_may_have_it() -> None:
    facts = silver_willow(
        {
            "languages": ["uk"],
            "custom_tools": [{**KASA, "name": "Моя каса"}],
            "activities.0.tools": ["own-kasa"],
        }
    )
    assert "doubt:cyrillic-service" not in true(facts, "doubt:")


PARTNERS = {
    "purpose": "affiliates",
    "data": ["name", "email", "referral_link", "payouts"],
    "about": "partners",
    "basis": "contract",
    "keep": {"for": "P3Y", "after": "contract_end"},
}
SAID: dict[str, tuple[dict[str, Any], str, dict[str, str]]] = {
    "a messenger as the way to ask": (
        {"rights.how": ["messenger"]},
        "rights-how",
        {"en": "The messenger in which you wrote to us", "uk": "Месенджер, у якому ви нам писали"},
    ),
    "a transfer with the payer’s name": (
        {"answers": {"card_transfer": True}},
        "collect-card-transfer",
        {"en": "the payer’s name", "uk": "ім’я платника"},
    ),
    "ages": (
        {"customers.children": "directed", "customers.minimum_age": 6, "customers.maximum_age": 12},
        "children-directed-ages",
        {"en": "aged 6–12", "uk": "(вік: 6–12"},
    ),
    "partners": (
        {"activities.0": PARTNERS},
        "marketing-affiliates",
        {"en": "whose link it was", "uk": "чиє це посилання"},
    ),
    "their cookie": (
        {"cookies": {"own": [own("ref_id", "affiliate")]}},
        "cookies-table",
        {
            "en": "Advertising: which partner’s link you came by",
            "uk": "за посиланням якого партнера",
        },
    ),
}


@cases("name", SAID)
@cases("language", LANGUAGES)
def test_what_could_not_be_said(name: str, language: str) -> None:
    changes, clause, words = SAID[name]
    policy = compose(LIBRARY, silver_willow({**BOTH, **changes}), language)
    texts = {c.id: plain_text(c.html) for c in policy.clauses}
    assert words[language] in texts.get(clause, f"none of {sorted(texts)}")
