"""From the models to the facts file's form: what was not answered is left out."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import make_facts
from policygen.engine.library.model import Library
from policygen.releases.current import current_library
from policygen.shops.models import (
    Activity,
    ActivityTool,
    Answer,
    Automated,
    CustomTool,
    RetentionPeriod,
    Shop,
)

Data = dict[str, Any]

_ANSWERS: dict[str, bool | str] = {Answer.YES: True, Answer.NO: False, Answer.UNKNOWN: "unknown"}


def facts_of(shop: Shop, library: Library | None = None) -> Facts:
    """By the current library where none is given. Raises FactsError while a required answer is missing."""
    return make_facts(shop_data(shop), library or current_library())


def shop_data(shop: Shop, also: tuple[str, ...] = ()) -> Data:
    """The whole of a facts file, as far as it was answered.

    Six queries however many activities there are, none where they were prefetched. Typed texts
    are there in every language of the policy, and in the languages `also`.
    """
    load_parts(shop)
    languages = [*shop.languages, *also]
    data = given(
        facts=1,
        languages=shop.languages,
        effective=shop.effective.isoformat(),
        business=_business(shop, languages),
        offers=shop.offers,
        customers=_customers(shop),
        laws=shop.laws,
        activities=[_activity(a) for a in shop.activities.all()],
        custom_tools=[_custom_tool(t) for t in shop.custom_tools.all()],
        not_collected=shop.not_collected,
        sells_data=answer(shop.sells_data),
        shares_for_ads=answer(shop.shares_for_ads),
        automated_decisions=_automated(shop, languages),
        storage=given(where=shop.storage_where, by=shop.storage_by),
        security=shop.security,
        links_out=shop.links_out,
        disclosures=shop.disclosures,
        optional_sections=shop.optional_sections,
        own_words=_own_words(shop),
        **_handling(shop),
    )
    if shop.transfers_stated:
        data["transfers"] = _transfers(shop)
    return data


def load_parts(*shops: Shop) -> None:
    """Fetch the tables that hang on shops, in one query each, unless they are there already."""
    uses = Prefetch("uses", ActivityTool.objects.select_related("tool"))
    activities = Activity.objects.select_related("keep").prefetch_related(uses)
    prefetch_related_objects(
        shops, "markets", "tools", "custom_tools", "own_words", Prefetch("activities", activities)
    )


def given(**values: Any) -> Data:
    """Only what was answered. False and 0 are answers."""
    return {key: value for key, value in values.items() if not _empty(value)}


def _empty(value: object) -> bool:
    return value is None or (isinstance(value, str | list | dict | tuple) and not value)


def answer(value: str) -> bool | str | None:
    return _ANSWERS.get(value)


def text(texts: Mapping[str, str], languages: list[str]) -> str | dict[str, str] | None:
    """A typed text that every language of the policy has: a missing one gets the first given."""
    if not texts:
        return None
    if "" in texts:
        return texts[""]
    first = next((texts[lang] for lang in languages if lang in texts), next(iter(texts.values())))
    return {**texts, **{lang: first for lang in languages if lang not in texts}}


def _business(shop: Shop, langs: list[str]) -> Data:
    return given(
        name=text(shop.name, langs),
        legal_name=text(shop.legal_name, langs),
        form=shop.form,
        country=shop.country,
        region=shop.region,
        registration=shop.registration,
        address=text(shop.address, langs),
        website=shop.website,
        contact=_contact(shop),
        security_contact=given(email=shop.security_email, subject=shop.security_subject),
        replies_within=_reply_time(shop),
        dpo=_representative(shop.dpo, langs),
        eu_representative=_representative(shop.eu_representative, langs),
        uk_representative=_representative(shop.uk_representative, langs),
    )


def _contact(shop: Shop) -> Data:
    return given(
        email=shop.email,
        phone=shop.phone,
        form_url=shop.form_url,
        account=answer(shop.contact_account),
        chat=answer(shop.contact_chat),
        toll_free=answer(shop.contact_toll_free),
    )


def _reply_time(shop: Shop) -> Data:
    return {"days": shop.reply_days, "working": shop.reply_working} if shop.reply_days else {}


def _representative(stored: Data, languages: list[str]) -> Data:
    return given(
        name=text(stored.get("name", {}), languages),
        address=text(stored.get("address", {}), languages),
        email=stored.get("email"),
    )


def _customers(shop: Shop) -> Data:
    return given(
        where=[market.code for market in shop.markets.all()],
        minimum_age=shop.minimum_age,
        children=shop.children,
        parental_consent=shop.parental_consent,
        ccpa_thresholds=given(
            revenue=answer(shop.ccpa_revenue),
            consumers_100k=answer(shop.ccpa_consumers),
            half_revenue_from_selling=answer(shop.ccpa_selling),
        ),
    )


def _activity(activity: Activity) -> Data:
    return given(
        purpose=activity.purpose,
        data=activity.data,
        about=activity.about,
        source=activity.source,
        basis=activity.basis,
        interest=activity.interest,
        mandatory=answer(activity.mandatory),
        tools=[use.tool.slug for use in activity.uses.all()],
        keep=keep_data(getattr(activity, "keep", None)),
    )


def keep_data(keep: RetentionPeriod | None) -> Data:
    if keep is None:
        return {}
    form = {
        "for": given(**{"for": keep.duration, "after": keep.anchor}),
        "until": given(until=keep.until),
        "criteria": given(criteria=keep.criteria),
    }[keep.kind]
    return {**form, **given(why=keep.why)}


def _custom_tool(tool: CustomTool) -> Data:
    return given(
        slug=tool.slug,
        name=tool.name,
        group=tool.group,
        entity=tool.entity,
        country=tool.country,
        role=tool.role,
        data=tool.data,
        policy_url=tool.policy_url,
    )


def _automated(shop: Shop, languages: list[str]) -> str | Data | None:
    if shop.automated == Automated.SOME:
        return given(
            logic=text(shop.automated_logic, languages),
            effect=text(shop.automated_effect, languages),
        ) or {"logic": None}
    return shop.automated or None


def _own_words(shop: Shop) -> list[Data]:
    """Those that have a place in this library and in this policy; the others are kept (own_words)."""
    library = current_library()
    known = {"clause": set(library.clauses_by_id), "section": set(library.section_titles)}
    places: dict[tuple[str, str], Data] = {}
    for own in shop.own_words.all():
        if own.language in shop.languages and own.target in known[own.kind]:
            start = {own.kind: own.target, "text": {}}
            place = places.setdefault((own.kind, own.target), start)
            place["text"][own.language] = own.markdown
            if own.based_on:
                place.setdefault("based_on", {})[own.language] = own.based_on
    return [places[place] for place in sorted(places)]


def _transfers(shop: Shop) -> Data:
    return given(scc=answer(shop.transfers_scc), on_request=answer(shop.transfers_on_request))


def _handling(shop: Shop) -> Data:
    return {
        "cookies": given(
            banner=answer(shop.cookie_banner),
            settings_link=answer(shop.cookie_settings_link),
            choice_kept=shop.cookie_choice_kept,
            local_storage=shop.local_storage,
            gpc=shop.gpc,
            dnt=shop.dnt,
        ),
        "breach_notice": given(
            authority_hours=shop.breach_hours, people=answer(shop.breach_people)
        ),
        "rights": given(
            how=shop.rights_how,
            verify=shop.rights_verify,
            fee=answer(shop.rights_fee),
            agent=answer(shop.rights_agent),
        ),
        "changes": given(
            notice=shop.changes_notice,
            in_advance=answer(shop.changes_in_advance),
            archive=shop.changes_archive,
        ),
    }
