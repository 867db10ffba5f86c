"""A shop in the USA has American spelling and dates; what was typed stays, and so does everybody else's."""

import enchant
import pytest

from policygen.desk.warnings.spelling import words
from policygen.engine.language.american import WORDS, american
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.plain_text import plain_text
from tests.cast import silver_willow
from tests.library.texts import every_text

LIBRARY = shipped_library()


def policy(country: str, **changes: object) -> str:
    data = ["name", "favourites"]
    facts = silver_willow(
        {"business.country": country, "activities.0.data": data, "languages": ["en"], **changes}
    )
    document = compose(LIBRARY, facts, "en")
    texts = [plain_text(clause.html) for clause in document.clauses]
    return "\n".join([document.effective_text, *texts])


def test_it_works() -> None:
    ours = american([])
    assert ours("<b>Favourites</b>, a loyalty programme from 1 December 2026") == (
        "<b>Favorites</b>, a loyalty program from December 1, 2026"
    )
    assert ours("3 working days, a working day") == "3 business days, a business day"
    assert "favorites" in policy("US") and "November 22, 2026" in policy("US")


def test_others_keep_theirs() -> None:
    assert "favourites" in policy("GB") and "22 November 2026" in policy("GB")
    assert {word for word in WORDS.values() if word in words([policy("GB")])} == set()


@pytest.mark.parametrize("typed", ["Organisation of Favourites", "Since 1 May 2020"])
def test_what_was_typed_stays(typed: str) -> None:
    changes = {"business.name": typed, "business.legal_name": f"{typed} & Co"}
    found = policy("US", **changes)
    assert f"{typed} & Co" in found and "favorites" in found


def test_names_of_services_stay() -> None:
    found = policy("US", **{"activities.0.tools": ["dgcu"]})
    assert "State Gemological Centre of Ukraine" in found and "favorites" in found


def test_addresses_stay() -> None:
    html = '<a href="https://a.example/favourites" data-programme="1">a.example/favourites</a>'
    assert american([])(html) == html


def test_every_word_of_the_library_that_has_two_spellings_is_known() -> None:
    """A missing one goes into WORDS, with its other spelling."""
    british, us = enchant.Dict("en_GB"), enchant.Dict("en_US")
    library = {word for place, texts in every_text(LIBRARY) for word in words([texts["en"]])}
    variants = {word for word in library if british.check(word) and not us.check(word)}
    names = {
        w for t in LIBRARY.tools.values() for w in words([f"{t.named('en')} {t.entity_in('en')}"])
    }
    letters = {word for word in variants if word.isupper()}
    others = variants - names - letters - BRITISH_DICTIONARY_ALONE
    assert sorted({word.lower() for word in others} - set(WORDS)) == []
    assert sorted(set(WORDS) - {word.lower() for word in library}) == []
    assert all(us.check(word) for word in WORDS.values())


BRITISH_DICTIONARY_ALONE = frozenset(
    [
        "Ctrl",
        "Española",
        "Geolocation",
        "Jetpack",
        "KiB",
        "OneDrive",
        "Untick",
        "WhatsApp",
        "Wix’s",
        "captchas",
    ]
    + ["else’s", "http", "https", "pre-clearance", "retargeting", "untick"]
)
"""Words of both kinds of English that the American dictionary has not heard of."""
