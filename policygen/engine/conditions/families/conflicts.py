"""What of a shop's answers contradicts itself, a law or what is usual: findings speak about it."""

from collections.abc import Iterable

from policygen.engine.conditions.families import whose_data
from policygen.engine.conditions.families.data import received_not_collected
from policygen.engine.conditions.families.purposes import EMAIL_MARKETING, MESSAGE_MARKETING
from policygen.engine.conditions.family import Family, Stage, Words
from policygen.engine.conditions.shop import Shop
from policygen.engine.facts.model import Facts
from policygen.engine.language.duration import Duration
from policygen.engine.law import retention
from policygen.engine.law.consent import is_asked

MESSAGES = EMAIL_MARKETING | MESSAGE_MARKETING
CONSENT_OR_INTEREST = frozenset({"consent", "legitimate_interests"})
FREE_TEXT = frozenset({"goals_and_wishes"})
FREE_TEXT_OF_BODY_WORK = FREE_TEXT | {"messages", "survey_answers", "attachments"}
BODY_WORK = frozenset({"consultations", "personal_programme", "health_and_safety", "safeguarding"})
"""Purposes in which people come to speak of their health."""
_NEARLY = 7
"""Days."""


def _conflict(shop: Shop) -> Iterable[str]:
    yield from _between_answers(shop)
    yield from _in_activities(shop)
    yield from _of_periods(shop)


def _between_answers(shop: Shop) -> Iterable[str]:
    facts, names = shop.facts, shop.names
    if not shop.data.isdisjoint(facts.not_collected):
        yield "conflict:not-collected"
    if received_not_collected(facts, shop.catalogue):
        yield "conflict:received-not-collected"
    if "cookies:optional" in names and "cookies:no-banner" in names:
        yield "conflict:cookies-without-banner"
    if "ads:any" in names and "children:directed" in names:
        yield "conflict:ads-with-children"
    if "ads:any" in names and facts.shares_for_ads is False:
        yield "conflict:no-sharing-with-ads"
    age, children = facts.customers.minimum_age, facts.customers.children
    if age is not None and children and (age < shop.child_age) is (children == "none"):
        yield "conflict:age-and-children"
    legal_name, website = facts.business.legal_name, facts.business.website
    if legal_name and all(map(_is_domain, legal_name.texts.values())):
        yield "conflict:legal-name-is-domain"
    if website and website.casefold().startswith("http://") and "https" in facts.security:
        yield "conflict:website-not-encrypted"


def _in_activities(shop: Shop) -> Iterable[str]:
    special = shop.library.special_data
    yield from whose_data.conflicts(shop.facts, shop.library)
    for activity in shop.facts.activities:
        purpose, basis, data = activity.purpose, activity.basis, activity.data
        if basis != "consent" and not special.isdisjoint(data):
            yield "conflict:special-without-consent"
        if not is_asked(activity, shop.facts):
            yield "conflict:consent-not-asked"
        if basis == "legitimate_interests" and not activity.interest:
            yield "conflict:interest-missing"
        if purpose in MESSAGES and basis not in CONSENT_OR_INTEREST:
            yield "conflict:marketing-without-consent"
        asked = FREE_TEXT_OF_BODY_WORK if purpose in BODY_WORK else FREE_TEXT
        if not asked.isdisjoint(data):
            yield "conflict:free-text-health"


def _of_periods(shop: Shop) -> Iterable[str]:
    facts, library = shop.facts, shop.library
    if retention.too_short(facts, library):
        yield "conflict:kept-too-short"
    if retention.too_long(facts, library):
        yield "conflict:kept-too-long"
    if retention.without_reason(facts):
        yield "conflict:long-without-reason"
    if retention.cookie_choice_too_long(facts, library):
        yield "conflict:choice-kept-too-long"
    if _choice_kept_otherwise(facts):
        yield "conflict:choice-kept-otherwise"


def _choice_kept_otherwise(facts: Facts) -> bool:
    """Whether the cookie that the owner names for the choice lasts for another time than the owner says.
    What a service sets by default can be set otherwise there, so it contradicts nobody."""
    kept = facts.cookies.choice_kept
    named = [*facts.cookies.own, *(c for tool in facts.custom_tools for c in tool.cookies)]
    lasts = [cookie.lasts for cookie in named if cookie.purpose == "consent"]
    return bool(kept and lasts and not any(_same(kept, one) for one in lasts))


def _same(kept: Duration, lasts: Duration | str) -> bool:
    """Six months are 180 days to whoever reads it."""
    return isinstance(lasts, Duration) and abs(kept.days - lasts.days) <= _NEARLY


def _is_domain(text: str) -> bool:
    return " " not in text and "." in text.strip(".")


FAMILIES = (
    Family(
        "conflict",
        (
            Words(
                "not-collected",
                "not_collected",
                "something is collected that the shop says it does not collect",
            ),
            Words(
                "received-not-collected",
                "not_collected",
                "a service gets what the shop says it does not collect",
            ),
            Words(
                "special-without-consent", "activities.basis", "special categories on another basis"
            ),
            Words(
                "marketing-without-consent",
                "activities.basis",
                "messages on another basis than consent or legitimate interests",
            ),
            Words(
                "interest-missing", "activities.interest", "legitimate interests, and none named"
            ),
            Words("cookies-without-banner", "cookies.banner", "optional cookies do not wait"),
            Words(
                "consent-not-asked",
                "cookies.banner",
                "visitors’ consent, and the site is not said to ask for it",
            ),
            Words("legal-name-is-domain", "business.legal_name", "the legal name is a web address"),
            Words("ads-with-children", "activities.tools", "ad services on a site for children"),
            Words("no-sharing-with-ads", "shares_for_ads", "ad services, and no sharing"),
            Words(
                "kept-too-short", "activities.keep", "shorter than a legal duty (`retention.yaml`)"
            ),
            Words(
                "kept-too-long", "activities.keep", "longer than there is a reason for (likewise)"
            ),
            Words("long-without-reason", "activities.keep", "over five years and no reason named"),
            Words("children-without-period", "activities.keep", "children’s data kept by criteria"),
            Words(
                "children-left-out",
                "activities.about",
                "a shop for children teaches or has accounts, and only customers’ data is used",
            ),
            Words(
                "contract-with-nobody",
                "activities.basis",
                "a contract, and all the people of the purpose have none with the shop",
            ),
            Words(
                "contract-with-some",
                "activities.interest",
                "a contract, and some of the people have none; no interest is named for them",
            ),
            Words("consent-as-condition", "activities.mandatory", "consent that must be given"),
            Words(
                "friends-without-consent",
                "activities.basis",
                "friends are written to without their consent",
            ),
            Words("choice-kept-too-long", "cookies.choice_kept", "cookie choice over a year"),
            Words(
                "choice-kept-otherwise",
                "cookies.choice_kept",
                "the cookie that is named for the choice lasts for another time",
            ),
            Words("age-and-children", "customers.minimum_age", "against the answer about children"),
            Words(
                "free-text-health",
                "activities.data",
                "people describe goals, or write to those who work with their body",
            ),
            Words("website-not-encrypted", "business.website", "HTTPS promised, http:// given"),
        ),
        _conflict,
        Stage.CONFLICTS,
        implies={
            "ads-with-children": "ads:any children:directed",
            "cookies-without-banner": "cookies:optional cookies:no-banner",
            "choice-kept-otherwise": "cookies:choice-kept",
            "children-left-out": "children:directed about:customers",
            "contract-with-nobody contract-with-some": "basis:contract",
            "friends-without-consent": "purpose:referrals",
            "interest-missing": "basis:legitimate_interests",
            "legal-name-is-domain": "has:legal-name",
            "no-sharing-with-ads": "ads:any shares:no",
            "not-collected": "not-collected:any",
            "special-without-consent": "collects:any-special",
        },
    ),
)
