"""Shops that have no site, work alone, repair, buy from people, film: what their policies say and what not."""

import re
from typing import Any

import pytest

from policygen.engine.conditions.deriving import conditions
from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import facts_data, make_facts
from policygen.engine.law.applying import laws
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from policygen.engine.policy.plain_text import plain_text
from tests.cast import LANGUAGES, changed, composed, example, silver_willow

LIBRARY = shipped_library()
NO_SITE = {"answers": {"own_site": False}}
PAGES = {
    "customers.where": ["US", "US-CA", "US-DE", "EU"],
    "activities.0.tools": ["etsy", "instagram_direct"],
    "custom_tools": [],
}


def shop(changes: dict[str, Any]) -> Facts:
    return make_facts(changed(changes, facts_data(silver_willow())), LIBRARY)


def read(document: Document) -> dict[str, str]:
    return {clause.id: plain_text(clause.html) for clause in document.clauses}


def texts(changes: dict[str, Any], language: str) -> dict[str, str]:
    return read(compose(LIBRARY, shop(changes), language))


def only_with(changes: dict[str, Any], without: dict[str, Any]) -> set[str]:
    """The clauses that stand in the policy of the one shop and not in that of the other."""
    return set(texts(changes, "en")) - set(texts(without, "en"))


def test_it_works() -> None:
    assert only_with(PAGES | NO_SITE, PAGES) == {
        "who-pages",
        "cookies-of-pages",
        "children-general-pages",
    }


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["our site", "Do Not Track", "Global Privacy Control", "that our site"]),
        ("uk", ["наш сайт", "нашому сайті", "Do Not Track", "Global Privacy Control"]),
    ],
)
def test_a_shop_without_a_site_speaks_of_none(language: str, words: list[str]) -> None:
    with_site = "\n".join(texts(PAGES, language).values())
    without = "\n".join(texts(PAGES | NO_SITE, language).values())
    assert [word for word in words if word in with_site] != []
    assert [word for word in words if word in without] == []


def test_laws_for_who_runs_a_site_do_not_bind_who_runs_none() -> None:
    found = set(laws(shop(PAGES), LIBRARY)) - set(laws(shop(PAGES | NO_SITE), LIBRARY))
    assert found == {"caloppa", "delaware"}


def test_what_a_site_would_set_is_not_asked_of_who_has_none() -> None:
    cookies = {"cookies": {"banner": False, "gpc": "honoured", "dnt": "honoured"}}
    changes = PAGES | {"activities.0.tools": ["etsy", "ga4"]} | cookies
    wanted = {"cookies:optional", "cookies:no-banner", "conflict:cookies-without-banner"}
    assert wanted <= conditions(shop(changes), LIBRARY)
    true = conditions(shop(changes | NO_SITE), LIBRARY)
    assert {n for n in true if n.startswith(("cookies:", "gpc:", "dnt:"))} == {
        "cookies:none",
        "gpc:unknown",
        "dnt:unknown",
    }


def test_a_platform_that_holds_the_site_is_named_and_a_marketplace_is_not() -> None:
    held = {"activities.0.tools": ["horoshop", "prom"], "custom_tools": []}
    assert texts(held, "en")["who-platform"] == "Our site or a part of it is on Horoshop."
    assert "who-platform" not in texts(PAGES, "en")


def test_own_storage_for_advertising_waits_for_a_choice() -> None:
    kept = {"cookies.local_storage": ["affiliate"]}
    assert "cookies:optional" in conditions(shop(kept), LIBRARY)
    assert "cookies-essential-only" not in texts(kept, "en")


ASKED = {
    "only_owner": {"sharing-only-owner"},
    "card_transfer": {"collect-card-transfer"},
    "not_sold_with_business": {"sharing-not-with-business"},
    "local_time": {"contact-local-time"},
}


@pytest.mark.parametrize("name", ASKED)
def test_an_answer_brings_its_sentence_and_no_other(name: str) -> None:
    assert only_with({f"answers.{name}": True}, {}) == ASKED[name]
    assert only_with({f"answers.{name}": False}, {}) == set()


def test_another_business_that_decides_too_is_named() -> None:
    partner = {"name": "Bead Guild", "email": "hi@guild.example"}
    text = texts({"business.joint_controller": partner}, "en")["sharing-joint-controller"]
    assert "Together with Bead Guild, hi@guild.example we decide" in text


def test_other_sites_stand_in_the_card() -> None:
    text = texts({"business.other_sites": "a.example, b.example"}, "uk")["who-card"]
    assert "a.example, b.example" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_maker_in_dnipro_has_no_site(language: str) -> None:
    text = "\n".join(read(composed("dnipro-maker", language)).values())
    assert "Prom.ua" in text and "Telegram" in text
    words = {"en": ["our site", "payment service"], "uk": ["наш сайт", "платіжному сервісі"]}
    assert [word for word in words[language] if word in text] == []


def test_the_repairer_in_dublin_says_who_is_filmed_and_for_how_long() -> None:
    said = read(composed("dublin-repairs", "en"))
    assert "A sign at the entrance says so" in said["collect-cameras-sign"]
    assert "14 days after we collect it" in said["purposes-table"]
    assert "collect-cameras" not in said
    assert example("dublin-repairs").storage.backups_kept is not None


def test_no_word_of_the_vocabulary_gives_a_shop_a_site() -> None:
    """A label is printed whether the shop has a site or not; a chat needs none."""
    site = re.compile(r"\bour (?:web)?site\b|\bнаш\w* сайт", re.IGNORECASE)
    found = [
        (kind, slug, text)
        for kind, terms in LIBRARY.vocabulary.items()
        for slug, term in terms.items()
        for text in term.label.values()
        if site.search(text)
    ]
    assert found == []
