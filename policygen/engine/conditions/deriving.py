"""From facts to the set of names that are true for a shop: ``law:gdpr``, ``tool:stripe``.

All that decides whether a clause, a requirement or a finding applies is in this set. docs/library.md
lists the families.
"""

from collections.abc import Iterable, Iterator

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.facts.model import Facts
from policygen.engine.law import retention
from policygen.engine.law.applying import established, laws, markets
from policygen.engine.law.transfers import outside, storage_regions
from policygen.engine.library.model import Library
from policygen.engine.library.schema import Tool

EMAIL_MARKETING = frozenset({"newsletter"})
MESSAGE_MARKETING = frozenset({"sms_marketing", "messenger_marketing"})
OTHER_MARKETING = frozenset({"advertising", "loyalty_programme", "contests"})
NECESSARY = frozenset(
    {"orders", "custom_orders", "delivery", "accounts", "course_delivery", "consultations"}
    | {"two_step_verification", "security", "fraud_prevention", "legal_records", "aml_checks"}
    | {"returns_and_warranty", "support", "rights_requests", "legal_claims", "marketplace"}
)
"""Purposes for which sensitive information may be used without a right to limit (11 CCR 7027(m))."""
CONSENT_OR_INTEREST = frozenset({"consent", "legitimate_interests"})
FREE_TEXT = frozenset({"goals_and_wishes"})
FREE_TEXT_OF_BODY_WORK = frozenset({"messages", "survey_answers", "attachments"})
BODY_WORK = frozenset({"consultations", "personal_programme", "health_and_safety", "safeguarding"})
"""Purposes in which people come to speak of their health."""
BACKED_SOURCES = frozenset({"person", "device", "parents"})


def conditions(facts: Facts, library: Library) -> frozenset[str]:
    """Every name that is true for the shop."""
    catalogue = Catalogue(facts, library)
    names: set[str] = set()
    for part in (
        _law_and_place(facts),
        _business(facts),
        _activities(facts, library),
        _tools(facts, catalogue),
        _cookies(facts, catalogue),
        _people(facts),
        _handling(facts, catalogue),
        _selling(facts, catalogue),
    ):
        names.update(part)
    names.update(_conflicts(facts, library, names))
    names.update(_periods(facts, library))
    names.update(_promises(facts, catalogue))
    return frozenset(names)


def _law_and_place(facts: Facts) -> Iterator[str]:
    yield from (f"law:{law}" for law in laws(facts))
    yield from (f"market:{market}" for market in markets(facts))
    yield f"established:{established(facts)}"
    yield f"country:{facts.business.country}"
    yield from (f"language:{language}" for language in facts.languages)
    if facts.storage.where:
        yield "storage:stated"
        yield from (f"storage:{region}" for region in storage_regions(facts))


def _business(facts: Facts) -> Iterator[str]:
    business, contact = facts.business, facts.business.contact
    yield f"form:{business.form}"
    yield from (f"offers:{slug}" for slug in facts.offers)
    given = {
        "phone": contact.phone,
        "form": contact.form_url,
        "account": contact.account is True or _purposes(facts) & {"accounts"},
        "chat": contact.chat is True,
        "toll-free": contact.toll_free is True,
        "address": business.address,
        "registration": business.registration,
        "region": business.region,
        "website": business.website,
        "legal-name": business.legal_name,
        "dpo": business.dpo,
        "eu-representative": business.eu_representative,
        "uk-representative": business.uk_representative,
        "security-contact": business.security_contact,
        "reply-time": business.replies_within,
        "security-subject": business.security_contact and business.security_contact.subject,
    }
    yield from (f"has:{name}" for name, value in given.items() if value)
    applying = laws(facts)
    if "gdpr" in applying and established(facts) != "eea":
        yield "needs:eu-representative"
    if "uk_gdpr" in applying and established(facts) != "uk":
        yield "needs:uk-representative"


def _purposes(facts: Facts) -> frozenset[str]:
    return frozenset(a.purpose for a in facts.activities)


def _activities(facts: Facts, library: Library) -> Iterator[str]:
    for activity in facts.activities:
        yield f"purpose:{activity.purpose}"
        yield f"basis:{activity.basis}"
        yield f"about:{activity.about}"
        if activity.basis == "consent":
            yield f"consent:{activity.purpose}"
        if activity.interest:
            yield f"interest:{activity.interest}"
        if activity.mandatory is True:
            yield "mandatory:some"
        yield from (f"source:{slug}" for slug in activity.source)
        if not BACKED_SOURCES.issuperset(activity.source):
            yield "source:others"
        yield from _data(activity.data, library)
        yield from (f"keeps:{why}" for why in activity.keep.why)
        if activity.keep.criteria:
            yield "keeps:criteria"
    yield from _sensitive(facts, library)
    purposes = _purposes(facts)
    if purposes & EMAIL_MARKETING:
        yield "marketing:email"
    if purposes & MESSAGE_MARKETING:
        yield "marketing:messages"
    if purposes & (EMAIL_MARKETING | MESSAGE_MARKETING | OTHER_MARKETING):
        yield "marketing:any"


def _data(slugs: Iterable[str], library: Library) -> Iterator[str]:
    for slug in slugs:
        term = library.term("data", slug)
        yield f"collects:{slug}"
        if term.get("special"):
            yield "collects:any-special"
        if term.get("criminal"):
            yield "collects:any-criminal"
        if "L" in library.ccpa_letters[slug]:
            yield "collects:any-sensitive-pi"


def _sensitive(facts: Facts, library: Library) -> Iterator[str]:
    uses = {
        activity.purpose
        for activity in facts.activities
        if any("L" in library.ccpa_letters[slug] for slug in activity.data)
    }
    if uses:
        yield "sensitive-pi:necessary" if uses <= NECESSARY else "sensitive-pi:other"


def _tools(facts: Facts, catalogue: Catalogue) -> Iterator[str]:
    tools = catalogue.used
    for tool in tools:
        yield f"tool:{tool.slug}"
        yield f"tools:{tool.group}"
        yield from (f"flag:{flag.replace('_', '-')}" for flag in tool.flags)
        yield from (f"role:{role}" for role in _roles(tool))
        if tool.unsure:
            yield "unsure:tools"
    if tools:
        yield "tools:any"
    recipients = [tool for tool in tools if tool.role != "own"]
    if recipients:
        yield "recipients:any"
    for region in ("eea", "uk", "ua"):
        if any(outside(tool.countries, region) for tool in recipients) or any(
            outside((place[:2],), region) for place in facts.storage.where if place != "WORLD"
        ):
            yield f"transfers:outside-{region}"
    grounds = {ground for of_tool in catalogue.grounds.values() for ground in of_tool}
    if grounds:
        yield "transfers:restricted"
    yield from (f"ground:{ground}" for ground in grounds)
    if facts.storage.by:
        yield "storage:by-tools"
    receiving = {tool.slug for tool in recipients}
    if any(
        a.about in ("children", "parents") and receiving & set(a.tools) for a in facts.activities
    ):
        yield "children:tools"


def _roles(tool: Tool) -> tuple[str, ...]:
    return ("processor", "controller") if tool.role == "mixed" else (tool.role,)


def _cookies(facts: Facts, catalogue: Catalogue) -> Iterator[str]:
    answers = facts.cookies
    optional = catalogue.optional_cookies
    if catalogue.cookies or answers.local_storage:
        yield "cookies:any"
    else:
        yield "cookies:none"
    if optional:
        yield "cookies:optional"
    if answers.local_storage:
        yield "cookies:local-storage"
    if answers.choice_kept:
        yield "cookies:choice-kept"
    yield from _yes_no("cookies", "banner", answers.banner)
    yield from _yes_no("cookies", "settings-link", answers.settings_link)
    yield f"gpc:{answers.gpc or 'unknown'}"
    yield f"dnt:{answers.dnt or 'unknown'}"


def _yes_no(family: str, name: str, answer: object) -> Iterator[str]:
    if answer is True:
        yield f"{family}:{name}"
    elif answer is False:
        yield f"{family}:no-{name}"


def _people(facts: Facts) -> Iterator[str]:
    children = facts.customers.children
    if children:
        yield f"children:{children}"
        if children != "none":
            yield "children:any"
    age = facts.customers.minimum_age
    if age is not None and age >= 18:
        yield "age:adults"
    elif age is not None and age >= 13:
        yield "age:minors"
    if age is not None:
        yield "age:from-16" if age >= 16 else "age:under-16"
    yield from _each("parental-consent", facts.customers.parental_consent)
    decisions = facts.automated_decisions
    if decisions:
        yield "automated:some" if decisions.made else "automated:none"


def not_collected(facts: Facts, catalogue: Catalogue) -> tuple[str, ...]:
    """What to name as not collected. Card numbers have a clause of their own beside a payment service."""
    pays = any(tool.group == "payments" for tool in catalogue.used)
    return tuple(s for s in facts.not_collected if not (pays and s == "card_numbers"))


def _handling(facts: Facts, catalogue: Catalogue) -> Iterator[str]:
    yield from _each("security", facts.security)
    yield from _each("disclosure", facts.disclosures)
    if facts.disclosures:
        yield "recipients:any"
    yield from _each("links", facts.links_out)
    yield from _each("not-collected", facts.not_collected)
    if not_collected(facts, catalogue):
        yield "not-collected:listed"
    yield from _each("rights-by", facts.rights.how)
    yield from _each("verify", facts.rights.verify)
    yield from (f"optional:{slug}" for slug in facts.optional_sections)
    yield from _each("changes", facts.changes.notice)
    if facts.changes.in_advance is True:
        yield "changes:in-advance"
    elif facts.changes.in_advance is False:
        yield "changes:no-advance"
    if facts.changes.archive in ("public", "on_request"):
        yield "changes:archive"
    if facts.rights.agent is True:
        yield "agent:yes"
    if facts.rights.fee is not None:
        yield "fee:yes" if facts.rights.fee is True else "fee:no"
    if facts.breach_notice.authority_hours:
        yield "breach:authority"
    if facts.breach_notice.people is True:
        yield "breach:people"


def _each(family: str, slugs: tuple[str, ...]) -> Iterator[str]:
    yield from (f"{family}:{slug}" for slug in slugs)
    if slugs:
        yield f"{family}:any"


def _selling(facts: Facts, catalogue: Catalogue) -> Iterator[str]:
    if facts.sells_data is True:
        yield "sells:yes"
    elif facts.sells_data is False:
        yield "sells:no"
    if catalogue.ad_tools:
        yield "ads:any"
    shares = shares_for_ads(facts, catalogue)
    if shares is not None:
        yield "shares:yes" if shares else "shares:no"
    if facts.sells_data is True or shares:
        yield "sells-or-shares:yes"


def shares_for_ads(facts: Facts, catalogue: Catalogue) -> bool | None:
    """Cross-context behavioural advertising; follows from the tools where it was not answered."""
    if facts.shares_for_ads in (True, False):
        return bool(facts.shares_for_ads)
    return bool(catalogue.ad_tools)


def _conflicts(facts: Facts, library: Library, names: set[str]) -> Iterator[str]:
    collected = {slug for a in facts.activities for slug in a.data}
    if collected & set(facts.not_collected):
        yield "conflict:not-collected"
    if any(_special_without_consent(a.data, a.basis, library) for a in facts.activities):
        yield "conflict:special-without-consent"
    if any(a.basis == "legitimate_interests" and not a.interest for a in facts.activities):
        yield "conflict:interest-missing"
    if {"cookies:optional", "cookies:no-banner"} <= names:
        yield "conflict:cookies-without-banner"
    if {"ads:any", "children:directed"} <= names:
        yield "conflict:ads-with-children"
    if "ads:any" in names and facts.shares_for_ads is False:
        yield "conflict:no-sharing-with-ads"
    legal_name = facts.business.legal_name
    if legal_name and all(_is_domain(text) for text in legal_name.texts.values()):
        yield "conflict:legal-name-is-domain"


def _periods(facts: Facts, library: Library) -> Iterator[str]:
    if retention.too_short(facts, library):
        yield "conflict:kept-too-short"
    if retention.too_long(facts, library):
        yield "conflict:kept-too-long"
    if retention.without_reason(facts):
        yield "conflict:long-without-reason"
    if retention.cookie_choice_too_long(facts, library):
        yield "conflict:choice-kept-too-long"
    if any(a.about == "children" and a.keep.criteria for a in facts.activities):
        yield "conflict:children-without-period"


def _promises(facts: Facts, catalogue: Catalogue) -> Iterator[str]:
    if received_not_collected(facts, catalogue):
        yield "conflict:received-not-collected"
    age, children = facts.customers.minimum_age, facts.customers.children
    if age is not None and children and (age < 13) is (children == "none"):
        yield "conflict:age-and-children"
    messages = EMAIL_MARKETING | MESSAGE_MARKETING
    if any(a.purpose in messages and a.basis not in CONSENT_OR_INTEREST for a in facts.activities):
        yield "conflict:marketing-without-consent"
    if any(_free_text(a.purpose, a.data) for a in facts.activities):
        yield "conflict:free-text-health"
    website = facts.business.website
    if website and website.casefold().startswith("http://") and "https" in facts.security:
        yield "conflict:website-not-encrypted"


def received_not_collected(facts: Facts, catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Per tool, what it gets although the shop says it does not collect it.

    Card numbers go to the payment service, not to the shop; what the shop itself collects is another
    contradiction.
    """
    collected = {slug for a in facts.activities for slug in a.data}
    promised = set(facts.not_collected) - collected - {"card_numbers"}
    received = {t.slug: tuple(s for s in t.receives if s in promised) for t in catalogue.used}
    return {slug: data for slug, data in received.items() if data}


def _free_text(purpose: str, data: tuple[str, ...]) -> bool:
    asked = FREE_TEXT | FREE_TEXT_OF_BODY_WORK if purpose in BODY_WORK else FREE_TEXT
    return not asked.isdisjoint(data)


def _special_without_consent(data: tuple[str, ...], basis: str, library: Library) -> bool:
    return basis != "consent" and any(library.term("data", slug).get("special") for slug in data)


def _is_domain(text: str) -> bool:
    return " " not in text and "." in text.strip(".")
