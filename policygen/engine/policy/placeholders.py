"""The values of the placeholders (names.py) for one shop in one language."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.conditions.deriving import not_collected, received_not_collected
from policygen.engine.facts.fields import Localized
from policygen.engine.facts.model import Facts, Representative
from policygen.engine.language import phrases as lang
from policygen.engine.law import retention
from policygen.engine.library.model import Library
from policygen.engine.library.schema import Tool
from policygen.engine.policy.tables import Tables
from policygen.engine.templates.markup import email_link, fact, link, phone_link
from policygen.engine.templates.placeholder_names import NAMES


def context(facts: Facts, library: Library, language: str) -> dict[str, object]:
    """Everything a text may use. A name whose answer is missing is left out, so that using it raises."""
    catalogue = Catalogue(facts, library)
    words = _Words(facts, library, language, catalogue)
    tables = Tables(facts, library, language, catalogue)
    calls = {name: getattr(tables, name) for name in NAMES if NAMES[name] == {"()"}}
    business = facts.business
    return {
        **calls,
        **words.plain(),
        "shop": _Attributes(words.shop()),
        "dpo": _Attributes(words.person(business.dpo)),
        "eu_representative": _Attributes(words.person(business.eu_representative)),
        "uk_representative": _Attributes(words.person(business.uk_representative)),
    }


class _Attributes:
    """Attributes for a template; one whose answer is missing is absent, and Jinja raises."""

    def __init__(self, values: Mapping[str, object]):
        self.__dict__.update({k: v for k, v in values.items() if v is not None})


@dataclass(frozen=True)
class _Words:
    facts: Facts
    library: Library
    language: str
    catalogue: Catalogue

    def _typed(self, text: Localized | None) -> Markup | None:
        return fact(text.in_language(self.language)) if text else None

    def shop(self) -> dict[str, object]:
        business, contact = self.facts.business, self.facts.business.contact
        security = business.security_contact
        age = self.facts.customers.minimum_age
        return {
            "name": self._typed(business.name),
            "legal_name": self._typed(business.legal_name or business.name),
            "form": self.library.label("forms", business.form, self.language),
            "country": lang.country(business.country, self.language),
            "registration": _if(fact, business.registration),
            "address": self._typed(business.address),
            "website": _if(link, business.website),
            "email": email_link(contact.email),
            "phone": _if(phone_link, contact.phone),
            "form_url": _if(link, contact.form_url),
            "minimum_age": self._count(age, "year", "nominative") if age is not None else None,
            "security_email": email_link(security.email) if security else None,
            "security_subject": _if(fact, security.subject if security else None),
        }

    def person(self, person: Representative | None) -> dict[str, object]:
        if person is None:
            return {}
        values = {
            "name": self._typed(person.name),
            "address": self._typed(person.address),
            "email": _if(email_link, person.email),
        }
        details = Markup(", ").join(v for v in values.values() if v is not None)
        return {**values, "details": details}

    def plain(self) -> dict[str, object]:
        """Values without attributes; lists are joined for the middle of a sentence."""
        return {k: v for k, v in {**self._answers(), **self._lists()}.items() if v is not None}

    def _answers(self) -> dict[str, object]:
        facts, language = self.facts, self.language
        reply = facts.business.replies_within
        kept = facts.cookies.choice_kept
        hours = facts.breach_notice.authority_hours
        decisions = facts.automated_decisions
        authority = self.library.vocabulary["authorities"].get(facts.business.country)
        unit = "working_day" if reply and reply.working else "day"
        return {
            "effective": lang.date(facts.effective, language),
            "reply_time": self._count(reply.days, unit) if reply else None,
            "choice_kept": lang.duration(kept, language, "genitive", self.library.nouns)
            if kept
            else None,
            "breach_hours": self._count(hours, "hour") if hours else None,
            "automated_logic": self._typed(decisions.logic) if decisions else None,
            "automated_effect": self._typed(decisions.effect) if decisions else None,
            "authority_name": authority.label[language] if authority else None,
            "authority_url": link(str(authority.get("url"))) if authority else None,
        }

    def _count(self, number: int, noun: str, case: str = "genitive") -> str:
        return lang.count(number, noun, self.language, case, self.library.nouns)

    def _lists(self) -> dict[str, object]:
        facts, grounds = self.facts, self.catalogue.grounds
        of_children = [a for a in facts.activities if a.about in ("children", "parents")]
        others = [s for a in facts.activities for s in a.source if s not in ("person", "device")]
        collected = [slug for a in facts.activities for slug in a.data]
        consent = [a.purpose for a in facts.activities if a.basis == "consent"]
        received = received_not_collected(facts, self.catalogue)
        return {
            "received_data": self._labels("data", (s for data in received.values() for s in data)),
            "receiving_tools": self._tools(lambda t: t.slug in received),
            "russian_tools": self._tools(lambda t: "russian_origin" in t.flags),
            "abroad_tools": self._tools(lambda t: bool(grounds[t.slug])),
            "short_periods": self._periods(retention.too_short(facts, self.library)),
            "long_periods": self._periods(retention.too_long(facts, self.library)),
            "unreasoned_purposes": self._labels(
                "purposes", (a.purpose for a in retention.without_reason(facts))
            ),
            "not_collected": self._labels("data", not_collected(facts, self.catalogue)),
            "conflicting_data": self._labels(
                "data", (s for s in facts.not_collected if s in collected)
            ),
            "special_data": self._labels(
                "data", (s for s in collected if self._data(s, "special"))
            ),
            "sensitive_pi": self._labels("data", (s for s in collected if self._sensitive(s))),
            "children_data": self._labels("data", (s for a in of_children for s in a.data)),
            "children_tools": self._tools(
                lambda t: t.role != "own" and any(t.slug in a.tools for a in of_children)
            ),
            "sources": self._join(self._source(slug) for slug in others),
            "storage_places": self._join(
                lang.place(place, self.language) for place in facts.storage.where
            ),
            "storage_tools": self._tools(lambda t: t.slug in facts.storage.by),
            "ad_tools": self._tools(lambda t: t.ccpa == "ad_sharing"),
            "joint_tools": self._tools(lambda t: t.role == "joint"),
            "independent_tools": self._tools(lambda t: t.role == "controller"),
            "blocked_tools": self._tools(lambda t: "blocked_ua" in t.flags),
            "ended_tools": self._tools(lambda t: "licence_ended" in t.flags),
            "unsettled_tools": self._tools(lambda t: "unsettled" in grounds[t.slug]),
            "unsure_tools": self._tools(lambda t: bool(t.unsure)),
            "verification": self._labels("verification", facts.rights.verify),
            "links_out": self._labels("links_out", facts.links_out),
            "change_notices": self._labels("notices", facts.changes.notice),
            "parental_consent": self._labels("parental_consent", facts.customers.parental_consent),
            "consent_purposes": self._labels("purposes", consent),
            "local_storage": self._labels("local_storage", facts.cookies.local_storage),
        }

    def _periods(self, kept: Iterable[retention.Kept]) -> Markup | None:
        lines = (retention.in_finding(one, self.library, self.language) for one in kept)
        return Markup("; ").join(fact(line) for line in dict.fromkeys(lines)) or None

    def _data(self, slug: str, key: str) -> object:
        return self.library.term("data", slug).get(key)

    def _sensitive(self, slug: str) -> bool:
        return "L" in self.library.ccpa_letters[slug]

    def _labels(self, kind: str, slugs: Iterable[str]) -> Markup | None:
        return self._join(self.library.label(kind, slug, self.language) for slug in slugs)

    def _source(self, slug: str) -> str:
        if self.catalogue.is_tool(slug):
            return self.catalogue.tool(slug).named(self.language)
        return self.library.label("sources", slug, self.language)

    def _tools(self, belongs: Callable[[Tool], bool]) -> Markup | None:
        return self._join(t.named(self.language) for t in self.catalogue.used if belongs(t))

    def _join(self, words: Iterable[str]) -> Markup | None:
        """A, B and C, each once; None where there is none."""
        unique = [str(fact(word)) for word in dict.fromkeys(words)]
        return Markup(lang.join(unique, self.language)) if unique else None  # noqa: S704 - escaped


def _if(make: Callable[[Any], Markup], value: str | None) -> Markup | None:
    return make(value) if value is not None else None
