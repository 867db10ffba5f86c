"""Shops to test with: the examples, and Silver Willow, whose answers are clean but for what a test changes."""

from copy import deepcopy
from dataclasses import replace
from functools import lru_cache
from typing import Any

from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import make_facts, read_facts
from policygen.engine.formats import write
from policygen.engine.library.model import Library
from policygen.engine.loading import compiling
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from tests.paths import EXAMPLES

LANGUAGES = ("en", "uk")
GONE = object()
"""In a change: the answer is left out."""

SILVER_WILLOW: dict[str, Any] = {
    "facts": 1,
    "languages": ["en", "uk"],
    "effective": "2026-11-22",
    "business": {
        "name": "Silver Willow",
        "legal_name": "Silver Willow LLC",
        "form": "company",
        "country": "UA",
        "registration": "12345678",
        "address": "1 Willow St, Kyiv 01001",
        "contact": {"email": "hi@willow.example"},
    },
    "offers": ["jewelry"],
    "customers": {"where": ["UA"], "minimum_age": 18, "children": "none"},
    "activities": [
        {
            "purpose": "orders",
            "data": ["name", "email"],
            "basis": "contract",
            "tools": ["own_server"],
            "keep": {"for": "P3Y", "after": "order"},
        }
    ],
    "custom_tools": [
        {
            "slug": "own_server",
            "name": "Our server",
            "group": "hosting",
            "country": "UA",
            "role": "own",
        }
    ],
    "cookies": {"gpc": "honoured", "dnt": "ignored"},
    "sells_data": False,
    "automated_decisions": "none",
    "security": ["https"],
    "rights": {"how": ["email"]},
    "changes": {"notice": ["website"]},
}


def changed(
    changes: dict[str, Any] | None = None, base: dict[str, Any] = SILVER_WILLOW
) -> dict[str, Any]:
    """A copy of `base` with other answers: ``{"activities.0.basis": "consent", "offers": GONE}``."""
    data = deepcopy(base)
    for path, value in (changes or {}).items():
        *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
        place: Any = data
        for step in steps:
            place = place[step] if isinstance(step, int) else place.setdefault(step, {})
        if value is GONE:
            del place[last]
        else:
            place[last] = value
    return data


def unequal_library() -> Library:
    """One whose Ukrainian has a number more than its English in `changes-why`."""
    shipped = shipped_library()
    clause = shipped.clauses_by_id["changes-why"]
    texts = {**clause.texts, "uk": compiling.text("Ми змінюємо її 7 разів.")}
    clauses = (replace(c, texts=texts) if c is clause else c for c in shipped.clauses)
    return replace(shipped, clauses=tuple(clauses))


def silver_willow(changes: dict[str, Any] | None = None) -> Facts:
    return make_facts(changed(changes), shipped_library())


@lru_cache
def example(name: str) -> Facts:
    return read_facts((EXAMPLES / f"{name}.yaml").read_bytes(), shipped_library())


@lru_cache
def composed(name: str, language: str) -> Document:
    return compose(shipped_library(), example(name), language)


def written(name: str, language: str, form: str) -> bytes:
    """One of the examples in one of the formats."""
    return write(composed(name, language), form)
