"""Who the shop is, and who speaks for it."""

from collections.abc import Callable

from policygen.engine.facts.model import Business, Representative
from policygen.engine.language import phrases as lang
from policygen.engine.placeholders.case import Case
from policygen.engine.placeholders.declaration import EVERY_SHOP, Placeholder, placeholder
from policygen.engine.placeholders.reach import (
    email_link,
    phone_links,
    registration_text,
    web_link,
)
from policygen.engine.templates.markup import Html, escaped, fact, joined


def _if(make: Callable[[str], Html], value: str | None) -> Html | None:
    return make(value) if value is not None else None


def _form(case: Case) -> Html:
    return case.words.labels["forms"][case.facts.business.form]


def _minimum_age(case: Case) -> Html | None:
    age = case.facts.customers.minimum_age
    return case.count(age, "year", "nominative") if age is not None else None


def _security_email(case: Case) -> Html | None:
    contact = case.facts.business.security_contact
    return email_link(contact.email) if contact else None


def _security_subject(case: Case) -> Html | None:
    contact = case.facts.business.security_contact
    return _if(fact, contact.subject) if contact else None


def _phone(case: Case) -> Html | None:
    business = case.facts.business
    line = business.contact.phone
    return phone_links(line, business.country) if line is not None else None


_SHOP = (
    placeholder(
        "shop.name",
        "the shop's name, as customers know it",
        EVERY_SHOP,
        lambda case: case.typed(case.facts.business.name),
    ),
    placeholder(
        "shop.legal_name",
        "the registered name; the shop's name where none was given",
        EVERY_SHOP,
        lambda case: case.typed(case.facts.business.legal_name or case.facts.business.name),
    ),
    placeholder("shop.form", "company, sole proprietor …", EVERY_SHOP, _form),
    placeholder(
        "shop.country",
        "the name of the business's country",
        EVERY_SHOP,
        lambda case: escaped(lang.country(case.facts.business.country, case.language)),
    ),
    placeholder(
        "shop.registration",
        "registration number",
        "has:registration",
        lambda case: registration_text(case, case.facts.business),
    ),
    placeholder(
        "shop.address",
        "postal address, one line",
        "has:address",
        lambda case: case.typed(case.facts.business.address),
    ),
    placeholder(
        "shop.website",
        "link to the website",
        "has:website",
        lambda case: _if(web_link, case.facts.business.website),
    ),
    placeholder(
        "shop.email",
        "link to the e-mail address",
        EVERY_SHOP,
        lambda case: email_link(case.facts.business.contact.email),
    ),
    placeholder(
        "shop.phone",
        "link to the telephone number",
        "has:phone",
        _phone,
    ),
    placeholder(
        "shop.form_url",
        "link to the contact form",
        "has:form",
        lambda case: _if(web_link, case.facts.business.contact.form_url),
    ),
    placeholder(
        "shop.minimum_age",
        "the youngest age of a customer, with its noun: 18 years",
        "age:adults age:minors age:from-16 age:under-16",
        _minimum_age,
    ),
    placeholder(
        "shop.security_email",
        "link to the address for security reports",
        "has:security-contact",
        _security_email,
    ),
    placeholder(
        "shop.security_subject",
        "the subject line for security reports",
        "has:security-subject",
        _security_subject,
    ),
)


def _details(case: Case, person: Representative) -> Html:
    known = (case.typed(person.name), case.typed(person.address), _if(email_link, person.email))
    return joined(", ", [value for value in known if value is not None])


def _person(
    who: str, given: str, find: Callable[[Business], Representative | None]
) -> tuple[Placeholder, ...]:
    def of(make: Callable[[Case, Representative], Html | None]) -> Callable[[Case], Html | None]:
        def value(case: Case) -> Html | None:
            person = find(case.facts.business)
            return make(case, person) if person else None

        return value

    return (
        placeholder(f"{who}.name", "name", "", of(lambda case, person: case.typed(person.name))),
        placeholder(
            f"{who}.address",
            "postal address",
            "",
            of(lambda case, person: case.typed(person.address)),
        ),
        placeholder(
            f"{who}.email",
            "link to the e-mail address",
            "",
            of(lambda case, person: _if(email_link, person.email)),
        ),
        placeholder(
            f"{who}.details",
            "name, address and e-mail, as far as given, one after the other",
            given,
            of(_details),
        ),
    )


SHOP = (
    *_SHOP,
    *_person("dpo", "has:dpo", lambda business: business.dpo),
    *_person("eu_representative", "has:eu-representative", lambda b: b.eu_representative),
    *_person("uk_representative", "has:uk-representative", lambda b: b.uk_representative),
    *_person("joint_controller", "has:joint-controller", lambda b: b.joint_controller),
)
