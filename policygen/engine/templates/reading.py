"""A text that is not written plainly, read as a tree by Jinja: what it says is what everybody knows."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from policygen.engine.templates.errors import TextError
from policygen.engine.templates.measures import blocks, form

Names = Mapping[str, frozenset[str]]


def read(source: str, names: Names, line: int | None) -> tuple[str, ...]:
    """Text, placeholder, text … Looked at as a whole too: an entity beside a placeholder becomes a brace
    of it in the HTML. Raises TextError."""
    found = [""]
    for node in _nodes(source, line):
        if isinstance(node, nodes.TemplateData):
            found[-1] += node.data
        else:
            found += [_name(node, names, line), ""]
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
