"""How many published policies use a tool or purpose, or have to meet a requirement."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Max

from policygen.engine.conditions import conditions
from policygen.engine.facts import Facts
from policygen.engine.library import Library
from policygen.engine.matrix import Kind
from policygen.engine.reading import FactsError, make_facts
from policygen.policies.models import Policy, Version

MOST = 1000
"""Policies that are looked at, the newest first: for a requirement each has to be worked out."""


def published_with(library: Library, kind: Kind, slug: str) -> tuple[int, int]:
    """How many of the published policies, and out of how many. One query, and a look at each answer."""
    answers = list(_latest())
    using = sum(_uses(library, kind, slug, data) for data in answers)
    return using, len(answers)


def _latest() -> Iterator[dict[str, Any]]:
    newest = Policy.objects.annotate(newest=Max("versions__pk")).values("newest")
    rows = Version.objects.filter(pk__in=newest).order_by("-pk")
    yield from rows.values_list("facts", flat=True)[:MOST]


def _uses(library: Library, kind: Kind, slug: str, data: dict[str, Any]) -> bool:
    activities = data.get("activities") or []
    if kind == "purpose":
        return any(activity.get("purpose") == slug for activity in activities)
    if kind == "tool":
        used = {s for a in activities for key in ("tools", "source") for s in a.get(key) or ()}
        return slug in used or slug in ((data.get("storage") or {}).get("by") or ())
    facts = _facts(library, data)
    when = library.requirements_by_id[slug].when
    return facts is not None and when.holds(conditions(facts, library))


def _facts(library: Library, data: dict[str, Any]) -> Facts | None:
    """None where the library no longer knows a word that the policy uses."""
    try:
        return make_facts(data, library)
    except FactsError:
        return None
