"""What a library says in one language, as HTML: each word is escaped once per release."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from policygen.engine.language import phrases as lang
from policygen.engine.language.duration import Duration
from policygen.engine.library.contracting import Contracting
from policygen.engine.library.model import Library
from policygen.engine.library.schema import Cookie, Term, Tool
from policygen.engine.templates.markup import Html, escaped, fact, html, link

MANY = 500
Parts = tuple[tuple[str, int], ...]
Words = Mapping[str, Html]


@dataclass(frozen=True, eq=False)
class _Same:
    """The words of a kind, known by their identity: libraries that share a file share them."""

    terms: Mapping[str, Term]

    def __hash__(self) -> int:
        return id(self.terms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.terms is other.terms


@dataclass(frozen=True)
class _Labels:
    labels: Words
    titles: Words
    listed: Words


@lru_cache(maxsize=500)
def _labels(of: _Same, language: str) -> _Labels:
    said = {slug: t.label[language] for slug, t in of.terms.items() if language in t.label}
    labels = {slug: escaped(label) for slug, label in said.items()}
    titles = {slug: capitalised(label) for slug, label in labels.items()}
    return _Labels(labels, titles, {slug: fact(label) for slug, label in said.items()})


class Wording:
    """Get it by ``library.once(Wording, language)``. KeyError where the library lacks a text."""

    def __init__(self, library: Library, language: str):
        self.language = language
        self._library = library
        self._tools: dict[int, ToolWording] = {}
        """By the identity of the service, which each of these keeps alive."""
        self._countries: dict[str, Html] = {}
        self._durations: dict[tuple[Parts, str], Html] = {}
        self._periods: dict[tuple[Parts, str], Html] = {}
        words = {
            kind: _labels(_Same(terms), language) for kind, terms in library.vocabulary.items()
        }
        self.labels: Mapping[str, Words] = {kind: found.labels for kind, found in words.items()}
        self.titles: Mapping[str, Words] = {kind: found.titles for kind, found in words.items()}
        """The labels as they stand at the beginning of a line."""
        self.listed: Mapping[str, Words] = {kind: found.listed for kind, found in words.items()}
        """The labels as they stand among others in a sentence."""
        self.purposes_inside = {
            slug: fact(lang.inside(term.label[language], language))
            for slug, term in library.vocabulary.get("purposes", {}).items()
            if language in term.label
        }
        """Labels of purposes, which are headings, as they stand after the beginning of a line."""
        self.sources = self.listed.get("sources", {})
        self.source_titles = {
            slug: fact(lang.capitalise(term.label[language]))
            for slug, term in library.vocabulary.get("sources", {}).items()
            if language in term.label
        }
        self.places = {slug: n for n, slug in enumerate(self.labels.get("tool_groups", ()))}
        """Per group of services, its place in the table of services."""
        self.texts = {
            k: texts[language] for k, texts in library.strings.items() if language in texts
        }
        """The fixed words of the document, as text; `strings`: as HTML."""
        self.strings = {key: escaped(text) for key, text in self.texts.items()}
        self.usual_about = {
            slug: usual.get("about")
            for slug, term in library.vocabulary.get("purposes", {}).items()
            if isinstance(usual := term.get("defaults"), dict)
        }
        """Per purpose, whom its data is about where nobody says otherwise."""
        self.bases = {
            (slug, of): escaped(texts[language])
            for slug, term in library.vocabulary.get("bases", {}).items()
            for of, texts in _texts(term.get("others")).items()
            if language in texts
        }
        """Per legal basis and whose it is, its label where that is not the reader's."""
        self.whom = {
            slug: escaped(texts[language])
            for slug, term in library.vocabulary.get("about", {}).items()
            if language in (texts := _texts(term.get("whom")))
        }
        """Per kind of people, "for a child"."""
        self.one = {
            slug: escaped(texts[language])
            for slug, term in library.vocabulary.get("tool_groups", {}).items()
            if language in (texts := _texts(term.get("one")))
        }
        """Per group of services, what one of them is called, where the label has a plural."""
        self.gives = {
            slug: frozenset(gives)
            for slug, term in library.vocabulary.get("tool_groups", {}).items()
            if isinstance(gives := term.get("gives"), list)
        }
        """Per group of services, the data that such a service itself passes to the shop."""
        self.part = frozenset(
            slug
            for slug, term in library.vocabulary.get("tool_groups", {}).items()
            if term.get("part")
        )
        """The groups whose services get a part of a purpose's data."""
        self.source_gives = {
            slug: frozenset(gives)
            for slug, term in library.vocabulary.get("sources", {}).items()
            if isinstance(gives := term.get("gives"), list)
        }
        """Per source that is no service, what it can give, where it can't give everything."""
        self.taken = frozenset(
            slug
            for slug, term in library.vocabulary.get("data", {}).items()
            if term.get("taken") or term.get("group") in ("device", "behaviour")
        )
        """What a service can take by itself, from the visitor or from the visitor's device."""
        self.not_given = self.taken | {
            slug for slug, term in library.vocabulary.get("data", {}).items() if term.get("made")
        }
        """What no person hands over: it is taken from a device, or comes about while the shop serves."""

    def country(self, code: str) -> Html:
        name = self._countries.get(code)
        if name is None:
            name = self._countries[code] = escaped(lang.country(code, self.language))
        return name

    def tool(self, tool: Tool, country: str) -> "ToolWording":
        """Seen from a shop in `country`; kept where all shops of that country see it so."""
        known = self._tools.get(id(tool))
        if known is not None:
            return known
        made = ToolWording(tool, self)
        if self._library.once(Contracting, country).tools.get(tool.slug) is tool:
            self._tools[id(tool)] = made
        return made

    def period(self, value: Duration, after: str) -> Html:
        """At the beginning of a line: «24 місяці після останнього звернення»."""
        known = self._periods.get((value.parts, after))
        if known is None:
            known = html(
                capitalised(self.duration(value)), SPACE, self.labels["keep_anchors"][after]
            )
            if len(self._periods) < MANY:
                self._periods[value.parts, after] = known
        return known

    def duration(self, value: Duration, case: str = "nominative") -> Html:
        known = self._durations.get((value.parts, case))
        if known is None:
            known = escaped(lang.duration(value, self.language, case, self._library.nouns))
            if len(self._durations) < MANY:  # owners type some of them
                self._durations[value.parts, case] = known
        return known


class ToolWording:
    """A service in one language: what stands in the cells of tables whatever the shop.

    `gives`: the data that such a service itself passes to the shop; `receives`: that it gets, as the
    catalogue knows; `takes`: of this, what it takes by itself. `part`: it gets a part of what a purpose uses.
    `place`: that of its group in the table of services. A company or an address that nobody has
    confirmed is not told.
    """

    def __init__(self, tool: Tool, words: Wording):
        named = tool.named(words.language)
        self.tool = tool
        self.name, self.inside = fact(named), fact(tool.named_inside(words.language))
        self.group = words.labels["tool_groups"][tool.group]
        self.kind = words.one.get(tool.group, self.group)
        self.place = words.places[tool.group]
        self.role = words.titles["roles"][tool.role]
        self.receives = frozenset(tool.receives)
        self.gives = words.gives.get(tool.group, frozenset())
        self.takes = tuple([slug for slug in tool.receives if slug in words.taken])
        self.part = tool.group in words.part
        self.countries = Html(", ".join(map(words.country, tool.countries)) or NOTHING)
        policy = "" if "policy_url" in tool.unsure else tool.policy_in(words.language)
        title = link(policy, named) if policy else self.name
        title = Html(f"<strong>{title}</strong>")
        entity = "" if "entity" in tool.unsure else tool.entity_in(words.language)
        self.title = html(title, BREAK, fact(entity)) if entity and entity != named else title
        self.cookies = tuple(self._cookie(cookie, words) for cookie in tool.cookies)

    def _cookie(self, cookie: Cookie, words: Wording) -> tuple[Html, Html, Html, Html]:
        purpose = words.titles["cookie_purposes"][cookie.purpose]
        name = named_entry(cookie.name, cookie.kind, words)
        return name, self.name, purpose, capitalised(_lasts(cookie, words))


def _texts(value: object) -> Mapping[str, Any]:
    """A key of a word's own, which older releases do not have."""
    return value if isinstance(value, dict) else {}


NOTHING = Html("—")
BREAK = Html("<br>")
SPACE = Html(" ")


def _lasts(cookie: Cookie, words: Wording) -> Html:
    if "lasts" in cookie.unsure:
        return words.strings["lasts_unsure"]
    if cookie.up_to and isinstance(cookie.lasts, Duration):
        return Html(f"{words.strings['up_to']} {words.duration(cookie.lasts, 'genitive')}")
    return lasting(cookie.lasts, words)


def named_entry(name: str, kind: str, words: Wording) -> Html:
    """The name of a cookie, or of what is none."""
    if kind == "local_storage":
        return html(fact(name), SPACE, words.strings["in_local_storage"])
    return fact(name)


def lasting(lasts: Duration | str, words: Wording) -> Html:
    """A period, or "session" or "persistent" in words."""
    if isinstance(lasts, Duration):
        return words.duration(lasts)
    return words.strings[{"session": "session", "persistent": "until_cleared"}[lasts]]


def capitalised(words: Html) -> Html:
    """An escaped sign begins with "&", which has no capital."""
    return Html(words[:1].upper() + words[1:])
