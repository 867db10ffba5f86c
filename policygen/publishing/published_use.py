"""How many published policies use a tool or purpose, or have to meet a requirement.

What is true of a published version is worked out once, when it is published, and stored: then the
database counts, however many policies there are.
"""

import time
from typing import Any, NamedTuple

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.signals import post_save
from django.dispatch import receiver

from policygen.engine.conditions.deriving import conditions
from policygen.engine.facts.reading import FactsError, make_facts
from policygen.engine.library.matrix import Kind
from policygen.engine.library.model import Library
from policygen.engine.library.schema import When
from policygen.publishing.models import Policy, Truths, Version
from policygen.releases.libraries import library_with
from policygen.releases.models import Release

USES: dict[Kind, str] = {
    "tool": "tools/",
    "purpose": "vocabulary/purposes.yaml",
    "requirement": "laws/",
}
"""What is counted, and where its entries stand."""
SLICE = 1.0
"""Seconds that a page spends on versions that were published before this was stored."""


class Counted(NamedTuple):
    """`using` of the `published` policies; of `uncounted` among these nothing is known yet."""

    using: int
    published: int
    uncounted: int = 0


def published_with(library: Library, kind: Kind, slug: str) -> Counted:
    """How many of the published policies, and out of how many. Two queries."""
    uncounted = _catch_up()
    found = Truths.objects.filter(version__in=newest_versions()).aggregate(
        using=Count("pk", filter=_uses(library, kind, slug)), published=Count("pk")
    )
    return Counted(found["using"], found["published"] + uncounted, uncounted)


def newest_versions() -> QuerySet[Any, Any]:
    """The newest version of each policy that is in force or comes."""
    newest = Max("versions__pk", filter=Q(versions__cancellation=None))
    return Policy.objects.annotate(newest=newest).values("newest")


def _uses(library: Library, kind: Kind, slug: str) -> Q:
    if kind == "requirement":
        return holds(library.requirements_by_id[slug].when)
    families = ("tool", "source") if kind == "tool" else ("purpose",)
    return _any([f"{family}:{slug}" for family in families])


def holds(when: When) -> Q:
    """A condition as the database asks it."""
    found = ~Q(names="")
    for name in when.all:
        found &= _true(name)
    if when.any:
        found &= _any(when.any)
    for name in when.none:
        found &= ~_true(name)
    return found


def _any(names: Any) -> Q:
    found = Q()
    for name in names:
        found |= _true(name)
    return found


def _true(name: str) -> Q:
    return Q(names__contains=f" {name} ")


# -- storing it --------------------------------------------------------------------------------------


def _catch_up() -> int:
    """Of versions without a row, as many as a page has time for; how many are left, for the next
    rehearsal or the next page. One query where there are none."""
    until = time.monotonic() + SLICE
    behind = Version.objects.filter(truths=None, pk__in=newest_versions())
    for version in behind.iterator():
        count_in(version)
        if time.monotonic() >= until:
            return behind.count()
    return 0


def count_in(version: Version) -> None:
    Truths.objects.get_or_create(version=version, defaults={"names": _names(version)})


def _names(version: Version) -> str:
    """What is true of its answers, in the words of its release; "" where that does not know them."""
    try:
        library = library_with(version.library_release)
        true = conditions(make_facts(version.facts, library), library)
    except (FactsError, Release.DoesNotExist):
        return ""
    stored = {f"tool:{slug}" for slug in (version.facts.get("storage") or {}).get("by") or ()}
    return f" {' '.join(sorted(true | stored))} "


@receiver(post_save, sender=Version)
def remember(instance: Version, created: bool, **kwargs: object) -> None:
    if created:
        count_in(instance)
