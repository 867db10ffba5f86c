"""conditions.yaml: each name that a condition can have is told in the owner's words, and none besides."""

from collections.abc import Iterator
from functools import lru_cache

from policygen.engine.conditions.names import label_kind, needed_labels, question_of
from policygen.engine.library.faults import Trouble
from policygen.engine.loading.checking.files import File, Part
from policygen.engine.loading.checking.known import Names
from policygen.engine.loading.checking.schema import nearest

PATH = "conditions.yaml"

Found = tuple[File, Part | None, Trouble]


def troubles(files: tuple[File, ...], names: Names) -> Iterator[Found]:
    for file in files:
        if file.path == PATH:
            yield from _missing(file)
            yield from _labels(file, names)


@lru_cache(maxsize=12)
def _labels(file: File, names: Names) -> tuple[Found, ...]:
    known = names.conditions | set(needed_labels())
    return tuple((file, part, trouble) for part in file.parts for trouble in _label(part, known))


def _missing(file: File) -> Iterator[Found]:
    there = {part.entry for part in file.parts}
    for name in needed_labels():
        if name not in there:
            yield file, None, Trouble("missing_label", (), {"name": name})


def _label(part: Part, known: frozenset[str]) -> Iterator[Trouble]:
    name, data = part.entry, part.data
    if name not in known:
        yield Trouble("unknown_condition", (), {"name": name, "near": nearest(name, known)})
    elif isinstance(data, dict):
        yield from _text(part.entry, data.get("label"))
        yield from _declared("kind", data, label_kind(name))
        if data.get("question") is not None:
            yield from _declared("question", data, question_of(name))


def _text(name: str, label: object) -> Iterator[Trouble]:
    for language, text in label.items() if isinstance(label, dict) else ():
        if isinstance(text, str) and text.count("{}") != int(name.endswith(":")):
            yield Trouble("family_label", ("label", language))


def _declared(field: str, data: dict[str, object], expected: str | None) -> Iterator[Trouble]:
    """What the program knows by itself; the entry may not say otherwise."""
    if data.get(field) == expected:
        return
    if field not in data:
        yield Trouble("missing_field", (), {"name": field})
    elif expected is None:
        yield Trouble("family_kind", (field,))
    else:
        yield Trouble("not_declared", (field,), {"declared": expected})
