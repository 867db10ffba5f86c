"""The placeholders a text may use: the whole list, with what each stands for.

`policygen.engine.policy.placeholders` makes their values; a test holds the two together.
"""

from typing import NamedTuple


class Placeholder(NamedTuple):
    """`attribute` is "" for a plain name and "()" for a call without arguments."""

    name: str
    attribute: str
    meaning: str


_SHOP = {
    "name": "the shop's name, as customers know it",
    "legal_name": "the registered name; the shop's name where none was given",
    "form": "company, sole proprietor …",
    "country": "the name of the business's country",
    "registration": "registration number",
    "address": "postal address, one line",
    "website": "link to the website",
    "email": "link to the e-mail address",
    "phone": "link to the telephone number",
    "form_url": "link to the contact form",
    "minimum_age": "the youngest age of a customer, with its noun: 18 years",
    "security_email": "link to the address for security reports",
    "security_subject": "the subject line for security reports",
}
_REPRESENTATIVE = {
    "name": "name",
    "address": "postal address",
    "email": "link to the e-mail address",
    "details": "name, address and e-mail, as far as given, one after the other",
}
_PLAIN = {
    "effective": "the date from which the policy applies",
    "reply_time": "how soon the shop replies, after “within”",
    "choice_kept": "how long the cookie choice is kept, after “for”",
    "breach_hours": "hours within which the authority is told, with their noun: 72 hours",
    "automated_logic": "how the automated decision works",
    "automated_effect": "what the automated decision means for a person",
    "authority_name": "the data protection authority of the business's country",
    "authority_url": "link to it",
    "not_collected": "what the shop does not collect, as a list inside a sentence",
    "special_data": "the special categories that the shop collects, likewise",
    "sensitive_pi": "the sensitive personal information that it collects, likewise",
    "sources": "the others who give the shop data, likewise",
    "storage_places": "the countries where data is stored, likewise",
    "storage_tools": "the services that store it, likewise",
    "ad_tools": "the tools that can follow people across sites, likewise",
    "joint_tools": "the tools with which the shop is jointly responsible, likewise",
    "independent_tools": "the tools that decide for themselves, likewise",
    "blocked_tools": "the tools blocked in Ukraine, likewise",
    "ended_tools": "the tools whose licence has ended, likewise",
    "unsettled_tools": "the tools for whose transfer no ground is known, likewise",
    "unsure_tools": "the tools of which something is unconfirmed, likewise",
    "received_data": "what a tool gets although the shop says it does not collect it, likewise",
    "receiving_tools": "the tools that get it, likewise",
    "russian_tools": "the tools of Russian origin, likewise",
    "abroad_tools": "the tools that get data outside the area of the law that applies, likewise",
    "short_periods": "purposes kept shorter than a law asks: each with its period and the law",
    "long_periods": "purposes kept longer than anybody has a reason to: each with the longest period",
    "unreasoned_purposes": "purposes kept for more than five years without a reason, as a list",
    "conflicting_data": "what is both collected and said not to be, likewise",
    "verification": "what the shop asks for to make sure who is asking, likewise",
    "links_out": "the kinds of sites it links to, likewise",
    "change_notices": "where changes are announced, likewise",
    "parental_consent": "how a parent's consent is verified, likewise",
    "consent_purposes": "the purposes that rest on consent, likewise",
    "children_data": "what is collected about children, likewise",
    "children_tools": "the services that receive children's data, likewise",
    "local_storage": "what is kept on the visitor's device, likewise",
}
_BLOCKS = {
    "contact_card": "a table with the shop's name, address and ways to reach it",
    "activities_table": "purpose, data, basis, recipients, period",
    "sources_list": "for data that comes from others: from whom, and what",
    "mandatory_list": "the purposes for which data must be given, with the data",
    "tools_table": "every service with its company, what it is for, role and country",
    "transfers_table": "the services abroad with country and ground",
    "cookies_table": "name, provider, purpose, duration",
    "retention_list": "each purpose with its period",
    "security_list": "the safeguards",
    "disclosures_list": "when data may also be passed on",
    "channels_list": "the ways to send a request, with their addresses",
    "ccpa_table": "statutory categories with sources, purposes, recipients, sold or shared",
    "children_table": "what is collected about children, why, for how long",
}

PLACEHOLDERS: tuple[Placeholder, ...] = (
    *(Placeholder("shop", name, text) for name, text in _SHOP.items()),
    *(
        Placeholder(who, name, text)
        for who in ("dpo", "eu_representative", "uk_representative")
        for name, text in _REPRESENTATIVE.items()
    ),
    *(Placeholder(name, "", text) for name, text in _PLAIN.items()),
    *(Placeholder(name, "()", text) for name, text in _BLOCKS.items()),
)

NAMES: dict[str, frozenset[str]] = {
    p.name: frozenset(q.attribute for q in PLACEHOLDERS if q.name == p.name) for p in PLACEHOLDERS
}
