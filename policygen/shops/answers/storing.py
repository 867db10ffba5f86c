"""Answers into the database: the shop, and of the tables that hang on it what differs."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from policygen.shops.answers.answers import ActivityAnswers, Answers
from policygen.shops.answers.mapping import data_of
from policygen.shops.models import (
    Activity,
    ActivityTool,
    CustomTool,
    Market,
    OwnWords,
    RetentionPeriod,
    Shop,
    ShopTool,
)


@contextmanager
def changing(shop: Shop) -> Iterator[Answers]:
    """The shop's answers, stored at the end. Lock the shop before."""
    answers = Answers.of(shop)
    yield answers
    store(answers)


def store(answers: Answers) -> None:
    """Whoever changes a shop that others may change too has locked it before reading the answers."""
    answers.shop.save()
    _store_markets(answers)
    _store_custom_tools(answers)
    tools = _store_tools(answers)
    _store_activities(answers, tools)
    _add_own_words(answers)
    # What was loaded before is not what is stored now.
    answers.shop._prefetched_objects_cache = {}  # type: ignore[attr-defined]


def _store_markets(answers: Answers) -> None:
    codes = list(dict.fromkeys(answers.markets))
    if tuple(codes) == answers.stored.markets:
        return
    if answers.stored.markets:
        answers.shop.markets.all().delete()
    Market.objects.bulk_create(
        Market(shop=answers.shop, code=code, position=n) for n, code in enumerate(codes)
    )


def _store_custom_tools(answers: Answers) -> None:
    before, shop = answers.stored.custom_tools, answers.shop
    if before.keys() - {tool.slug for tool in answers.custom_tools}:
        shop.custom_tools.exclude(slug__in=[tool.slug for tool in answers.custom_tools]).delete()
    for tool in answers.custom_tools:
        if data_of(tool) != before.get(tool.slug):
            tool.shop = shop
            if tool.pk:
                tool.save()
    _create(CustomTool, [tool for tool in answers.custom_tools if not tool.pk])


def _create(model: type[CustomTool], rows: Sequence[CustomTool]) -> None:
    if rows:
        model.objects.bulk_create(rows)


def _store_tools(answers: Answers) -> dict[str, ShopTool]:
    """What is chosen, by slug. New ones stand behind those that were chosen before."""
    before, shop = answers.stored.tools, answers.shop
    gone = before.keys() - set(answers.tools)
    if gone:
        shop.tools.filter(slug__in=gone).delete()
    kept = {slug: tool for slug, tool in before.items() if slug not in gone}
    last = max((tool.position for tool in kept.values()), default=-1)
    new = [slug for slug in dict.fromkeys(answers.tools) if slug not in kept]
    rows = [ShopTool(shop=shop, slug=slug, position=n) for n, slug in enumerate(new, last + 1)]
    made = ShopTool.objects.bulk_create(rows) if rows else []
    return {**kept, **{tool.slug: tool for tool in made}}


def _store_activities(answers: Answers, tools: dict[str, ShopTool]) -> None:
    before = answers.stored.activities
    gone = before.keys() - {activity.row.pk for activity in answers.activities}
    if gone:
        answers.shop.activities.filter(pk__in=gone).delete()
    new = [activity for activity in answers.activities if activity.row.pk is None]
    changed = [a for a in answers.activities if a.row.pk and a.data() != before.get(a.row.pk)]
    _create_activities(answers, new)
    for activity in changed:
        activity.row.save()
        _store_period(activity)
    if changed:
        ActivityTool.objects.filter(activity__in=[a.row for a in changed]).delete()
    _create_uses([*new, *changed], tools)


def _create_activities(answers: Answers, new: Sequence[ActivityAnswers]) -> None:
    if not new:
        return
    last = max((a.row.position for a in answers.activities if a.row.pk), default=-1)
    for position, activity in enumerate(new, last + 1):
        activity.row.shop, activity.row.position = answers.shop, position
    Activity.objects.bulk_create(activity.row for activity in new)
    for activity in new:
        if activity.keep:
            activity.keep.activity = activity.row
    RetentionPeriod.objects.bulk_create(a.keep for a in new if a.keep)


def _store_period(activity: ActivityAnswers) -> None:
    keep = activity.keep
    if keep is None:
        return
    stored: RetentionPeriod | None = getattr(activity.row, "keep", None)
    keep.activity = activity.row
    keep.pk = keep.pk or (stored.pk if stored else None)
    keep.save()


def _create_uses(activities: Iterable[ActivityAnswers], tools: dict[str, ShopTool]) -> None:
    rows = [
        ActivityTool(activity=activity.row, tool=tools[slug], position=n)
        for activity in activities
        for n, slug in enumerate(dict.fromkeys(activity.tools))
    ]
    if rows:
        ActivityTool.objects.bulk_create(rows)


def _add_own_words(answers: Answers) -> None:
    """New ones alone: the owner's words have pages of their own (own_words/)."""
    new = [own for own in answers.own_words if own.pk is None]
    for own in new:
        own.shop = answers.shop
    if new:
        OwnWords.objects.bulk_create(new)
