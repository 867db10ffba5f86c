from itertools import product

import pytest

from policygen.engine.conditions.deriving import conditions
from policygen.engine.facts.reading import make_facts
from policygen.engine.law.applying import laws
from policygen.engine.library import yaml12
from policygen.engine.library.library_files import split
from policygen.engine.library.model import Library
from policygen.engine.loading.checking import check
from policygen.engine.loading.load import load_library
from policygen.engine.loading.older_labels import labelled
from policygen.engine.loading.older_laws import WORDS, entry_of, is_older, lifted, path_of
from policygen.engine.policy.compose import compose
from tests.cast import changed, silver_willow
from tests.upgrade.stored import releases

OLD = releases("9effd56")
NUMBERS = sorted(OLD)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library(OLD[NUMBERS[-1]], strict=False)


def entries(files: dict[str, str], start: str) -> dict[str, str]:
    return {
        e.key: e.text
        for p, text in files.items()
        if p.startswith(start)
        for e in split(text).entries
    }


@pytest.mark.parametrize("number", NUMBERS)
def test_it_works(number: int) -> None:
    """Each requirement as it was, each law before its first one, and nothing else touched."""
    old, new = dict(OLD[number]), dict(lifted(OLD[number]))
    labels = new.pop("conditions.yaml")
    assert labels.startswith(old.pop("conditions.yaml").rstrip("\n"))
    assert {p: t for p, t in old.items() if not is_older(p)} == {
        p: t for p, t in new.items() if not p.startswith("laws/")
    }
    asked, words = entries(old, "requirements/"), entries(old, WORDS)
    found = entries(new, "laws/")
    assert {key: text for key, text in found.items() if key in asked} == asked
    assert found.keys() == {*asked, *words}
    for path, text in new.items():
        if path.startswith("laws/"):
            assert split(text).text == text
    assert [key for key in found if key in asked] == [*asked]


@pytest.mark.parametrize("number", NUMBERS)
def test_stored_releases_compile(number: int) -> None:
    library = load_library(OLD[number], strict=False)
    assert [*library.laws] == [*library.vocabulary["laws"]]
    assert len(library.laws) == len(split(OLD[number][WORDS]).entries)
    assert len(library.requirements) == len(entries(OLD[number], "requirements/"))
    assert library.laws["gdpr"].label == {"en": "GDPR", "uk": "GDPR"}


@pytest.mark.parametrize("number", NUMBERS)
def test_conditions_that_came_since_have_labels(number: int) -> None:
    """Brought back, it stands in no next release's way."""
    known = entries(dict(lifted(OLD[number])), "conditions.yaml")
    assert {"yes:", "no:", "sells-to:", "threshold:revenue"} <= known.keys()
    faults = check(lifted(OLD[number]))
    assert [fault for fault in faults if fault.path == "conditions.yaml"] == []


def test_labels_of_its_own_stay() -> None:
    own = "'yes:': {label: {en: 'so you said: {}', uk: 'ви так сказали: {}'}, kind: answers}\n"
    assert entries({"conditions.yaml": labelled(own)}, "")["yes:"] == own
    whole = labelled(own)
    assert labelled(whole) is whole


def test_today_s_form_is_left_as_it_is() -> None:
    new = lifted(OLD[NUMBERS[0]])
    assert lifted(new) is new


def test_where_an_entry_went() -> None:
    assert path_of("requirements/uk.yaml", "UK-22A") == "laws/uk.yaml"
    assert path_of(WORDS, "pecr") == "laws/uk.yaml"
    assert path_of("clauses/rights.yaml", "rights-free") == "clauses/rights.yaml"
    asked = "- id: UK-22A\n  law: uk_gdpr\n"
    assert entry_of("requirements/uk.yaml", "UK-22A", asked) == asked
    assert entry_of(WORDS, "gdpr", "") == ""


def test_the_names_of_a_law() -> None:
    said = "# Asked of nobody.\naustralia:\n  label: {en: A, uk: А}\n  unasked: true\n  name: {en: B, uk: Б}\n"
    assert entry_of(WORDS, "australia", said) == (
        "# Asked of nobody.\n- slug: australia\n  order: 240\n  label: {en: A, uk: А}\n  name: {en: B, uk: Б}\n"
    )


@pytest.mark.parametrize(
    "said",
    [
        "coppa: {label: {en: A, uk: А}, unasked: true, name: {en: B, uk: Б}}\n",
        "coppa:\n    label: {en: A, uk: А}\n    unasked: true\n    name: {en: B, uk: Б}\n",
        "coppa: # of children\n  # Two names.\n  label: {en: A, uk: А}\n  unasked: true\n  name: {en: B, uk: Б}\n",
        "coppa:\n\n  label: {en: A, uk: А}\n  name: {en: B, uk: Б}\n",
    ],
)
def test_names_in_a_style_of_their_own(said: str) -> None:
    [law] = yaml12.parse(entry_of(WORDS, "coppa", said).encode()).data
    names = {"label": {"en": "A", "uk": "А"}, "name": {"en": "B", "uk": "Б"}}
    [as_usual] = yaml12.parse(entry_of(WORDS, "coppa", "coppa:\n  label: x\n").encode()).data
    assert law == {**as_usual, **names}


# -- what the program said then ------------------------------------------------------------------------

_COUNTRIES = ("UA", "DE", "GB", "US", "BR")
_MARKETS = ("EU", "GB", "US", "US-CA", "US-DE", "US-TX", "UA", "CH", "CA", "BR", "AU", "WORLD", "JP", "US-PR")  # fmt: skip


def _then(country: str, market: str, stored: tuple[str, ...], reached: bool) -> set[str]:
    """The rules as they stood in the program (commit 9effd56)."""
    world, us = market == "WORLD", market == "WORLD" or market.startswith("US")
    california, whole_us = world or market in ("US", "US-CA"), world or market == "US"
    return {
        law
        for law, applies in {
            "gdpr": country == "DE" or world or market == "EU",
            "uk_gdpr": country == "GB" or world or market == "GB",
            "ua_pdp": country == "UA" or "UA" in stored,
            "ua_ecommerce": market == "UA",
            "ccpa": california and reached,
            "caloppa": california,
            "delaware": whole_us or market == "US-DE",
            "us_states": whole_us or (market.startswith("US-") and market != "US-CA"),
            "coppa": us,
            "swiss": market == "CH",
            "canada": market == "CA",
            "brazil": market == "BR",
        }.items()
        if applies
    }


@pytest.mark.parametrize("country", _COUNTRIES)
def test_laws_apply_as_they_did(country: str, library: Library) -> None:
    for market, stored, reached in product(_MARKETS, ((), ("UA",)), (True, False)):
        answers = {
            "business.country": country,
            "customers.where": [market],
            "storage.where": list(stored),
            "customers.ccpa_thresholds.consumers_100k": reached,
        }
        found = laws(silver_willow(answers), library)
        assert set(found) == _then(country, market, stored, reached), answers


@pytest.mark.parametrize("number", NUMBERS)
def test_a_policy_of_then_has_the_words_of_today(number: int) -> None:
    """Wrong before: KeyError where a table came to need a word. Its services know the grounds of then, and by
    those a British shop's transfers stay settled."""
    old = load_library(OLD[number], strict=False)
    newsletter = {
        "purpose": "newsletter",
        "data": ["email"],
        "basis": "consent",
        "tools": ["mailchimp"],
        "keep": {"until": "consent_withdrawn"},
    }
    british = {"customers.where": ["EU", "GB"], "activities.0": newsletter, "cookies.banner": True}
    facts = make_facts(changed(british), old)
    assert "ground:unsettled" not in conditions(facts, old)
    for language in facts.languages:
        said = {clause.id: clause.html for clause in compose(old, facts, language).clauses}
        assert "Mailchimp" in said["sharing-tools"]
        assert "Mailchimp" in said["transfers-table"]
    assert load_library(OLD[number], strict=False).string("for_uk", "uk") == "Велика Британія"
