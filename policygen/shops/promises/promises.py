"""The promises of a shop's policy as its owner sees them: grouped, explained, ticked off."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from policygen.engine.facts.reading import FactsError, make_facts
from policygen.engine.language import phrases as lang
from policygen.engine.language.duration import Duration
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Article, Document
from policygen.engine.policy.promises import Promise, promises
from policygen.engine.policy.recurring import Recurrence
from policygen.releases.current import current_library
from policygen.releases.models import Release
from policygen.shops.as_facts import shop_data
from policygen.shops.choices import current_language
from policygen.shops.models import Shop
from policygen.shops.questions import place


@dataclass(frozen=True)
class Promised:
    """The policy in the page's language, and what it obliges the shop to do."""

    document: Document
    promises: tuple[Promise, ...]


@dataclass(frozen=True)
class Item:
    """`url` leads to the question that changes it, `section_url` to where the policy says it."""

    promise: Promise
    why: tuple[Article, ...]
    url: str
    section_url: str
    done: bool
    when: str = ""


@dataclass(frozen=True)
class Checklist:
    now: tuple[Item, ...]
    asked: tuple[Item, ...]
    regularly: tuple[Item, ...]
    coming: tuple[Item, ...]

    @property
    def done(self) -> int:
        return sum(item.done for item in self.now)


def promised(shop: Shop) -> Promised | None:
    """None while required answers are missing: there is no policy yet that could promise anything."""
    library, page = current_library(), current_language()
    try:
        facts = make_facts(shop_data(shop, also=(page,)), library)
    except FactsError:
        return None
    document = compose(library, facts, page)
    return Promised(document, promises(library, facts, document))


def changed(shop: Shop) -> datetime.datetime:
    """When what it promises may last have changed: its answers, or the library."""
    released = Release.objects.values_list("released", flat=True).first()
    return max(shop.updated, released) if released else shop.updated


def checklist(shop: Shop, found: Promised) -> Checklist:
    review = reverse("shops:review", args=[shop.public_id])
    done = set(shop.done_duties)

    def items(kind: str) -> tuple[Item, ...]:
        listed = (promise for promise in found.promises if promise.kind == kind)
        return tuple(_item(shop, promise, review, promise.id in done) for promise in listed)

    return Checklist(items("once"), items("asked"), items("recurring"), items("coming"))


def _item(shop: Shop, promise: Promise, review: str, done: bool) -> Item:
    return Item(
        promise,
        promise.articles,
        place(promise.question).url(shop),
        f"{review}#{promise.anchor}" if promise.anchor else "",
        done,
        _when(promise),
    )


def _when(promise: Promise) -> str:
    if promise.day:
        day = lang.date(promise.day, current_language())
        return _("from %(day)s on") % {"day": day}
    return _how_often(promise.recurrence) if promise.recurrence else ""


def _how_often(recurrence: Recurrence) -> str:
    """ "every year, first on 22 November 2027"."""
    every = _every(Duration(recurrence.rhythm.steps))
    if recurrence.first is None:
        return every
    day = lang.date(recurrence.first, current_language())
    return _("%(every)s, first on %(day)s") % {"every": every, "day": day}


def _every(period: Duration) -> str:
    named = {
        "P1Y": _("every year"),
        "P1M": _("every month"),
        "P3M": _("every three months"),
        "P1W": _("every week"),
        "P1D": _("every day"),
    }
    length = lang.duration(period, current_language(), nouns=current_library().nouns)
    return named.get(str(period)) or _("every %(period)s") % {"period": length}


def tick(shop: Shop, found: Promised, ticked: Iterable[str]) -> None:
    """Keep what was ticked of what is there to tick, and of what the policy does not say just now."""
    there = [promise.id for promise in found.promises if promise.kind == "once"]
    others = [id_ for id_ in shop.done_duties if id_ not in there]
    now = set(ticked)
    shop.done_duties = [*others, *(id_ for id_ in there if id_ in now)]
    shop.save(update_fields=["done_duties", "updated"])
