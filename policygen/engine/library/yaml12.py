"""YAML as data and nothing more: no anchors, no tags, no doubled keys, `NO` is Norway.

`parse` also tells where every value stands, so that an error can name the line.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

MAX_BYTES = 512 * 1024
MAX_DEPTH = 20
MAX_ITEMS = 1000
"""Of one list, and keys of one mapping: more than all countries and regions together."""
MAX_VALUES = 20_000
"""Of a whole file; the largest shop that the tests know has 900."""

Path: TypeAlias = tuple[str | int, ...]


class YamlError(Exception):
    """`problem` is a key of the library's messages; `line` counts from 1, or is None."""

    def __init__(self, problem: str, line: int | None = None, path: Path = (), **params: object):
        super().__init__(problem)
        self.problem = problem
        self.line = line
        self.path = path
        self.params = params


class Loader(yaml.CSafeLoader):
    """The core schema of YAML 1.2: true, false, null, numbers; the rest is text."""


_FIRST = frozenset("tf-+0123456789~n") | {""}
"""What a plain scalar begins with that may be no text."""
Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _first in (
    ("bool", r"^(?:true|false)$", "tf"),
    ("int", r"^[-+]?(?:0|[1-9][0-9]{0,17})$", "-+0123456789"),
    ("float", r"^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+$", "-+0123456789"),
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), list(_first))


@dataclass(frozen=True)
class Parsed:
    data: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int | None:
        """The line of `path`, or of the nearest thing around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return None


def parse(raw: bytes) -> Parsed:
    """Raises YamlError."""
    text = _decode(raw)
    if text.lstrip().startswith("{"):
        text = _json_as_yaml(text)
    reader = _Reader(text)
    try:
        return Parsed(reader.document(), reader.lines)
    except yaml.MarkedYAMLError as error:
        if text.lstrip().startswith("{"):
            raise _bad_json(text) from None
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise YamlError("bad_yaml", line, detail=error.problem or "") from None
    except yaml.YAMLError as error:
        raise YamlError("bad_yaml", detail=str(error).splitlines()[0]) from None


_PAIR = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)


def _json_as_yaml(text: str) -> str:
    """The two things of JSON that YAML does not know: tabs as layout, and an emoji as two escapes."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return text
    return _PAIR.sub(_character, text.replace("\t", " "))


def _character(pair: re.Match[str]) -> str:
    return bytes.fromhex(pair[1] + pair[2]).decode("utf-16-be")


def _bad_json(text: str) -> YamlError:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return YamlError("bad_json", error.lineno)
    except (ValueError, RecursionError):
        pass
    return YamlError("bad_json")


def _decode(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise YamlError("too_big", limit=MAX_BYTES // 1024)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise YamlError("not_utf8", line) from None
    if not text.strip():
        raise YamlError("empty_file")
    return text


class _Reader:
    """Data from the events of a text, read once and no further than the first thing that may not be.

    Anchors can explode, and nesting and lists go on without end; answers need none of it, nor tags.
    """

    def __init__(self, text: str):
        self.lines: dict[Path, int] = {}
        self._events: Iterator[Any] = yaml.parse(text, Loader=Loader)
        self._loader = Loader("")
        self._values = 0

    def document(self) -> Any:
        documents, data = 0, None
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise YamlError("one_document", _line(event))
            elif isinstance(event, yaml.NodeEvent):
                data = self._value(event, ())
        if not documents:
            raise YamlError("empty_file")
        return data

    def _value(self, event: Any, path: Path) -> Any:
        line = self.lines[path] = event.start_mark.line + 1
        self._refuse(event, path, line)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._pairs(path)
        return self._items(path)

    def _scalar(self, event: Any) -> Any:
        """Most are text, and seen to be at a glance."""
        if not event.implicit[0] or event.value[:1] not in _FIRST:
            return event.value
        tag = self._loader.resolve(yaml.ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]
        return self._loader.construct_object(yaml.ScalarNode(tag, event.value, event.start_mark))

    def _refuse(self, event: Any, path: Path, line: int) -> None:
        self._values += 1
        if event.anchor:  # an alias has one, too
            raise YamlError("no_anchors", line)
        if event.tag:
            raise YamlError("no_tags", line, tag=event.tag[:60])
        if len(path) >= MAX_DEPTH and isinstance(event, yaml.CollectionStartEvent):
            raise YamlError("too_deep", line)
        if self._values > MAX_VALUES:
            raise YamlError("too_many_values", line, path, limit=MAX_VALUES)

    def _items(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            if len(items) == MAX_ITEMS:
                raise YamlError("list_too_long", self.lines[path], path, limit=MAX_ITEMS)
            items.append(self._value(event, (*path, len(items))))
        return items

    def _pairs(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line = event.start_mark.line + 1
            self._refuse(event, path, line)
            if not isinstance(event, yaml.ScalarEvent):
                raise YamlError("bad_key", line, path)
            key = event.value
            here = (*path, key)
            if key in found:
                raise YamlError("double_key", line, here)
            if len(found) == MAX_ITEMS:
                raise YamlError("too_many_keys", line, path, limit=MAX_ITEMS)
            found[key] = self._value(next(self._events), here)
            self.lines[here] = line
        return found


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
