"""The library's files, entry by entry: what nobody touched keeps its very bytes.

An entry is one item of a file's list (a clause, a tool) or one key of its mapping (a purpose), with the
comments right above it. A file is its head, its entries in their order, and what stands between them:
that is the file's, so that an entry is the same wherever it stands. Joined again they are the file.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import yaml

from policygen.engine.atomic_files import write_together
from policygen.engine.library.yaml12 import Loader

_ITEM = re.compile(r"- ")
_KEY = re.compile(r"""(?P<quote>['"]?)(?P<key>[\w:-]+)(?P=quote):""")
_LIST_INSIDE = re.compile(r"(?:clauses|rules|promises):\s*$")
_KEEPS_BLANK_LINES = re.compile(r"[|>]\d?\+\d?\s*$", re.MULTILINE)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
GAP = "\n"
"""What stands between two entries where a file has no custom of its own."""


@dataclass(frozen=True)
class Entry:
    """`text` is what stands in the file, with the comments above and no blank line around it."""

    key: str
    text: str

    @property
    def data(self) -> Any:
        """What the entry says: of a list's item the item, of a mapping's key its value."""
        loaded = yaml.load(self.text, Loader=Loader)  # noqa: S506 - a safe loader
        return loaded[0] if isinstance(loaded, list) else next(iter(loaded.values()))


@dataclass(frozen=True)
class File:
    """`head`: all that stands before the first entry; `gap`: what usually stands between two of them;
    `gaps`: what stands before some of them instead, by their keys; `end`: what stands after the last.
    """

    head: str
    entries: tuple[Entry, ...]
    is_list: bool
    gap: str = GAP
    gaps: Mapping[str, str] = field(default_factory=dict)
    end: str = ""

    @property
    def text(self) -> str:
        """`head` alone where there are no entries."""
        return "".join(self._parts())

    def _parts(self) -> Iterator[str]:
        yield self.head
        for number, entry in enumerate(self.entries):
            if number:
                yield self.gaps.get(entry.key, self.gap)
            elif entry.text.startswith("#") and _takes_comments(self.head):
                yield "\n"  # or the entry's comment would be the head's
            yield entry.text
        if self.entries:
            yield self.end

    def with_entry(self, key: str, data: Any) -> "File":
        """The file with an entry changed, or added at its end."""
        text = dump_entry(data, None if self.is_list else key)
        if all(entry.key != key for entry in self.entries):
            return replace(self, entries=(*self.entries, Entry(key, text)))
        return replace(
            self,
            entries=tuple(
                Entry(key, _comments(e.text) + text) if e.key == key else e for e in self.entries
            ),
        )


def _lines(text: str) -> list[str]:
    """With their ends; only a line feed ends one, unlike with str.splitlines."""
    return _LINE.findall(text)


def _takes_comments(head: str) -> bool:
    """Whether a comment right below the head would belong to it."""
    last = head.rpartition("\n")[0].rpartition("\n")[2]
    return not head or (bool(last) and not _LIST_INSIDE.match(last))


@lru_cache(maxsize=600)
def split(text: str) -> File:
    """Any file of the library as head, entries and what stands between them."""
    lines = _lines(text)
    begin = next((n + 1 for n, line in enumerate(lines) if _LIST_INSIDE.match(line)), 0)
    is_list = begin > 0 or any(_ITEM.match(line) for line in lines)
    starts = [n for n in range(begin, len(lines)) if (_ITEM if is_list else _KEY).match(lines[n])]
    if not starts:
        return File(text, (), is_list)
    tops = [_top(lines, n, begin) for n in starts]
    parts = [_apart(lines[a:b]) for a, b in zip(tops, [*tops[1:], len(lines)], strict=True)]
    entries = tuple(Entry(_key(said, is_list), said) for said, _rest in parts)
    between = {e.key: rest for e, (_said, rest) in zip(entries[1:], parts, strict=False)}
    gap = Counter([*between.values()] or [GAP]).most_common(1)[0][0]
    gaps = {key: rest for key, rest in between.items() if rest != gap}
    return File("".join(lines[: tops[0]]), entries, is_list, gap, gaps, parts[-1][1])


def _top(lines: list[str], start: int, begin: int) -> int:
    """Where the comments right above an entry begin; a file's own heading is set off by a blank line."""
    top = start
    while top > begin and lines[top - 1].startswith("#"):
        top -= 1
    return start if top == 0 else top


def _apart(lines: list[str]) -> tuple[str, str]:
    """An entry's own text, and the blank lines and comments below it."""
    end = len(lines)
    while end and _is_quiet(lines[end - 1]):
        end -= 1
    said, rest = "".join(lines[:end]), "".join(lines[end:])
    if rest and _KEEPS_BLANK_LINES.search(said):
        return said + rest, ""
    return said if said.endswith("\n") else f"{said}\n", rest


def _is_quiet(line: str) -> bool:
    return not line.strip() or line.startswith("#")


def entry_text(text: str) -> str:
    """An entry as a file holds it, from what somebody typed: comments on top, no blank lines around.

    What stands below the entry goes above it. "" stays "".
    """
    lines = _lines(text)
    start = next((n for n, line in enumerate(lines) if not _is_quiet(line)), len(lines))
    said, rest = _apart(lines[start:])
    comments = [line for line in (*lines[:start], *_lines(rest)) if line.strip()]
    return "".join(comments) + said if start < len(lines) else ""


def _key(text: str, is_list: bool) -> str:
    loaded = yaml.load(text, Loader=Loader)  # noqa: S506 - a safe loader
    if is_list:
        item = loaded[0]
        return str(item.get("id") or item.get("slug") or item)
    return str(next(iter(loaded)))


def _comments(text: str) -> str:
    return "".join(takewhile(_is_quiet, _lines(text)))


# -- files of a library ------------------------------------------------------------------------------


def read_files(folder: Path) -> dict[str, str]:
    """``clauses/rights.yaml`` → its text, in alphabetical order."""
    paths = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))
    return {path: (folder / path).read_text(encoding="utf-8") for path in paths}


def digest(files: Mapping[str, str]) -> str:
    """The same for the same files."""
    found = hashlib.sha256()
    for path, text in sorted(files.items()):
        found.update(f"{path}\0{text}\0".encode())
    return found.hexdigest()


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
    """YAML can't set every text in a block: not one that begins with a space, say. One that ends with
    blank lines could not be told from what stands between two entries."""
    return (
        not text.startswith((" ", "\n", "\t"))
        and not text.endswith("\n\n")
        and all(line == line.rstrip() and line.isprintable() for line in text.split("\n"))
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
