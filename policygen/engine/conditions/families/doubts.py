"""Typed answers that can't be true, or that a link or a reader can't use: findings speak about them."""

import datetime
from collections.abc import Iterable

from policygen.engine.conditions.family import Family, Stage, Words
from policygen.engine.conditions.shop import Shop
from policygen.engine.facts.answered import no_answers
from policygen.engine.facts.model import Activity, Business, Facts, ReplyTime, typed_texts
from policygen.engine.facts.typed.alphabets import has_cyrillic
from policygen.engine.facts.typed.emails import email_fault, email_meant
from policygen.engine.facts.typed.phones import phone_is_doubtful
from policygen.engine.facts.typed.postcodes import lacks_postcode
from policygen.engine.facts.typed.registrations import registration_is_doubtful
from policygen.engine.facts.typed.web import web_fault
from policygen.engine.library.model import Library

_ASKED = {
    "business.name": "no-answer:name",
    "business.legal_name": "no-answer:legal-name",
    "business.registration": "no-answer:registration",
    "business.address": "no-answer:address",
    "business.contact.phone": "no-answer:phone",
    "automated_decisions": "no-answer:automated",
}
_WEB = {"url_account_name": "web-account", "url_password": "web-password"}
_CRITERIA = {
    "needed_for_security": frozenset({"safety", "site"}),
    "needed_for_service": frozenset({"sales", "teaching", "contact", "site"}),
    "needed_for_claims": frozenset({"sales", "teaching", "contact", "safety", "legal"}),
}
"""A criterion → the groups of purposes for which it says how long."""
_AHEAD = datetime.timedelta(days=2 * 365)
"""After the library was last looked at: the engine has no clock."""


def _no_answer(shop: Shop) -> Iterable[str]:
    return {_ASKED.get(path, "no-answer:other") for path in no_answers(shop.typed)}


def _doubt(shop: Shop) -> Iterable[str]:
    facts, business = shop.facts, shop.facts.business
    found = {
        "email": any(map(email_fault, emails(business))),
        "email-misspelt": any(map(email_meant, emails(business))),
        "phone": bool(business.contact.phone)
        and phone_is_doubtful(business.contact.phone or "", business.country),
        "registration": _registration(business),
        "address": _address(business),
        "cyrillic-name": "en" in facts.languages and has_cyrillic(business.name.in_language("en")),
        "cyrillic": bool(cyrillic_texts(facts)),
        "cyrillic-service": bool(cyrillic_services(facts)),
        "effective": facts.effective > shop.library.once(_last_reviewed, "") + _AHEAD,
        "purpose-done": any(map(is_circular, facts.activities)),
        "criteria": any(criterion_is_foreign(a, shop.library) for a in facts.activities),
        "event": any(event_is_foreign(a, shop.library) for a in facts.activities),
    }
    names = {word for word, true in found.items() if true}
    return [f"doubt:{word}" for word in (*names, *_web(facts), *_reply(business.replies_within))]


def emails(business: Business) -> list[str]:
    """Every address that the policy shows."""
    people = (business.dpo, business.eu_representative, business.uk_representative)
    given = [business.contact, business.security_contact, *people]
    return [one.email for one in given if one and one.email]


def _registration(business: Business) -> bool:
    text, kind = business.registration, business.registration_kind
    return text is not None and registration_is_doubtful(text, business.country, kind)


def _address(business: Business) -> bool:
    texts = business.address.texts.values() if business.address else ()
    return any(lacks_postcode(text, business.country) for text in texts)


def cyrillic_texts(facts: Facts) -> list[str]:
    """What the English policy would say in other letters, the shop's name and its own services apart."""
    return [
        text
        for path, text in _cyrillic(facts)
        if path != "business.name" and not path.startswith("custom_tools.")
    ]


def cyrillic_services(facts: Facts) -> list[str]:
    """The names of own services and of their companies that it would."""
    return [text for path, text in _cyrillic(facts) if path.startswith("custom_tools.")]


def _cyrillic(facts: Facts) -> list[tuple[str, str]]:
    """By their paths."""
    if "en" not in facts.languages:
        return []
    typed = [(path, text.in_language("en")) for path, text in typed_texts(facts)]
    return [(path, text) for path, text in typed if has_cyrillic(text)]


def _web(facts: Facts) -> Iterable[str]:
    business = facts.business
    own = [tool.policy_url for tool in facts.custom_tools]
    for url in (business.website, business.contact.form_url, *own):
        if url and (fault := web_fault(url)):
            yield _WEB.get(fault, "web")


def _reply(reply: ReplyTime | None) -> Iterable[str]:
    """In calendar days, of which a week of work has two more."""
    days = reply.days * (7 / 5 if reply.working else 1) if reply else 0
    if days > 31:
        yield "reply-over-month"
    if days > 45:
        yield "reply-over-45"


def is_circular(activity: Activity) -> bool:
    """ "Until the purpose is achieved" says no more than that there is a purpose; of statistics too, which
    begin with data about somebody."""
    return activity.keep.until == "purpose_done"


def criterion_is_foreign(activity: Activity, library: Library) -> bool:
    """The criterion is no measure for this purpose: identity papers, to protect the site."""
    groups = _CRITERIA.get(activity.keep.criteria or "")
    purpose = library.vocabulary["purposes"].get(activity.purpose)
    return groups is not None and purpose is not None and purpose.get("group") not in groups


def event_is_foreign(activity: Activity, library: Library) -> bool:
    """The period runs from what does not happen in this purpose: an order, where the shop buys."""
    anchor = library.vocabulary["keep_anchors"].get(activity.keep.after or "")
    foreign = anchor.get("foreign") if anchor else None
    return isinstance(foreign, (list, tuple)) and activity.purpose in foreign


def _last_reviewed(library: Library, _language: str) -> datetime.date:
    return max((clause.reviewed for clause in library.clauses), default=datetime.date.max - _AHEAD)


FAMILIES = (
    Family(
        "no-answer",
        (
            Words("name", "business.name", "the name only stands for an answer: «не знаю», n/a"),
            Words("legal-name", "business.legal_name", "likewise"),
            Words("registration", "business.registration", "likewise, or it has no digit"),
            Words("address", "business.address", "likewise, or it has no letter"),
            Words("phone", "business.contact.phone", "likewise, or it has no digit"),
            Words("automated", "automated_decisions", "likewise"),
            Words("other", "business", "likewise, of a person or a service"),
        ),
        _no_answer,
        Stage.CONFLICTS,
        excludes={
            word: f"has:{word}" for word in ("legal-name", "registration", "address", "phone")
        },
    ),
    Family(
        "doubt",
        (
            Words("email", "business.contact.email", "no mail can be sent there"),
            Words("email-misspelt", "business.contact.email", "a great mailbox, mistyped"),
            Words("web", "business.website", "no visitor can open the address"),
            Words("web-account", "business.website", "@name where an address belongs"),
            Words("web-password", "business.website", "the address holds a name or a password"),
            Words("phone", "business.contact.phone", "its country has no such number"),
            Words("registration", "business.registration", "check digits or length are wrong"),
            Words("address", "business.address", "no postcode of its country"),
            Words("cyrillic-name", "business.name", "Cyrillic letters in the English policy"),
            Words("cyrillic", "business.legal_name", "likewise, in another typed text"),
            Words("cyrillic-service", "custom_tools", "likewise, of an own service"),
            Words("effective", "effective", "years ahead"),
            Words("reply-over-month", "business.replies_within", "answers after more than a month"),
            Words("reply-over-45", "business.replies_within", "answers after more than 45 days"),
            Words("purpose-done", "activities.keep", "kept until the purpose is achieved"),
            Words("criteria", "activities.keep", "a criterion that is none for the purpose"),
            Words("event", "activities.keep", "a period from an event that the purpose has not"),
        ),
        _doubt,
        Stage.CONFLICTS,
        implies={
            "phone": "has:phone",
            "registration": "has:registration",
            "address": "has:address",
            "reply-over-month": "has:reply-time",
            "reply-over-45": "doubt:reply-over-month",
            "cyrillic-name": "language:en",
            "cyrillic": "language:en",
            "cyrillic-service": "language:en",
            "criteria": "keeps:criteria",
        },
    ),
)
