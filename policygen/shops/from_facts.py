"""From Facts to the models: import, examples, tests."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from policygen.engine.facts.fields import Localized
from policygen.engine.facts.model import Activity as ActivityFacts
from policygen.engine.facts.model import Facts, Keep, Representative
from policygen.releases.current import current_library
from policygen.shops.models import (
    Activity,
    ActivityTool,
    Answer,
    Automated,
    CustomTool,
    Market,
    OwnWords,
    RetentionPeriod,
    Shop,
    ShopTool,
)

ALL_STEPS = ["shop", "contact", "customers", "purposes", "tools", "details", "site"]


@transaction.atomic
def create_shop(facts: Facts, owner: User | None = None, owner_key: str = "") -> Shop:
    """A new shop with these answers, owned by a user or by the browser that holds `owner_key`."""
    shop = Shop(owner=owner, owner_key=owner_key)
    _save(shop, facts)
    return shop


@transaction.atomic
def fill_from_facts(shop: Shop, facts: Facts) -> None:
    """Replace all answers of a shop, and save it."""
    for rows in (shop.markets, shop.activities, shop.tools, shop.custom_tools, shop.own_words):
        rows.all().delete()
    _save(shop, facts)
    shop._prefetched_objects_cache = {}  # type: ignore[attr-defined]  # they were replaced


def _save(shop: Shop, facts: Facts) -> None:
    """A shop that has no rows in its tables."""
    for part in (_general(facts), _business(facts), _customers(facts), _site(facts), _rest(facts)):
        for name, value in part.items():
            setattr(shop, name, value)
    shop.saved_steps = list(ALL_STEPS)
    shop.save()
    _fill_tables(shop, facts)


def _fill_tables(shop: Shop, facts: Facts) -> None:
    Market.objects.bulk_create(
        Market(shop=shop, code=code, position=n)
        for n, code in enumerate(dict.fromkeys(facts.customers.where))
    )
    CustomTool.objects.bulk_create(
        CustomTool(shop=shop, **_filled(tool.model_dump(), data=list(tool.data)))
        for tool in facts.custom_tools
    )
    OwnWords.objects.bulk_create(_own_words(shop, facts))
    _add_activities(shop, facts, _tools(shop, facts))


def _own_words(shop: Shop, facts: Facts) -> Iterator[OwnWords]:
    for own in facts.own_words:
        kind = OwnWords.Kind.CLAUSE if own.clause else OwnWords.Kind.SECTION
        based_on = own.based_on.texts if own.based_on else {}
        for language, markdown in own.text.texts.items():
            yield OwnWords(
                shop=shop,
                kind=kind,
                target=own.clause or own.section or "",
                language=language,
                markdown=markdown,
                based_on=based_on.get(language, ""),
            )


def _tools(shop: Shop, facts: Facts) -> dict[str, ShopTool]:
    own = [tool.slug for tool in facts.custom_tools]
    known = {*current_library().tools, *own}
    slugs = [slug for a in facts.activities for slug in (*a.tools, *a.source) if slug in known]
    slugs += [*facts.storage.by, *own]
    rows = [
        ShopTool(shop=shop, slug=slug, position=n) for n, slug in enumerate(dict.fromkeys(slugs))
    ]
    return {tool.slug: tool for tool in ShopTool.objects.bulk_create(rows)}


def _add_activities(shop: Shop, facts: Facts, tools: dict[str, ShopTool]) -> None:
    rows = (_activity(shop, activity, n) for n, activity in enumerate(facts.activities))
    pairs = list(zip(Activity.objects.bulk_create(rows), facts.activities, strict=True))
    RetentionPeriod.objects.bulk_create(
        RetentionPeriod(activity=row, **keep_fields(activity.keep)) for row, activity in pairs
    )
    ActivityTool.objects.bulk_create(
        ActivityTool(activity=row, tool=tools[slug], position=n)
        for row, activity in pairs
        for n, slug in enumerate(dict.fromkeys(activity.tools))
    )


def _activity(shop: Shop, facts: ActivityFacts, position: int) -> Activity:
    return Activity(
        shop=shop,
        purpose=facts.purpose,
        data=list(facts.data),
        about=facts.about,
        source=list(facts.source),
        basis=facts.basis,
        interest=facts.interest or "",
        mandatory=answer(facts.mandatory),
        position=position,
    )


def keep_fields(keep: Keep) -> dict[str, Any]:
    """The columns of RetentionPeriod."""
    kind = "for" if keep.period else "until" if keep.until else "criteria"
    return {
        "kind": kind,
        "duration": str(keep.period or ""),
        "anchor": keep.after or "",
        "until": keep.until or "",
        "criteria": keep.criteria or "",
        "why": list(keep.why),
    }


def answer(value: bool | str | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else Answer.YES if value else Answer.NO


def _texts(value: Localized | None) -> dict[str, str]:
    return dict(value.texts) if value else {}


def _filled(values: dict[str, Any], **more: Any) -> dict[str, Any]:
    """None becomes the empty text that the columns hold."""
    return {key: "" if value is None else value for key, value in {**values, **more}.items()}


def _representative(value: Representative | None) -> dict[str, Any]:
    if value is None:
        return {}
    parts = {"name": _texts(value.name), "address": _texts(value.address), "email": value.email}
    return {key: part for key, part in parts.items() if part}


def _general(facts: Facts) -> dict[str, Any]:
    return {
        "languages": list(facts.languages),
        "effective": facts.effective,
        "offers": list(facts.offers),
        "laws": None if facts.laws is None else list(facts.laws),
    }


def _business(facts: Facts) -> dict[str, Any]:
    business, contact = facts.business, facts.business.contact
    security, reply = business.security_contact, business.replies_within
    return {
        "name": _texts(business.name),
        "legal_name": _texts(business.legal_name),
        "form": business.form,
        "country": business.country,
        "region": business.region or "",
        "registration": business.registration or "",
        "address": _texts(business.address),
        "website": business.website or "",
        "email": contact.email,
        "phone": contact.phone or "",
        "form_url": contact.form_url or "",
        "contact_account": answer(contact.account),
        "contact_chat": answer(contact.chat),
        "contact_toll_free": answer(contact.toll_free),
        "security_email": security.email if security else "",
        "security_subject": (security.subject or "") if security else "",
        "reply_days": reply.days if reply else None,
        "reply_working": reply.working if reply else False,
        "dpo": _representative(business.dpo),
        "eu_representative": _representative(business.eu_representative),
        "uk_representative": _representative(business.uk_representative),
    }


def _customers(facts: Facts) -> dict[str, Any]:
    customers, thresholds = facts.customers, facts.customers.ccpa_thresholds
    return {
        "minimum_age": customers.minimum_age,
        "children": customers.children or "",
        "parental_consent": list(customers.parental_consent),
        "ccpa_revenue": answer(thresholds.revenue),
        "ccpa_consumers": answer(thresholds.consumers_100k),
        "ccpa_selling": answer(thresholds.half_revenue_from_selling),
    }


def _site(facts: Facts) -> dict[str, Any]:
    cookies, decisions = facts.cookies, facts.automated_decisions
    return {
        "cookie_banner": answer(cookies.banner),
        "cookie_settings_link": answer(cookies.settings_link),
        "cookie_choice_kept": str(cookies.choice_kept or ""),
        "local_storage": list(cookies.local_storage),
        "gpc": cookies.gpc or "",
        "dnt": cookies.dnt or "",
        "automated": _automated(facts),
        "automated_logic": _texts(decisions.logic if decisions else None),
        "automated_effect": _texts(decisions.effect if decisions else None),
        "storage_where": list(facts.storage.where),
        "storage_by": list(facts.storage.by),
        "transfers_stated": facts.transfers.stated,
        "transfers_scc": answer(facts.transfers.scc),
        "transfers_on_request": answer(facts.transfers.on_request),
    }


def _automated(facts: Facts) -> str:
    decisions = facts.automated_decisions
    if decisions is None:
        return ""
    return Automated.SOME if decisions.made else Automated.NONE


def _rest(facts: Facts) -> dict[str, Any]:
    rights, changes, breach = facts.rights, facts.changes, facts.breach_notice
    return {
        "not_collected": list(facts.not_collected),
        "sells_data": answer(facts.sells_data),
        "shares_for_ads": answer(facts.shares_for_ads),
        "security": list(facts.security),
        "breach_hours": breach.authority_hours,
        "breach_people": answer(breach.people),
        "rights_how": list(rights.how),
        "rights_verify": list(rights.verify),
        "rights_fee": answer(rights.fee),
        "rights_agent": answer(rights.agent),
        "disclosures": list(facts.disclosures),
        "changes_notice": list(changes.notice),
        "changes_in_advance": answer(changes.in_advance),
        "changes_archive": changes.archive or "",
        "links_out": list(facts.links_out),
        "optional_sections": list(facts.optional_sections),
    }
