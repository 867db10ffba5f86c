"""A shop's answers as a file, and a shop made from one: a facts file (docs/facts.md), or another shop."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from policygen.engine.facts.fields import MAX_LINE
from policygen.engine.facts.writing import facts_file
from policygen.shops.as_facts import shop_data
from policygen.shops.models import (
    Activity,
    ActivityTool,
    CustomTool,
    Market,
    OwnWords,
    RetentionPeriod,
    Shop,
    ShopTool,
    new_public_id,
)


def answers_file(shop: Shop) -> bytes:
    """The shop's answers, as far as they were given, always in the same order."""
    return facts_file(shop_data(shop))


@transaction.atomic
def duplicate(shop: Shop, owner: User | None, owner_key: str) -> Shop:
    """A shop with the same answers and own words; its links, policy and ticked promises are not copied."""
    tools = list(shop.tools.all())
    activities = list(shop.activities.select_related("keep").prefetch_related("uses"))
    rows = [
        *Market.objects.filter(shop=shop),
        *CustomTool.objects.filter(shop=shop),
        *OwnWords.objects.filter(shop=shop),
    ]
    copy = _copy_of(shop, owner, owner_key)
    for row in rows:
        _again(row, shop=copy)
    copied = {tool.pk: _again(tool, shop=copy) for tool in tools}
    for activity in activities:
        _copy_activity(activity, copy, copied)
    return copy


def _copy_of(shop: Shop, owner: User | None, owner_key: str) -> Shop:
    copy = Shop.objects.get(pk=shop.pk)
    copy.pk, copy.public_id = None, new_public_id()
    copy._state.adding = True
    copy.owner, copy.owner_key = owner, owner_key
    copy.resume_key = copy.calendar_key = ""
    copy.done_duties, copy.automatic_updates = [], False
    copy.name = {language: _named(text, language) for language, text in shop.name.items()}
    copy.save()
    return copy


def _named(name: str, language: str) -> str:
    """In the language of the name; in the page's where it is the same in all."""
    with translation.override(language or translation.get_language()):
        return (gettext("Copy of %(name)s") % {"name": name})[:MAX_LINE]


def _copy_activity(activity: Activity, shop: Shop, tools: dict[int, ShopTool]) -> None:
    keep: RetentionPeriod | None = getattr(activity, "keep", None)
    uses: list[ActivityTool] = list(activity.uses.all())
    copy = _again(activity, shop=shop)
    if keep:
        _again(keep, activity=copy)
    for use in uses:
        _again(use, activity=copy, tool=tools[use.tool_id])


def _again(row: Any, **changes: Any) -> Any:
    """The same row once more, with other foreign keys."""
    row.pk = None
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    return row
