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
    try:
        _refuse_aliases(text)
        node = yaml.compose(text, Loader=Loader)
        if node is None:
            raise YamlError("empty_file")
        loader = Loader("")
        lines: dict[Path, int] = {}
        data = _build(node, (), lines, loader)
    except yaml.MarkedYAMLError as error:
        if text.lstrip().startswith("{"):
            raise _bad_json(text) from None
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        raise YamlError("bad_yaml", line, detail=error.problem or "") from None
    except yaml.YAMLError as error:
        raise YamlError("bad_yaml", detail=str(error).splitlines()[0]) from None
    return Parsed(data, lines)


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


def _refuse_aliases(text: str) -> None:
    """Anchors can explode and nesting go on without end; answers need neither, nor tags."""
    depth = documents = 0
    event: Any
    for event in yaml.parse(text, Loader=Loader):
        line = event.start_mark.line + 1
        documents += isinstance(event, yaml.DocumentStartEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if getattr(event, "anchor", None):  # an alias has one, too
            raise YamlError("no_anchors", line)
        if getattr(event, "tag", None):
            raise YamlError("no_tags", line, tag=event.tag[:60])
        if documents > 1:
            raise YamlError("one_document", line)
        if depth > MAX_DEPTH:
            raise YamlError("too_deep", line)


def _build(node: yaml.Node, path: Path, lines: dict[Path, int], loader: Loader) -> Any:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, path, lines, loader))
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, i), lines, loader) for i, item in enumerate(node.value)]
    return loader.construct_object(node)


def _pairs(
    node: yaml.MappingNode, path: Path, lines: dict[Path, int], loader: Loader
) -> Iterator[tuple[str, Any]]:
    seen: set[str] = set()
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise YamlError("bad_key", line, path)
        key = str(key_node.value)
        if key in seen:
            raise YamlError("double_key", line, (*path, key))
        seen.add(key)
        yield key, _build(value_node, (*path, key), lines, loader)
        lines[(*path, key)] = line
