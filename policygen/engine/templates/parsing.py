"""The placeholders of a text: found, held against those that there are, and nothing else let through.

No text of an editor ever runs. Jinja reads it as a tree, so that what it says is what everybody knows;
of the tree we take names and the plain text between them.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from policygen.engine.templates.errors import TextError
from policygen.engine.templates.measures import blocks, form, placeholders_in

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
            for node in _nodes(placeholder, line):
                _name(node, names, line)


def _read(source: str, names: Names) -> tuple[str, ...]:
    """Looked at as a whole too: an entity beside a placeholder becomes a brace of it in the HTML."""
    found = [""]
    for node in _nodes(source, None):
        if isinstance(node, nodes.TemplateData):
            found[-1] += node.data
        else:
            found += [_name(node, names, None), ""]
    return tuple(found)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    """It parses. It is never asked to render."""
    return Environment(autoescape=True)


def _nodes(source: str, line: int | None) -> Iterator[nodes.Expr]:
    try:
        tree = _environment().parse(source)
    except TemplateSyntaxError as error:
        message = f"placeholder can't be read: {error.message}"
        raise TextError("unreadable", message, line, reason=error.message) from None
    except (RecursionError, ValueError):  # measured already; should a parser find another way
        raise form(line) from None
    for output in tree.body:
        if not isinstance(output, nodes.Output):
            raise blocks(line)
        yield from output.nodes


def _name(node: nodes.Expr, names: Names, line: int | None) -> str:
    """What a placeholder asks for. Raises TextError."""
    if isinstance(node, nodes.Name):
        return _known(node.name, "", names, line)
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        return _known(node.node.name, node.attr, names, line)
    if (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        and all(isinstance(arg, nodes.Const) for arg in node.args)
    ):
        asked = _known(node.node.name, "()", names, line)
        if not node.args:
            return asked
        message = f"{node.node.name}() takes nothing between its brackets"
        raise TextError("arguments", message, line, name=node.node.name)
    raise form(line)


def _known(name: str, attribute: str, names: Names, line: int | None) -> str:
    written = f"{name}()" if attribute == "()" else f"{name}.{attribute}".rstrip(".")
    if attribute in names.get(name, frozenset()):
        return written
    shown = written if name in names else name
    message = f"there is no placeholder «{shown}»"
    raise TextError("unknown_placeholder", message, line, name=shown)
