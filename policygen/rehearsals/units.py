"""What a rehearsal looks at, in its order: the examples, then every published policy."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from policygen.engine.facts.reading import facts_data, read_facts
from policygen.engine.loading.load import shipped_library
from policygen.publishing.in_force import standing
from policygen.publishing.models import Policy, Version

EXAMPLES = Path(settings.BASE_DIR) / "examples"
_AT_ONCE = 50


@dataclass(frozen=True)
class Unit:
    """One policy or example, in all its languages."""

    name: str
    data: dict[str, Any]
    policy: int | None = None
    uncounted: Version | None = None
    """The version, where nobody has worked out yet what is true of its answers."""


def remaining(done: int, last: int) -> Iterator[Unit]:
    """What is still to be looked at: the examples, then the policies in the order of their numbers."""
    for path in examples()[done:]:
        yield Unit(path.stem, example_data(path.stem))
    while rows := list(policies(last)[:_AT_ONCE]):
        newest = {pk: slug for pk, slug, _version in rows}
        versions = Version.objects.filter(pk__in=[version for *_row, version in rows])
        found = {version.policy_id: version for version in versions.select_related("truths")}
        for pk, slug in newest.items():
            if version := found.get(pk):
                counted = hasattr(version, "truths")
                yield Unit(slug, version.facts, pk, None if counted else version)
        last = rows[-1][0]


def policies(after: int = 0) -> QuerySet[Any, Any]:
    """(number in the database, slug, newest version) of every published policy."""
    versions = standing(Version.objects.filter(policy=OuterRef("pk")))
    policies = Policy.objects.annotate(newest=Subquery(versions.values("pk")[:1]))
    found = policies.filter(pk__gt=after, newest__isnull=False).order_by("pk")
    return found.values_list("pk", "slug", "newest")


def examples() -> list[Path]:
    return sorted(EXAMPLES.glob("*.yaml"))


@lru_cache(maxsize=20)
def example_data(name: str) -> dict[str, Any]:
    path = EXAMPLES / f"{name}.yaml"
    return facts_data(read_facts(path.read_bytes(), shipped_library()))
