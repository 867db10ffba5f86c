"""What the wizard offers to choose from: the library's catalogues in the language of the page."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import Model
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from policygen.engine.facts.fields import countries as country_codes
from policygen.engine.language import phrases as lang
from policygen.engine.library.countries import PROVINCES
from policygen.engine.library.model import OPTIONAL_SECTIONS, Library
from policygen.releases.current import current_library
from policygen.shops.answers.mapping import columns_of
from policygen.shops.former_words import gone_label
from policygen.shops.presets import presets as known_presets
from policygen.shops.us_states import US_STATES

Choices = list[tuple[str, str]]

MAIN_MARKETS = ("UA", "EU", "GB", "US", "US-CA", "CA", "CH", "WORLD")
STORAGE_PLACES = ("UA", "EU", "GB", "US")
_NEAR = ("UA", "US", "GB", "PL", "DE", "CZ")
_UKRAINIAN = {letter: n for n, letter in enumerate("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")}


def current_language() -> str:
    """The page's language, as far as the library speaks it."""
    language = (get_language() or "en").split("-")[0]
    return language if language in current_library().complete_languages else "en"


def first_languages() -> list[str]:
    """Of the policy, to begin with: that of the page. A second one is for the owner to choose."""
    return [current_language()]


def term_label(kind: str, slug: str) -> str:
    """How the wizard names a word: as a question where there is one, else by its label."""
    return _term_label(kind, slug, current_language())


def _term_label(kind: str, slug: str, language: str) -> str:
    term = current_library().vocabulary[kind].get(slug)
    if term is None:
        return gone_label(kind, slug, language)
    question = term.get("question")
    if isinstance(question, dict):
        return str(question[language])
    return lang.capitalise(term.label[language])


def terms(kind: str) -> Choices:
    return list(_terms(current_library(), kind, current_language()))


def of_column(model: type[Model], name: str) -> Choices:
    """What a column can hold: words of the library, or a few of the program's own."""
    field: Any = model._meta.get_field(name)
    if field.choices:
        return [(str(value), str(label)) for value, label in field.choices]
    return terms(columns_of(model)[name].words)


@lru_cache
def _terms(library: Library, kind: str, language: str) -> tuple[tuple[str, str], ...]:
    """The cards of the details ask for the same words dozens of times a page."""
    words = library.vocabulary.get(kind, {})  # a release may be older than a kind of words
    return tuple((slug, _term_label(kind, slug, language)) for slug in words)


def terms_for(kind: str, own_site: bool, chosen: Iterable[str] = ()) -> Choices:
    """Those that a shop can choose: without a site, none of one, but for what is chosen already."""
    words, kept = current_library().vocabulary.get(kind, {}), set(chosen)
    return [
        (slug, text)
        for slug, text in terms(kind)
        if own_site or slug in kept or not words[slug].get("of_site")
    ]


def usual(kind: str) -> frozenset[str]:
    """The words that are offered before the others."""
    words = current_library().vocabulary.get(kind, {})
    return frozenset(slug for slug, term in words.items() if term.get("usual"))


def presets() -> Choices:
    """The kinds of shop to start from."""
    language = current_language()
    return [
        (slug, preset.label.get(language) or preset.label["en"])
        for slug, preset in known_presets().items()
    ]


def grouped_data() -> list[tuple[str, Choices]]:
    """Kinds of personal data, by group."""
    groups = _grouped_data(current_library(), current_language())
    return [(str(DATA_GROUPS[group]), list(rows)) for group, rows in groups.items()]


@lru_cache
def _grouped_data(library: Library, language: str) -> dict[str, Choices]:
    groups = dict[str, Choices]()
    for slug, term in library.vocabulary["data"].items():
        label = lang.capitalise(library.label("data", slug, language))
        groups.setdefault(str(term.get("group")), []).append((slug, label))
    return groups


def label(kind: str, slug: str) -> str:
    """As the word stands inside a sentence."""
    library, language = current_library(), current_language()
    if slug not in library.vocabulary[kind]:
        return gone_label(kind, slug, language)
    return library.label(kind, slug, language)


def data_label(slug: str) -> str:
    return lang.capitalise(label("data", slug))


DATA_GROUPS = {
    "identity": _("Who somebody is"),
    "contact": _("Contact and messages"),
    "orders": _("Orders and payments"),
    "account": _("Account"),
    "learning": _("Learning"),
    "content": _("What people publish or send"),
    "device": _("Device"),
    "behaviour": _("What people do on the site"),
    "sensitive": _("Sensitive data"),
}

PURPOSE_GROUPS = {
    "sales": _("Selling"),
    "teaching": _("Teaching"),
    "contact": _("Talking with customers"),
    "marketing": _("Marketing"),
    "site": _("The website"),
    "safety": _("Safety"),
    "legal": _("The law and the office"),
}


def optional_sections() -> Choices:
    labels = {
        "glance": _("A short summary at the top"),
        "governing_law": _("A line on which country’s law applies"),
        "third_party_links": _("A section on links to other sites"),
    }
    return [(slug, str(label)) for slug, label in labels.items() if slug in OPTIONAL_SECTIONS]


def sources() -> Choices:
    """The library's labels speak to the customer; these speak about the customer."""
    own = {"person": _("The person"), "device": _("The person’s device")}
    return [(slug, str(own.get(slug, label))) for slug, label in terms("sources")]


def languages() -> Choices:
    page = current_language()
    codes = current_library().complete_languages
    return [(code, lang.capitalise(lang.language_name(code, page))) for code in codes]


def place_label(code: str) -> str:
    special = {
        "EU": _("European Union and the rest of the EEA"),
        "WORLD": _("The whole world"),
        "US": _("USA (the whole country)"),
        "US-CA": _("California"),
    }
    if code in special:
        return str(special[code])
    if code in US_STATES:
        return str(US_STATES[code])
    if code in PROVINCES:
        return lang.place(code, current_language())
    return lang.country(code, current_language())


def main_markets() -> Choices:
    return [(code, place_label(code)) for code in MAIN_MARKETS]


def countries() -> list[tuple[str, Choices]]:
    """All countries in alphabetical order, the likeliest ones first."""
    near = [(code, lang.country(code, current_language())) for code in _NEAR]
    rest = [row for row in _countries(current_language()) if row not in near]
    return [(str(_("Often chosen")), near), (str(_("Other countries")), rest)]


def other_places(*also: str) -> list[tuple[str, Choices]]:
    """Countries, states and provinces beside the main markets, and the codes in `also`."""
    named = [(c, n) for c, n in _countries(current_language()) if c not in MAIN_MARKETS]
    of_usa = [(code, name) for code, name in states() if code not in MAIN_MARKETS]
    of_canada = [(code, place_label(code)) for code in sorted(PROVINCES)]
    offered = {code for code, _name in (*named, *of_usa, *of_canada)}
    rest = [(code, place_label(code)) for code in also if code not in {*offered, *MAIN_MARKETS}]
    groups = [
        (str(_("Countries")), named),
        (str(_("States of the USA")), of_usa),
        (str(_("Provinces of Canada")), of_canada),
    ]
    return [*groups, (str(_("Other")), rest)] if rest else groups


def states() -> Choices:
    return list(_states(current_language()))


@lru_cache
def _states(language: str) -> tuple[tuple[str, str], ...]:
    with translation.override(language):
        return tuple(in_order((code, str(name)) for code, name in US_STATES.items()))


@lru_cache
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    return tuple(in_order((c, lang.country(c, language)) for c in country_codes()))


def in_order(rows: Iterable[tuple[str, str]]) -> Choices:
    """By name, in the order of the alphabet; Python's own order misplaces ґ, є, і and ї."""
    return sorted(rows, key=lambda row: [_UKRAINIAN.get(c, ord(c)) for c in row[1].lower()])
