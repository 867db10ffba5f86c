"""The questions of the wizard: each says enough, and what the program counts on is as it ships."""

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from policygen.engine.law import amounts
from policygen.engine.library import library_files
from policygen.engine.library.faults import Trouble
from policygen.engine.library.model import SHIPPED
from policygen.engine.library.questions import QuestionSource
from policygen.engine.loading.checking.files import Part
from policygen.engine.loading.checking.known import Names

Troubles = Iterator[Trouble]

_STRUCTURE = ("path", "kind", "required")
"""What a form is made of. The words are an editor's, this is the program's."""
_NEEDED = ("kind", "label")


def troubles(part: Part, names: Names) -> Troubles:
    if part.model is not QuestionSource or not isinstance(part.data, dict):
        return
    shipped = _shipped(part.path).get(part.entry)
    if shipped:
        yield from _fixed(part.data, shipped)
    else:
        missing = (name for name in _NEEDED if name not in part.data)
        yield from (Trouble("missing_field", (), {"name": name}) for name in missing)
    yield from _reasons(part, {**(shipped or {}), **part.data}, names)
    yield from _amounts(part.data, names)
    yield from _advice(part.data)
    yield from _demanded({**(shipped or {}), **part.data})


def _demanded(data: Mapping[str, Any]) -> Troubles:
    """What a screen cannot be saved without is asked of everybody."""
    if data.get("required") is True and data.get("applies"):
        yield Trouble("required_applies", ("applies",))


def _amounts(data: dict[str, Any], names: Names) -> Troubles:
    """What a law sets can be named in what is asked: ``{ccpa.revenue}``."""
    for field in ("label", "hint"):
        texts = data.get(field)
        for language, text in texts.items() if isinstance(texts, dict) else ():
            for law, parameter in amounts.named(str(text)):
                if not _has_amount(names.laws.get(law), parameter):
                    values = {"name": f"{law}.{parameter}"}
                    yield Trouble("unknown_amount", (field, language), values)


def _advice(data: dict[str, Any]) -> Troubles:
    """What is said of somebody's product has a source and a day."""
    for field in ("find_out", "how_to"):
        given = data.get(field)
        for number, one in enumerate(given if isinstance(given, list) else ()):
            if isinstance(one, dict) and one.get("on"):
                missing = (name for name in ("sources", "checked") if not one.get(name))
                yield from (
                    Trouble("missing_field", (field, number), {"name": name}) for name in missing
                )


def _has_amount(law: Part | None, parameter: str) -> bool:
    given = law.data.get("parameters") if law else None
    values = given.get(parameter) if isinstance(given, dict) else None
    return isinstance(values, list) and any(isinstance(v, dict) and "amount" in v for v in values)


def _fixed(data: dict[str, Any], shipped: Mapping[str, Any]) -> Troubles:
    for name in _STRUCTURE:
        if name in data and data[name] != shipped.get(
            name, QuestionSource.model_fields[name].default
        ):
            value = str(shipped.get(name, ""))
            yield Trouble(
                "fixed" if value else "fixed_none", (name,), {"value": value, "name": name}
            )


def _reasons(part: Part, data: Mapping[str, Any], names: Names) -> Troubles:
    """Whoever asks says why, at the question or at one that covers it."""
    if "why" in data:
        if "citation" not in data:
            yield Trouble("missing_field", (), {"name": "citation"})
    elif data.get("kind") != "group" and not _is_covered(part, names):
        yield Trouble("missing_field", (), {"name": "why"})


def _is_covered(part: Part, names: Names) -> bool:
    others = names.by_file.get(part.path, {}).values()
    patterns = [
        pattern
        for other in others
        if other.entry != part.entry
        if isinstance(other.data, dict) and isinstance(other.data.get("covers"), list)
        for pattern in other.data["covers"]
    ]
    return any(fnmatchcase(part.entry, str(pattern)) for pattern in patterns)


@lru_cache
def _shipped(path: str) -> Mapping[str, Mapping[str, Any]]:
    file = SHIPPED / path
    if not file.exists():
        return {}
    entries = library_files.split(file.read_text(encoding="utf-8")).entries
    return {entry.key: entry.data for entry in entries}
