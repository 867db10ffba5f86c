"""Words that a shop's answers use and the current library has no more: told as such, and kept until the
owner chooses another."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from policygen.engine.language.phrases import capitalise, language_name
from policygen.releases.current import current_library
from policygen.releases.former_words import former_label
from policygen.shops.library_words import as_list

GROUP = "no_longer_offered"
"""In the names of fields: the group of purposes or services that stand in no other."""


def is_known(kind: str, slug: str) -> bool:
    library = current_library()
    known = {
        "tools": library.tools,
        "presets": library.presets,
        "languages": library.complete_languages,
    }
    return slug in (known[kind] if kind in known else library.vocabulary.get(kind, {}))


def gone_label(kind: str, slug: str, language: str) -> str:
    """By its last known name, or its slug."""
    return _("“%(name)s” – no longer offered; choose another") % {
        "name": former_name(kind, slug, language)
    }


def former_name(kind: str, slug: str, language: str) -> str:
    if kind == "languages":
        return capitalise(language_name(slug, language))
    kinds = (kind, "tools") if kind == "sources" else (kind,)
    labels = next(filter(None, (former_label(k, slug) for k in kinds)), {})
    return labels.get(language) or labels.get("") or labels.get("en") or slug


def keep_on_offer(field: forms.Field, kind: str, stored: Any, language: str) -> None:
    """What is stored and not among the field's choices comes first among them, as gone."""
    rows: list[Any] = list(field.choices)  # type: ignore[attr-defined]
    offered = set(_values(rows))
    gone = [
        (slug, gone_label(kind, slug, language)) for slug in as_list(stored) if slug not in offered
    ]
    if gone:
        after = 1 if rows and rows[0][0] == "" else 0
        field.choices = [*rows[:after], *gone, *rows[after:]]  # type: ignore[attr-defined]


def _values(rows: list[Any]) -> Iterator[str]:
    for value, label in rows:
        if isinstance(label, list | tuple):
            yield from (str(inner) for inner, _label in label)
        else:
            yield str(value)
