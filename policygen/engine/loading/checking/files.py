"""The files of a library, cut into what is checked: each entry with its model, and where it stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Annotated, Any

import yaml
from pydantic import Field, StrictInt

from policygen.engine.library import library_files, yaml12
from policygen.engine.library.faults import Fault, Path, Trouble, name_of, params_of
from policygen.engine.library.laws import Law
from policygen.engine.library.questions import Preset, QuestionSource
from policygen.engine.library.schema import (
    ClauseSource,
    ConditionLabel,
    FindingRule,
    Of,
    PromiseSource,
    Requirement,
    RetentionRule,
    Section,
    Texts,
    Tool,
)
from policygen.engine.library.word_schemas import KINDS, Counted
from policygen.engine.loading import compiling
from policygen.engine.loading.checking.schema import nearest
from policygen.engine.loading.checking.walk import Found, walk

REMEMBERED = 6_000
"""Entries of which a process knows what was found: four libraries."""

Model = Any
"""A class of schema.py or word_schemas.py, or a type such as Texts."""


@dataclass(frozen=True)
class Shape:
    """`items`: of a list, or with `within` of the list under that key. `head`: the keys beside it.
    `slugs`: those of them that have a slug and no id.
    `whole`: the file is one thing (a sample shop). `keys`: a mapping whose keys are of different kinds.
    """

    items: Model = None
    slugs: Model = None
    entries: Model = None
    within: str = ""
    head: Mapping[str, Model] | None = None
    keys: Mapping[str, Model] | None = None
    whole: bool = False


_FOLDERS = {
    "tools": Shape(items=Tool),
    "laws": Shape(items=Requirement, slugs=Law),
    "clauses": Shape(
        items=ClauseSource, within="clauses", head={"section": Annotated[str, Of(("sections",))]}
    ),
    "questions": Shape(entries=QuestionSource),
    "fixtures": Shape(whole=True),
}
FILES = {
    "release.yaml": Shape(
        keys={"release": Annotated[StrictInt, Field(ge=1)], "languages": dict[str, str]}
    ),
    "conditions.yaml": Shape(entries=ConditionLabel),
    "findings.yaml": Shape(items=FindingRule),
    "messages.yaml": Shape(entries=Texts),
    "presets.yaml": Shape(entries=Preset),
    "promises.yaml": Shape(
        items=PromiseSource, within="promises", head={"words": dict[str, Texts]}
    ),
    "receipts.yaml": Shape(entries=Texts),
    "retention.yaml": Shape(items=RetentionRule, within="rules", head={"words": dict[str, Texts]}),
    "sections.yaml": Shape(items=Section),
    "strings.yaml": Shape(entries=Texts),
    **{f"vocabulary/{kind}.yaml": Shape(entries=model) for kind, model in KINDS.items()},
}
"""The files that every library has."""
_OPTIONAL = {"nouns.yaml": Shape(entries=Counted)}


def shape(path: str) -> Shape | None:
    folder, _slash, _name = path.partition("/")
    return FILES.get(path) or _OPTIONAL.get(path) or _FOLDERS.get(folder if _slash else "")


@dataclass(frozen=True, eq=False)
class Part:
    """An entry, or a key of a file's head. `at`: where it stands in the file."""

    path: str
    entry: str
    model: Model
    data: Any
    at: Path

    @property
    def folder(self) -> str:
        return self.path.partition("/")[0]

    @cached_property
    def found(self) -> tuple[Found, ...]:
        """What its data holds (walk.py)."""
        return tuple(walk(self.model, self.data)) if self.model else ()


@dataclass(frozen=True, eq=False)
class File:
    path: str
    text: str
    parsed: yaml12.Parsed
    parts: tuple[Part, ...]

    def fault(self, trouble: Trouble, part: Part | None = None) -> Fault:
        """With the line that it stands in."""
        at = (*(part.at if part else ()), *trouble.at)
        entry, name = self._named(part, at, trouble.at)
        line = self._line(at, trouble)
        row = None if line is None else line - _tops(self.text).get(entry, 1) + 1
        return Fault(
            trouble.code, self.path, entry, name_of(name), params_of(trouble.values),
            line, row, trouble.text_line,
        )  # fmt: skip

    def _named(self, part: Part | None, at: Path, within: Path) -> tuple[str, Path]:
        """The entry and the field; of a sample shop each answer is an entry, and a head has none."""
        if self.path.startswith("fixtures/") and at:
            return str(at[0]), at[1:]
        return (part.entry, within) if part and part.entry else ("", at)

    def _line(self, at: Path, trouble: Trouble) -> int | None:
        line = self.parsed.line(at)
        if line is None or trouble.text_line is None:
            return line
        block = self.text.splitlines()[line - 1].rstrip().endswith(("|", "|-", "|+"))
        return line + trouble.text_line if block else line


@lru_cache(maxsize=600)
def _tops(text: str) -> dict[str, int]:
    """The line in which each entry begins, with the comments above it."""
    try:
        split = library_files.split(text)
    except (yaml.YAMLError, AttributeError, IndexError, StopIteration, TypeError):
        return {}
    found: dict[str, int] = {}
    line, begin = 1, 0
    for entry in split.entries:
        start = text.find(entry.text.rstrip("\n"), begin)
        line += text.count("\n", begin, start)
        begin = start
        found.setdefault(entry.key, line)
    return found


@lru_cache(maxsize=600)
def read(path: str, text: str) -> tuple[File | None, tuple[Fault, ...]]:
    """A file as its parts, and what keeps it from being cut into them. None where it can't be read."""
    kind = shape(path)
    if kind is None:
        near = nearest(path, FILES)
        return None, (Fault("unknown_file", path, params=params_of({"near": near})),)
    try:
        parsed = compiling.parsed(text)
    except yaml12.YamlError as error:
        return None, (_unreadable(path, error),)
    found = list(_cut(path, kind, parsed.data))
    parts = tuple(one for one in found if isinstance(one, Part))
    file = File(path, text, parsed, parts)
    return file, tuple(file.fault(one) for one in found if isinstance(one, Trouble))


def _unreadable(path: str, error: yaml12.YamlError) -> Fault:
    params = params_of(error.params)
    return Fault(code_of(error), path, params=params, line=error.line, row=error.line)


def code_of(error: yaml12.YamlError) -> str:
    """Of what keeps a file, or an entry, from being read."""
    return "file_too_deep" if error.problem == "too_deep" else error.problem


Cut = Iterator[Part | Trouble]


def _cut(path: str, kind: Shape, data: Any) -> Cut:
    if kind.whole:
        yield Part(path, "", None, data, ())
    elif kind.keys:
        yield from _keys(path, kind.keys, data)
    elif kind.entries:
        yield from _entries(path, kind.entries, data)
    elif kind.within:
        yield from _inside(path, kind, data)
    else:
        yield from _items(path, kind, data, ())


def _entries(path: str, model: Model, data: Any) -> Cut:
    if not isinstance(data, dict):
        yield Trouble("not_mapping")
        return
    for key, value in data.items():
        yield Part(path, key, model, value, (key,))


def _keys(path: str, models: Mapping[str, Model], data: Any, *, own: bool = True) -> Cut:
    if not isinstance(data, dict):
        yield Trouble("not_mapping")
        return
    for key in data.keys() - models.keys():
        yield Trouble("unknown_field", (key,), {"name": key, "near": nearest(key, models)})
    for key, model in models.items():
        if key in data:
            yield Part(path, key if own else "", model, data[key], (key,))
        else:
            yield Trouble("missing_field", (), {"name": key})


def _inside(path: str, kind: Shape, data: Any) -> Cut:
    models = {**(kind.head or {}), kind.within: Any}
    for one in _keys(path, models, data, own=False):
        if isinstance(one, Part) and one.at == (kind.within,):
            yield from _items(path, kind, one.data, one.at)
        else:
            yield one


def _items(path: str, kind: Shape, data: Any, at: Path) -> Cut:
    if not isinstance(data, list):
        yield Trouble("not_list", at)
        return
    for number, item in enumerate(data):
        name = item.get("id") or item.get("slug") if isinstance(item, dict) else None
        named = kind.slugs and isinstance(item, dict) and "slug" in item and "id" not in item
        model = kind.slugs if named else kind.items
        yield Part(path, str(name or ""), model, item, (*at, number))
