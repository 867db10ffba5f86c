"""Cards and lists: components that a text asks for by name, so that it needs no loop."""

from collections.abc import Iterator

from policygen.engine.facts.model import Activity
from policygen.engine.law.bases import CONSENT
from policygen.engine.placeholders.case import Case
from policygen.engine.placeholders.declaration import EVERY_SHOP, placeholder
from policygen.engine.placeholders.reach import (
    email_link,
    phone_links,
    registration_text,
    web_link,
)
from policygen.engine.templates.markup import Html, bullets, card, fact

KNOW_CONTROLLERS = frozenset({"gdpr", "uk_gdpr", "ua_pdp", "swiss", "brazil"})
"""The laws that call who decides about data its controller."""


def _contact(case: Case) -> Iterator[tuple[Html, Html]]:
    business, contact = case.facts.business, case.facts.business.contact
    strings, language = case.words.strings, case.language
    yield _who(case), fact((business.legal_name or business.name).in_language(language))
    if registration := registration_text(case, business):
        yield strings["registration"], registration
    if business.address:
        yield strings["address"], fact(business.address.in_language(language))
    yield strings["email"], email_link(contact.email)
    if contact.phone:
        yield strings["phone"], phone_links(contact.phone, business.country)
    if contact.form_url:
        yield strings["form"], web_link(contact.form_url)
    if business.website:
        own = case.facts.answers.get("own_site") is not False
        yield strings["website" if own else "page"], web_link(business.website)
    if business.other_sites:
        yield strings["other_sites"], fact(business.other_sites)


def _who(case: Case) -> Html:
    """The law's word where a law that counts has it; a release of before has no other."""
    strings = case.words.strings
    knows = not KNOW_CONTROLLERS.isdisjoint(case.catalogue.laws)
    return strings["controller"] if knows else strings.get("responsible", strings["controller"])


def _channels(case: Case) -> Html:
    return bullets([_channel(case, slug) for slug in case.facts.rights.how or ("email",)])


def _channel(case: Case, slug: str) -> Html:
    business, contact = case.facts.business, case.facts.business.contact
    label, value = case.words.titles["rights_channels"][slug], None
    if slug == "email":
        value = email_link(contact.email)
    elif slug == "form" and contact.form_url:
        value = web_link(contact.form_url)
    elif slug == "phone" and contact.phone:
        value = phone_links(contact.phone, business.country)
    elif slug == "post":
        value = case.typed(business.address)
    return Html(f"{label}: {value}") if value else label


def _sources(case: Case) -> Html:
    data_by_source: dict[str, dict[str, None]] = {}
    for activity in case.facts.activities:
        for source in activity.source:
            if source not in ("person", "device"):
                given = case.given(source, activity.data)
                data_by_source.setdefault(source, {}).update(dict.fromkeys(given))
    return bullets(
        [
            Html(f"{case.source(source)}: {case.row('data', data)}")
            for source, data in data_by_source.items()
        ]
    )


def _mandatory(case: Case) -> Html:
    """What people have to give, but for consents, which nobody has to; a release of before has no other
    words for these."""
    needed = [a for a in case.facts.activities if a.needed]
    rows = [a for a in needed if a.basis != CONSENT] or needed
    return bullets([_asked(case, a, a.needed) for a in rows])


def _optional(case: Case) -> Html:
    return bullets([_asked(case, a, a.left_free) for a in case.facts.activities if a.left_free])


def _asked(case: Case, activity: Activity, data: tuple[str, ...]) -> Html:
    """Of the data, what a person can hand over; where there is none, all of it."""
    given = tuple(s for s in data if s not in case.words.not_given) or data
    return Html(f"{case.purpose(activity)}: {case.row('data', given)}")


def _retention(case: Case) -> Html:
    activities = case.facts.activities
    return bullets([Html(f"{case.purpose(a)}: {case.keep(a.keep)}") for a in activities])


def _labels(case: Case, kind: str, slugs: tuple[str, ...]) -> Html:
    labels = case.words.labels[kind]
    return bullets([labels[slug] for slug in slugs])


BLOCKS = (
    placeholder(
        "contact_card()",
        "a table with the shop's name, address and ways to reach it",
        EVERY_SHOP,
        lambda case: card("contact", _contact(case)),
    ),
    placeholder(
        "channels_list()",
        "the ways to send a request, with their addresses",
        EVERY_SHOP,
        _channels,
    ),
    placeholder(
        "sources_list()",
        "for data that comes from others: from whom, and what",
        "source:others",
        _sources,
    ),
    placeholder(
        "mandatory_list()",
        "the purposes for which data must be given, with the data",
        "mandatory:without-consent",
        _mandatory,
    ),
    placeholder(
        "optional_list()",
        "of these purposes those whose data may be left out in part, with that data",
        "mandatory:in-part",
        _optional,
    ),
    placeholder("retention_list()", "each purpose with its period", EVERY_SHOP, _retention),
    placeholder(
        "security_list()",
        "the safeguards",
        "security:any",
        lambda case: _labels(case, "security", case.facts.security),
    ),
    placeholder(
        "disclosures_list()",
        "when data may also be passed on",
        "disclosure:any",
        lambda case: _labels(case, "disclosures", case.facts.disclosures),
    ),
)
