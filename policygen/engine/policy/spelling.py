"""Whose English a policy is written in: the shop's country decides, never what its owner typed."""

import datetime
from collections.abc import Callable
from itertools import chain

from markupsafe import Markup

from policygen.engine.facts.fields import Localized
from policygen.engine.facts.model import Facts, typed_texts
from policygen.engine.language.american import american
from policygen.engine.language.phrases import date
from policygen.engine.policy.document import Section
from policygen.engine.templates.markup import Html, escaped, markup


def speller(facts: Facts, language: str) -> Callable[[str], str]:
    """What turns texts of the library into the English of the shop's country."""
    if not _is_american(language, facts.business.country):
        return str
    tools = (Localized.parse(tool.entity or tool.name) for tool in facts.custom_tools)
    names = (Localized.parse(tool.name) for tool in facts.custom_tools)
    typed = chain((text for _, text in typed_texts(facts)), tools, names)
    return american(escaped(line) for text in typed for line in text.texts.values())


def day(value: datetime.date, language: str, country: str) -> str:
    """A date as it stands in the policy of a shop in `country`."""
    text = date(value, language)
    return american(())(text) if _is_american(language, country) else text


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
