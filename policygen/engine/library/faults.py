"""What is wrong with a library, and where."""

from collections.abc import Mapping
from dataclasses import dataclass, field

Params = tuple[tuple[str, object], ...]
Path = tuple[str | int, ...]
"""Where a value stands: keys of mappings, numbers of list items."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. `code` is a key of `wording.SENTENCES`.

    `entry`: its key; "" for the head of a file or the whole. `name`: the field as an editor calls it
    (``countries``, ``when.all``, ``text.uk``). `line` counts in the file, `row` in the entry, and
    `text_line` in the text that the field holds.
    """

    code: str
    path: str
    entry: str = ""
    name: str = ""
    params: Params = ()
    line: int | None = field(default=None, compare=False)
    row: int | None = field(default=None, compare=False)
    text_line: int | None = field(default=None, compare=False)

    @property
    def values(self) -> dict[str, object]:
        return dict(self.params)


@dataclass(frozen=True)
class Trouble:
    """A fault before anybody knows in which line it stands. `at`: within the entry."""

    code: str
    at: Path = ()
    values: Mapping[str, object] = field(default_factory=dict)
    text_line: int | None = None


def params_of(values: Mapping[str, object]) -> Params:
    return tuple(sorted((key, value) for key, value in values.items() if value not in (None, "")))


def name_of(at: Path) -> str:
    """``text.uk``; the number of a list's item tells nobody anything."""
    return ".".join(step for step in at if isinstance(step, str))
