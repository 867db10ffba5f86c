"""The library's files, entry by entry: what nobody touched keeps its very bytes.

An entry is one item of a file's list (a clause, a tool) or one key of its mapping (a purpose). A file is
its head, then its entries, each with the comments above it. Joined again they are the file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from policygen.engine.whole_files import write_together
from policygen.engine.yaml12 import Loader

_ITEM = re.compile(r"- ")
_KEY = re.compile(r"""(?P<quote>['"]?)(?P<key>[\w:-]+)(?P=quote):""")
_LIST_INSIDE = re.compile(r"(?:clauses|rules|promises):\s*$")
_QUIET = re.compile(r"\s*(?:#.*)?$")


@dataclass(frozen=True)
class Entry:
    """`text` is what stands in the file, with the comments above and the blank lines below."""

    key: str
    text: str

    @property
    def data(self) -> Any:
        """What the entry says: of a list's item the item, of a mapping's key its value."""
        loaded = yaml.load(self.text, Loader=Loader)  # noqa: S506 - a safe loader
        return loaded[0] if isinstance(loaded, list) else next(iter(loaded.values()))


@dataclass(frozen=True)
class File:
    """`head` is all that stands before the first entry."""

    head: str
    entries: tuple[Entry, ...]
    is_list: bool

    @property
    def text(self) -> str:
        return self.head + "".join(entry.text for entry in self.entries)

    def with_entry(self, key: str, data: Any) -> "File":
        """The file with an entry changed, or added at its end."""
        text = dump_entry(data, None if self.is_list else key)
        old = next((entry for entry in self.entries if entry.key == key), None)
        if old is None:
            return replace(self, entries=(*self.entries, Entry(key, f"\n{text}")))
        new = Entry(key, _comments(old.text) + text + _blank_end(old.text))
        return replace(self, entries=tuple(new if e is old else e for e in self.entries))


@lru_cache(maxsize=600)
def split(text: str) -> File:
    """Any file of the library as head and entries."""
    lines = text.splitlines(keepends=True)
    begin = next((n + 1 for n, line in enumerate(lines) if _LIST_INSIDE.match(line)), 0)
    is_list = begin > 0 or any(_ITEM.match(line) for line in lines)
    starts = [n for n in range(begin, len(lines)) if (_ITEM if is_list else _KEY).match(lines[n])]
    tops = [_top(lines, n, begin) for n in starts]
    head = "".join(lines[: tops[0]]) if tops else text
    parts = ["".join(lines[a:b]) for a, b in zip(tops, [*tops[1:], len(lines)], strict=True)]
    return File(head, tuple(Entry(_key(part, is_list), part) for part in parts), is_list)


def _top(lines: list[str], start: int, begin: int) -> int:
    """Where the comments right above an entry begin; a file's own heading is set off by a blank line."""
    top = start
    while top > begin and lines[top - 1].startswith("#"):
        top -= 1
    return start if top == 0 else top


def _key(text: str, is_list: bool) -> str:
    loaded = yaml.load(text, Loader=Loader)  # noqa: S506 - a safe loader
    if is_list:
        item = loaded[0]
        return str(item.get("id") or item.get("slug") or item)
    return str(next(iter(loaded)))


def _comments(text: str) -> str:
    kept = []
    for line in text.splitlines(keepends=True):
        if not _QUIET.match(line):
            break
        kept.append(line)
    return "".join(kept)


def _blank_end(text: str) -> str:
    return text[len(text.rstrip("\n")) + 1 :]


# -- files of a library ------------------------------------------------------------------------------


def read_files(folder: Path) -> dict[str, str]:
    """``clauses/rights.yaml`` → its text, in alphabetical order."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))
    return {path: (folder / path).read_text(encoding="utf-8") for path in paths}


def write_files(files: Mapping[str, str], folder: Path) -> None:
    """All of them or none. Raises OSError."""
    write_together({folder / path: text.encode() for path, text in files.items()})


# -- writing an entry --------------------------------------------------------------------------------

WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Indented as the shipped files are: a list inside a mapping is set in."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


_Dumper.yaml_implicit_resolvers = Loader.yaml_implicit_resolvers


def _string(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    literal = "\n" in text and _keeps_in_block(text)
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if literal else None)


def _keeps_in_block(text: str) -> bool:
    """YAML can't set every text in a block: not one that begins with a space, say."""
    return not text.startswith((" ", "\n", "\t")) and all(
        line == line.rstrip() and line.isprintable() for line in text.split("\n")
    )


_Dumper.add_representer(str, _string)


def _mapping(dumper: yaml.SafeDumper, data: dict[Any, Any]) -> yaml.MappingNode:
    node = dumper.represent_mapping("tag:yaml.org,2002:map", data.items())
    length = sum(len(str(part)) + 4 for item in data.items() for part in item)
    if node.flow_style and length > WIDTH - 20:
        node.flow_style = False
    return node


_Dumper.add_representer(dict, _mapping)


def dump_entry(data: Any, key: str | None) -> str:
    """An entry as the editors' desk writes it: the same data, the same text. Reading it gives the data."""
    nested = key is None or isinstance(data, dict | list)
    return yaml.dump(
        [data] if key is None else {key: data},
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=WIDTH,
        default_flow_style=None if nested else False,
    )
