"""The placeholders of a text: found, held against those that there are, and nothing else let through.

No text of an editor ever runs. What is written plainly is read here; anything else Jinja reads as a tree
(reading.py), of which we take names and the plain text between them.
"""

import re
from collections.abc import Mapping

from policygen.engine.templates.measures import placeholders_in

Names = Mapping[str, frozenset[str]]
"""The placeholders a text may use, each with its attributes ("" for the plain name, "()" for a call)."""

_SIMPLE = re.compile(r"\{\{ *([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*|\(\))?) *\}\}")
_SIGNS = ("{{", "{%", "{#", "\r")


def pieces(source: str, names: Names) -> tuple[str, ...]:
    """Text, placeholder, text …, as `Text` keeps them. Raises TextError."""
    found = _SIMPLE.split(source)
    if _is_simple(found) and all(known(name, names) for name in found[1::2]):
        return tuple(found)
    return _read(source, names)


def _is_simple(found: list[str]) -> bool:
    """Whether there can be no two minds about what a text says: Jinja would say the same."""
    texts = found[::2]
    return not (
        texts[-1].endswith("\n")
        or any(text.endswith("{") for text in texts[:-1])
        or any(sign in text for text in texts for sign in _SIGNS)
    )


def known(placeholder: str, names: Names) -> bool:
    """``shop.phone``, ``tools_table()``, ``effective``."""
    if placeholder.endswith("()"):
        return "()" in names.get(placeholder[:-2], ())
    name, _, attribute = placeholder.partition(".")
    return attribute in names.get(name, ())


def check_placeholders(source: str, names: Names) -> None:
    """Only known names, their known attributes, and calls without arguments. Raises TextError."""
    for line, placeholder in placeholders_in(source):
        simple = _SIMPLE.fullmatch(placeholder)
        if not (simple and known(simple[1], names)):
            _read(placeholder, names, line)


def _read(source: str, names: Names, line: int | None = None) -> tuple[str, ...]:
    from policygen.engine.templates.reading import read  # Jinja is slow to load, and seldom asked

    return read(source, names, line)
