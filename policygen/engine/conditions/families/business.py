"""The business itself: its form, what it sells, which details of it are given."""

from collections.abc import Iterable

from policygen.engine.conditions.family import EveryOf, Family, Stage, Words, each
from policygen.engine.conditions.shop import Shop


def _form(shop: Shop) -> Iterable[str]:
    return (f"form:{shop.facts.business.form}",)


def _offers(shop: Shop) -> Iterable[str]:
    return each("offers", shop.facts.offers)


_GIVEN = {
    "phone": "business.contact.phone",
    "form": "business.contact.form_url",
    "account": "business.contact.account",
    "chat": "business.contact.chat",
    "toll-free": "business.contact.toll_free",
    "address": "business.address",
    "registration": "business.registration",
    "region": "business.region",
    "website": "business.website",
    "legal-name": "business.legal_name",
    "dpo": "business.dpo",
    "eu-representative": "business.eu_representative",
    "uk-representative": "business.uk_representative",
    "joint-controller": "business.joint_controller",
    "security-contact": "business.security_contact",
    "security-subject": "business.security_contact",
    "reply-time": "business.replies_within",
}
"""A word of ``has:`` → its question."""


def _has(shop: Shop) -> Iterable[str]:
    business, contact = shop.facts.business, shop.facts.business.contact
    given = (
        ("has:phone", contact.phone),
        ("has:form", contact.form_url),
        ("has:account", contact.account is True or "accounts" in shop.purposes),
        ("has:chat", contact.chat is True),
        ("has:toll-free", contact.toll_free is True),
        ("has:address", business.address),
        ("has:registration", business.registration),
        ("has:region", business.region),
        ("has:website", business.website),
        ("has:legal-name", business.legal_name),
        ("has:dpo", business.dpo),
        ("has:eu-representative", business.eu_representative),
        ("has:uk-representative", business.uk_representative),
        ("has:joint-controller", business.joint_controller),
        ("has:security-contact", business.security_contact),
        ("has:security-subject", business.security_contact and business.security_contact.subject),
        ("has:reply-time", business.replies_within),
    )
    return [name for name, value in given if value]


def _needs(shop: Shop) -> Iterable[str]:
    """GDPR Art. 27, and the same article of the UK GDPR."""
    if "law:gdpr" in shop.names and "established:eea" not in shop.names:
        yield "needs:eu-representative"
    if "law:uk_gdpr" in shop.names and "established:uk" not in shop.names:
        yield "needs:uk-representative"


FAMILIES = (
    Family(
        "form",
        (EveryOf("forms", "business.form", "legal form"),),
        _form,
        Stage.PLACE,
        exactly_one=("*",),
    ),
    Family(
        "offers",
        (EveryOf("offers", "offers", "the shop sells it"),),
        _offers,
        Stage.PLACE,
        at_least_one=("*",),
    ),
    Family(
        "has",
        tuple(Words(word, question, "it is given") for word, question in _GIVEN.items()),
        _has,
        Stage.PLACE,
        implies={"security-subject": "has:security-contact"},
    ),
    Family(
        "needs",
        (
            Words(
                "eu-representative",
                "business.eu_representative",
                "the GDPR applies and the business is not established in the EEA",
            ),
            Words(
                "uk-representative",
                "business.uk_representative",
                "the UK GDPR applies and the business is not established there",
            ),
        ),
        _needs,
        implies={"eu-representative": "law:gdpr", "uk-representative": "law:uk_gdpr"},
        excludes={"eu-representative": "established:eea", "uk-representative": "established:uk"},
    ),
)
