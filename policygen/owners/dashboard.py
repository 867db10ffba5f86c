"""What there is to say about each shop on one page, without composing a single policy."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from policygen.common.local_day import day_in
from policygen.engine.facts.reading import FactsError, facts_data
from policygen.publishing.in_force import has_begun, standing, stood
from policygen.publishing.models import Version
from policygen.releases.current import current_library, no_release_yet
from policygen.shops.as_facts import facts_of, load_parts
from policygen.shops.expiry import kept_until
from policygen.shops.models import Shop
from policygen.shops.steps import STEPS, Step, unfinished_steps
from policygen.shops.taking import Taken
from policygen.updates.notices import releases_waiting

SCREENS = len(STEPS) + 1
"""The review is the last one; it is done once something is published."""


@dataclass(frozen=True)
class Task:
    """Something for the owner to do, and where."""

    text: str
    url: str


@dataclass(frozen=True)
class Address:
    """A public page in one language, which names itself."""

    code: str
    language: str
    url: str


@dataclass(frozen=True)
class Published:
    number: int
    """Of the version in force."""
    date: datetime.date
    """From when it applies."""
    coming: tuple[int, datetime.date] | None
    """The version to come, and its day."""
    addresses: tuple[Address, ...]
    """None while it is withdrawn."""
    versions: int
    withdrawn: datetime.date | None
    """Since when."""


@dataclass(frozen=True)
class Card:
    shop: Shop
    done: int
    total: int
    url: str
    """Where to go on."""
    published: Published | None
    tasks: tuple[Task, ...]
    kept_until: datetime.date | None
    """The last day before it is deleted; None where nothing deletes it."""
    taken: Taken | None = None
    """That somebody put it into an account by its private link, while it can be taken back."""


def cards(shops: QuerySet[Shop]) -> list[Card]:
    """Ten queries at most, however many shops there are."""
    found = list(_with_versions(shops))
    load_parts(*found)
    latest = _latest(found)
    current = _current(latest)
    news = _news(latest.values())
    return [
        _card(shop, latest.get(shop.pk), current.get(shop.pk), shop.pk in news) for shop in found
    ]


def _with_versions(shops: QuerySet[Shop]) -> QuerySet[Any]:
    versions = standing(Version.objects.filter(policy__shop=OuterRef("pk")))
    return (
        shops.select_related("taking")
        .annotate(
            version_count=Count("policy__versions", filter=Q(policy__versions__cancellation=None)),
            latest_version=Subquery(versions.values("pk")[:1]),
        )
        .order_by("-updated", "-pk")
    )  # the model's order, which counting drops


def _latest(shops: Iterable[Any]) -> dict[int, Version]:
    """By shop. No query where nothing is published."""
    keys = [shop.latest_version for shop in shops if shop.latest_version]
    versions = Version.objects.filter(pk__in=keys).select_related("policy")
    return {version.policy.shop_id: version for version in versions}


def _current(latest: dict[int, Version]) -> dict[int, Version]:
    """The version in force, by shop. One query, where any of the latest is still to come."""
    waiting = [version.policy_id for version in latest.values() if not version.has_begun]
    versions = Version.objects.filter(policy__in=waiting).select_related("policy")
    rows = list(standing(versions)) if waiting else []
    found = {}
    for shop, version in latest.items():
        stands = stood([row for row in rows if row.policy_id == version.policy_id], has_begun)
        found[shop] = stands.current if stands else version
    return found


def _news(latest: Iterable[Version]) -> set[int]:
    """The shops whose policy a release of the clause library would change, and nobody has decided."""
    versions = {version.policy_id: version for version in latest}
    waiting = releases_waiting(versions) if versions else {}
    return {
        version.policy.shop_id
        for policy, version in versions.items()
        if waiting.get(policy, 0) > version.library_release
    }


def _card(shop: Any, version: Version | None, current: Version | None, news: bool) -> Card:
    """`version`: the newest, which may be to come."""
    unfinished = unfinished_steps(shop)
    return Card(
        shop=shop,
        done=SCREENS - len(unfinished) - (version is None),
        total=SCREENS,
        url=unfinished[0].url(shop) if unfinished else _review(shop),
        published=_published(current, version, shop.version_count) if current and version else None,
        tasks=tuple(_tasks(shop, unfinished, version, news)),
        kept_until=None if shop.owner_id or version else kept_until(shop),
    )


def _review(shop: Shop) -> str:
    return reverse("shops:review", args=[shop.public_id])


def _published(version: Version, latest: Version, versions: int) -> Published:
    coming = (latest.number, latest.effective) if latest != version else None
    slug, names = version.policy.slug, current_library().languages
    addresses = tuple(
        Address(code, names.get(code, code), reverse("published:page", args=(slug, code)))
        for code in version.languages
    )
    since = version.policy.withdrawn
    off = day_in(version.country, since) if since else None
    shown = () if off else addresses
    return Published(version.number, version.effective, coming, shown, versions, off)


def _tasks(
    shop: Shop, unfinished: list[Step], version: Version | None, news: bool
) -> Iterator[Task]:
    review, update = _review(shop), reverse("policies:update", args=[shop.public_id])
    if unfinished:
        text = ngettext(
            "%(number)d screen to finish: %(screens)s",
            "%(number)d screens to finish: %(screens)s",
            len(unfinished),
        )
        screens = ", ".join(str(step.title) for step in unfinished)
        yield Task(text % {"number": len(unfinished), "screens": screens}, unfinished[0].url(shop))
    elif version is None:
        yield Task(_("Not published yet: check the policy and publish it"), review)
    if version and _differs(shop, version):
        text = _("Your answers differ from what is online: see what would change, and publish it")
        yield Task(text, update)
    if news:
        text = _("The library has changed: see what is new in your policy")
        yield Task(text, update)
    elif version and _upgraded(version):
        text = _("Our texts have changed since version %(number)d: check the policy and publish it")
        yield Task(text % {"number": version.number}, review)


def _upgraded(version: Version) -> bool:
    """Whether the texts that ship have changed. Of a release, a notice says whether it concerns a shop."""
    return no_release_yet() and version.library_release != current_library().release


def _differs(shop: Shop, version: Version) -> bool:
    """Whether a new version would say something else, its date aside."""
    try:
        present = facts_data(facts_of(shop))
    except FactsError:
        return False  # The unfinished screens say so.
    return {**present, "effective": ""} != {**version.facts, "effective": ""}
