"""What a policy says, taken out of its text again: services, purposes, periods, addresses."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.facts.model import Facts
from policygen.engine.language.duration import Duration
from policygen.engine.language.phrases import _NOUNS
from policygen.engine.library.schema import Tool
from policygen.engine.loading.load import shipped_library
from tests.library.texts import every_text

LIBRARY = shipped_library()
Period = tuple[int, str]

FIXED_PERIODS: dict[str, set[Period]] = {
    "rights-time": {(1, "month"), (2, "month")},  # GDPR Art. 12(3)
    "ukraine-rights": {(30, "day")},  # Law 2297-VI Art. 8(2)(4)
    "ukraine-requests": {(10, "working_day"), (30, "day")},  # Art. 16
    "ukraine-notice": {(10, "working_day")},  # Art. 21
    "california-ccpa-categories": {(12, "month"), (16, "year")},  # 11 CCR 7011(e)(1), 7001
    "california-ccpa-sensitive-necessary": {(16, "year")},  # 11 CCR 7001
    "california-ccpa-sensitive-other": {(16, "year")},
    "california-ccpa-sensitive-other-pages": {(16, "year")},
    "california-ccpa-shared": {(12, "month")},
    "california-ccpa-sold": {(12, "month")},
    "california-ccpa-not-sold": {(12, "month")},
    "california-ccpa-rights": {(12, "month")},
    "california-ccpa-requests": {
        (10, "working_day"),
        (15, "working_day"),
        (45, "day"),
    },  # 7021, 7026
    "us-states-rights": {(45, "day")},  # e.g. Va. Code 59.1-577(B)
    "us-states-appeal": {(45, "day")},
    "complaints-uk": {(30, "day")},  # DPA 2018 s. 164A
}
"""Legal deadlines that a clause names itself; every other period comes from the answers or a tool."""

_WORDS = {"one": 1, "two": 2, "three": 3, "six": 6, "twelve": 12}
_UNITS = {
    language: {
        form: unit for case in cases.values() for unit, forms in case.items() for form in forms
    }
    for language, cases in _NOUNS.items()
}
_UNITS["en"] |= {
    "business days": "working_day",
    "business day": "working_day",
    "calendar days": "day",
}
_UNITS["uk"] |= {"календарних днів": "day"}


@lru_cache
def _period(language: str) -> re.Pattern[str]:
    units = "|".join(sorted(map(re.escape, _UNITS[language]), key=len, reverse=True))
    numbers = r"\d+" + (f"|{'|'.join(_WORDS)}" if language == "en" else "")
    return re.compile(rf"\b({numbers}) ({units})\b", re.IGNORECASE)


_NO_PERIOD = re.compile(r"\d{1,2} [а-яіїє]+ \d+ року|(?:(?:від \d+ )?до|немає) 1[3-8] років")
"""Dates and ages: «22 листопада 2026 року», «до 16 років» («under 16» in English)."""


@lru_cache(maxsize=10_000)
def periods(text: str, language: str) -> set[Period]:
    """``{(24, "month")}`` from "24 months after your last order"."""
    if language == "uk":
        text = _NO_PERIOD.sub("", text)
    return {
        (
            int(number) if number.isdigit() else _WORDS[number.lower()],
            _UNITS[language][unit.lower()],
        )
        for number, unit in _period(language).findall(text)
    }


def answered_periods(facts: Facts, catalogue: Catalogue) -> set[Period]:
    durations = [a.keep.period for a in facts.activities] + [facts.cookies.choice_kept]
    durations.append(facts.storage.backups_kept)
    cookies = [cookie.lasts for tool in catalogue.used for cookie in tool.cookies]
    cookies += [cookie.lasts for cookie in facts.cookies.own]
    durations += [lasts for lasts in cookies if isinstance(lasts, Duration)]
    found = {(n, unit) for duration in durations if duration for unit, n in duration.parts}
    reply, hours, age = (
        facts.business.replies_within,
        facts.breach_notice.authority_hours,
        facts.customers.minimum_age,
    )
    if reply:
        found.add((reply.days, "working_day" if reply.working else "day"))
    if hours:
        found.add((hours, "hour"))
    if age is not None:
        found.add((age, "year"))
    return found


@lru_cache
def _tool_names(language: str) -> re.Pattern[str]:
    names = {name for tool in LIBRARY.tools.values() for name in forms(tool, language)}
    names |= {name.partition(" (")[0] for name in names}
    return re.compile(
        rf"(?<![\w.-])(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})(?![\w-])"
    )


Forms = tuple[str, ...]


def forms(tool: Tool, language: str) -> Forms:
    """The name at the beginning of a line, and inside a sentence where that is another."""
    return tuple(dict.fromkeys((tool.named(language), tool.named_inside(language))))


def without_companies(text: str, language: str, tools: Iterable[Tool]) -> str:
    """Canada Post is of Canada Post Corporation, and Пошта Канади is too."""
    for tool in tools:
        entity = tool.entity_in(language)
        if tool.named(language) in entity and tool.named(language) != entity:
            text = text.replace(entity, "")
    return text


def times(forms: Forms, text: str) -> int:
    return sum(map(text.count, forms))


def foreign_tools(text: str, language: str, catalogue: Catalogue) -> set[str]:
    """Services of the catalogue that are named in the text and not in the answers."""
    own = {own for tool in catalogue.used for own in _said_of(tool, language)}
    for name in sorted(own, key=len, reverse=True):
        text = text.replace(name, "·")
    return set(_tool_names(language).findall(text))


def _said_of(tool: Tool, language: str) -> Iterator[str]:
    """All that a policy says with a service: its name, its company, its cookies."""
    for name in forms(tool, language):
        yield name
        yield name.partition(" (")[0]
    if tool.entity_in(language):
        yield tool.entity_in(language)
    yield from (cookie.name for cookie in tool.cookies)


@lru_cache
def _purposes(language: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (slug, term.label[language]) for slug, term in LIBRARY.vocabulary["purposes"].items()
    )


def foreign_purposes(text: str, language: str, facts: Facts) -> set[str]:
    """Purposes whose label stands in the text, but not in the answers."""
    mine = {a.purpose for a in facts.activities}
    for slug in mine:
        text = text.replace(LIBRARY.label("purposes", slug, language), "·")
    return {slug for slug, label in _purposes(language) if slug not in mine and label in text}


_HREF = re.compile(r'href="([^"]*)"')


def links(htmls: Iterable[str]) -> list[str]:
    return [href for html in htmls for href in _HREF.findall(html)]


def same_links(html: str) -> list[str]:
    """Its links, a service's policy being the same in whatever language it is."""
    return sorted(_policies().get(href, href) for href in links([html]))


@lru_cache
def _policies() -> dict[str, str]:
    by_language = (t.policy_url for t in LIBRARY.tools.values() if isinstance(t.policy_url, dict))
    return {url: urls["en"] for urls in by_language for url in urls.values()}


@lru_cache
def written_links() -> frozenset[str]:
    """Addresses that the library names itself: of authorities and laws."""
    texts = [text for _, by_language in every_text(LIBRARY) for text in by_language.values()]
    urls = {url for text in texts for url in re.findall(r"\]\((https://[^)]*)\)", text)}
    return frozenset(
        urls | {str(term.get("url")) for term in LIBRARY.vocabulary["authorities"].values()}
    )
