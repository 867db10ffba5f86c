"""Which entries of the draft name another one: by a slug in their data, not by a word in a text."""

import re
from collections.abc import Iterator
from typing import Any

from policygen.desk import redlines
from policygen.draft.models import Entry
from policygen.engine.loading.checking.texts import REQUIRED


def named_by(entry: Entry) -> list[Entry]:
    """Also where a fixture, a preset or a question names it. One query; what may name it is parsed."""
    word = re.compile(rf"(?<![\w-]){re.escape(entry.key)}(?![\w-])")
    rows = Entry.objects.exclude(pk=entry.pk).filter(text__contains=entry.key)
    return [
        row
        for row in rows.select_related("file")
        if word.search(row.text) and entry.key in _slugs(redlines.data_of(row.text))
    ]


def _slugs(node: Any) -> set[str]:
    return set(_walk(node))


def _walk(node: Any) -> Iterator[str]:
    """``stripe``, and of ``tool:stripe`` the slug."""
    if isinstance(node, str):
        yield node.rpartition(":")[2]
    elif isinstance(node, list):
        for value in node:
            yield from _walk(value)
    elif isinstance(node, dict) and not set(REQUIRED) <= set(node):
        for value in node.values():
            yield from _walk(value)
