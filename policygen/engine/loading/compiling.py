"""What a file or a text says, read once and remembered by its text.

An editor changes one entry and looks at the whole: a library that differs in one file from the last one
costs one file, whether it is checked or loaded.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from policygen.engine.library import yaml12
from policygen.engine.library.model import LibraryError
from policygen.engine.placeholders.known import NAMES
from policygen.engine.templates import Text, TextError, compile_line, compile_text

EDITIONS = 6
"""Of the library, how many differing ones are remembered piece by piece."""


@lru_cache(maxsize=EDITIONS * 100)
def parsed(text: str) -> yaml12.Parsed:
    """Nobody may change its data. Raises yaml12.YamlError."""
    return yaml12.parse(text.encode())


def data(text: str) -> Any:
    """What a file says; nobody may change it. Of a release that is stored already, even what is refused
    today. Raises yaml.YAMLError, RecursionError."""
    if text in _known:
        return _known[text]
    try:
        return parsed(text).data
    except yaml12.YamlError:
        return yaml.load(text, Loader=yaml12.Loader)  # noqa: S506 - a safe loader


_known: dict[str, Any] = {}
"""Text of a file → what it says, from `know`."""


def reader() -> str:
    """What reads the files. Another one may take the same text for something else: who keeps what was `told`
    keeps it with its reader."""
    return Path(yaml12.__file__).read_text("utf-8")


def told(texts: Iterable[str]) -> str:
    """What these files say, as JSON, for a process to `know` which then need not read YAML. Raises
    yaml12.YamlError."""
    return json.dumps([parsed(text).data for text in texts], ensure_ascii=False)


def know(texts: Iterable[str], said: str) -> None:
    """`said`: of the same files in the same order. Raises ValueError where it is not."""
    _known.update(dict(zip(texts, json.loads(said), strict=True)))


@lru_cache(maxsize=EDITIONS * 400)
def text(source: str, strict: bool = True) -> Text:
    """Raises TextError."""
    return compile_text(source, NAMES, strict=strict)


@lru_cache(maxsize=EDITIONS * 400)
def line(source: str, strict: bool = True) -> Text:
    """Raises TextError."""
    return compile_line(source, NAMES, strict=strict)


class Texts(Mapping[str, Text]):
    """What an entry says in each language, compiled when it is asked for: LibraryError where it can't be.

    A process speaks for a few shops in a language or two; most texts are never asked for.
    """

    def __init__(
        self, entry: str, said: Mapping[str, str], make: Callable[[str, bool], Text], strict: bool
    ):
        self._entry, self._said, self._make, self._strict = entry, said, make, strict

    def __getitem__(self, language: str) -> Text:
        said = self._said[language]
        try:
            return self._make(said, self._strict)
        except TextError as error:
            raise LibraryError(f"{self._entry}: {error}") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._said)

    def __len__(self) -> int:
        return len(self._said)

    def __eq__(self, other: object) -> bool:
        """The same words under the same rules need not be compiled to be compared."""
        if not isinstance(other, Texts):
            return super().__eq__(other)
        mine, theirs = ((t._said, t._make, t._strict) for t in (self, other))
        return mine == theirs or super().__eq__(other)

    __hash__ = None  # type: ignore[assignment]
