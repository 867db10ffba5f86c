"""Which version is in force, and which one comes: decided when somebody asks, by the shop's own day.

A version is in force from its day until the next one's. Those that were taken back before their day count for
nothing. Of what does not apply yet there is one at most: publishing another takes its place (publishing.py).
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, Literal, NamedTuple, TypeVar

from django.db.models import QuerySet

from policygen.publishing.models import Version

T = TypeVar("T")
_FEW = 4
"""Rows that are asked for at first: more than one version to come is left only by older programs."""

State = Literal["current", "coming", "past", "cancelled"]


class Stood(NamedTuple, Generic[T]):
    current: T
    """The newest whose day has begun; of a policy that has none, the first one."""
    coming: T | None


def stood(newest_first: Sequence[T], begun: Callable[[T], bool]) -> Stood[T] | None:
    """None where there are no versions."""
    if not newest_first:
        return None
    current = next((row for row in newest_first if begun(row)), newest_first[-1])
    coming = newest_first[0] if newest_first[0] is not current else None
    return Stood(current, coming)


def stood_in(newest_first: "QuerySet[Version, T]", begun: Callable[[T], bool]) -> Stood[T] | None:
    """The same of rows of the database. One query, and in rare cases another."""
    rows: list[T] = list(newest_first[:_FEW])
    if len(rows) == _FEW and not any(map(begun, rows)):
        rows = list(newest_first)
    return stood(rows, begun)


def standing(versions: "QuerySet[Version]") -> "QuerySet[Version]":
    """Without those that were taken back before they applied; the newest first."""
    return versions.filter(cancellation=None).order_by("-number")


def stood_of(slug: str) -> Stood[Version] | None:
    """Of the policy at this address."""
    versions = Version.objects.select_related("policy").filter(policy__slug=slug)
    return stood_in(standing(versions), has_begun)


def has_begun(version: Version) -> bool:
    return version.has_begun


def states(newest_first: Iterable[Version]) -> dict[int, State]:
    """By the number of the version. One query where `cancellation` is not selected with them."""
    versions = list(newest_first)
    standing = [version for version in versions if not hasattr(version, "cancellation")]
    found = stood(standing, has_begun)

    def state(version: Version) -> State:
        if found is None or version not in standing:
            return "cancelled"
        if version == found.current:
            return "current"
        return "coming" if version == found.coming else "past"

    return {version.number: state(version) for version in versions}
