"""What a file or a text says, read once and remembered by its text.

An editor changes one entry and looks at the whole: a library that differs in one file from the last one
costs one file, whether it is checked or loaded.
"""

from functools import lru_cache
from typing import Any

import yaml

from policygen.engine.library import yaml12
from policygen.engine.placeholders.known import NAMES
from policygen.engine.templates import Text, compile_line, compile_text

EDITIONS = 6
"""Of the library, how many differing ones are remembered piece by piece."""


@lru_cache(maxsize=EDITIONS * 100)
def parsed(text: str) -> yaml12.Parsed:
    """Nobody may change its data. Raises yaml12.YamlError."""
    return yaml12.parse(text.encode())


def data(text: str) -> Any:
    """What a file says; nobody may change it. Of a release that is stored already, even what is refused
    today. Raises yaml.YAMLError, RecursionError."""
    try:
        return parsed(text).data
    except yaml12.YamlError:
        return yaml.load(text, Loader=yaml12.Loader)  # noqa: S506 - a safe loader


@lru_cache(maxsize=EDITIONS * 400)
def text(source: str, strict: bool = True) -> Text:
    """Raises TextError."""
    return compile_text(source, NAMES, strict=strict)


@lru_cache(maxsize=EDITIONS * 400)
def line(source: str, strict: bool = True) -> Text:
    """Raises TextError."""
    return compile_line(source, NAMES, strict=strict)
