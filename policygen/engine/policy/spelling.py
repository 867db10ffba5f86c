"""Whose English a policy is written in: the shop's country decides, never what its owner typed."""

import datetime
from collections.abc import Callable
from itertools import chain

from markupsafe import Markup

from policygen.engine.facts.fields import Localized
from policygen.engine.facts.model import Facts, typed_texts
from policygen.engine.language.american import american
from policygen.engine.language.phrases import date
from policygen.engine.library.contracting import Contracting
from policygen.engine.library.model import Library
from policygen.engine.policy.document import Section
from policygen.engine.templates.markup import Html, escaped, markup


def speller(facts: Facts, library: Library, language: str) -> Callable[[str], str]:
    """What turns texts of the library into the English of the shop's country. Names stay: "Centre"."""
    if not _is_american(language, facts.business.country):
        return str
    tools = (Localized.parse(tool.entity or tool.name) for tool in facts.custom_tools)
    names = (Localized.parse(tool.name) for tool in facts.custom_tools)
    typed = chain((text for _, text in typed_texts(facts)), tools, names)
    lines = (line for text in typed for line in text.texts.values())
    return american(map(escaped, chain(lines, library.once(_names, facts.business.country))))


def _names(library: Library, country: str) -> frozenset[str]:
    """Of services, and of the companies that a shop in `country` contracts with."""
    tools = library.once(Contracting, country).tools.values()
    return frozenset(name for t in tools for name in (t.named("en"), t.entity_in("en")))


def day(value: datetime.date, language: str, country: str) -> str:
    """A date as it stands in the policy of a shop in `country`."""
    text = date(value, language)
    return american(())(text) if _is_american(language, country) else text


_LOCALES = {"en": "en-GB", "uk": "uk-UA"}


def locale_of(country: str, language: str) -> str:
    """For programs that check spelling or read aloud (BCP 47)."""
    return "en-US" if _is_american(language, country) else _LOCALES.get(language, language)


def _is_american(language: str, country: str) -> bool:
    return (language, country) == ("en", "US")


def respelled(sections: tuple[Section, ...], spell: Callable[[str], str]) -> tuple[Section, ...]:
    """The owner's own words stay."""
    return tuple([_section(section, spell) for section in sections])


def _section(section: Section, spell: Callable[[str], str]) -> Section:
    clauses = [
        clause if clause.own else clause._replace(html=spelled(clause.html, spell))
        for clause in section.clauses
    ]
    return Section(section.id, spell(section.title), tuple(clauses))


def spelled(html: Markup, spell: Callable[[str], str]) -> Markup:
    return markup(Html(spell(html)))
