"""From Markdown with placeholders to something that can be rendered: once per library release.

A clause is Markdown, made HTML here, before any fact is in it. Facts go in afterwards, escaped, so that
an answer can be neither markup nor a template.

Editors are trusted with words, not with the server. So a text is measured before anything parses it, a
placeholder is looked at as a tree before anything runs it, and what is not allowed is refused. So is
what is not understood: nothing goes out as it was typed because nobody knew what was meant.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from policygen.engine.templates.characters import tidied
from policygen.engine.templates.errors import TextError
from policygen.engine.templates.markdown import ALLOWED_TAGS, InnerLink, inner_links, to_html
from policygen.engine.templates.measures import (
    MAX_PLACEHOLDERS,
    MAX_SIGNS,
    MAX_TEXT,
    blocks,
    form,
    measure,
    measure_line,
    placeholders_in,
)

__all__ = [
    "ALLOWED_TAGS",
    "MAX_PLACEHOLDERS",
    "MAX_SIGNS",
    "MAX_TEXT",
    "InnerLink",
    "Text",
    "TextError",
    "check_format",
    "check_placeholders",
    "compile_line",
    "compile_text",
    "environment",
    "inner_links",
    "measure",
    "tidied",
    "to_html",
]


@dataclass(frozen=True, slots=True)
class Text:
    """A compiled text: ready HTML where it holds no placeholder, else a template."""

    html: Markup | None
    template: Template | None

    def render(self, context: Mapping[str, object]) -> Markup:
        if self.template is None:
            return self.html or Markup("")
        return Markup(self.template.render(context))  # noqa: S704 - autoescape is on


@lru_cache(maxsize=1)
def environment() -> ImmutableSandboxedEnvironment:
    """Jinja with nothing in it: no globals, filters, tests or blocks; undefined names raise."""
    env = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    env.globals.clear()
    env.filters.clear()
    env.tests.clear()
    return env


def compile_text(source: str, names: Mapping[str, frozenset[str]], *, strict: bool = True) -> Text:
    """`names`: the placeholders a text may use, each with its attributes ("()" if it is called).

    Not `strict`: of what has been released, where the rules of that time hold, and what nobody understands
    is shown as typed. Raises TextError.
    """
    html = to_html(source, strict=strict)
    if "{{" not in html:
        return Text(Markup(html), None)  # noqa: S704 - sanitised above
    check_placeholders(source, names)
    return _compiled(html, names)


def compile_line(source: str, names: Mapping[str, frozenset[str]], *, strict: bool = True) -> Text:
    """The same for one line of plain text without Markdown, such as a finding's message."""
    source = tidied(source)
    measure_line(source, strict=strict)
    if "{{" not in source:
        return Text(Markup.escape(source), None)
    check_placeholders(source, names)
    return _compiled(source, names)


def _compiled(source: str, names: Mapping[str, frozenset[str]]) -> Text:
    """Looked at as a whole too: an entity beside a placeholder becomes a brace of it in the HTML."""
    for node in _expressions(source, None):
        _check_expression(node, names, None)
    return Text(None, environment().from_string(source))


def check_format(source: str, fields: frozenset[str] | None = None, *, strict: bool = True) -> None:
    """For a text that is filled in by `str.format`: plain ``{name}`` only. Raises TextError.

    An attribute of a value would lead out of it, and a width could fill the memory.
    """
    measure(source, template=False, strict=strict)
    try:
        parts = list(Formatter().parse(source))
    except ValueError:
        raise TextError("not_closed", "a placeholder is not closed") from None
    for text, name, spec, conversion in parts:
        if strict and ("{" in text or "}" in text):
            raise TextError("double_brace", "a field has one brace on each side: {name}")
        if name is None:
            continue
        if spec or conversion or not name.isidentifier() or (fields and name not in fields):
            raise TextError("field", f"there is no field «{name[:40]}»", name=name[:40])


# -- placeholders ------------------------------------------------------------------------------------


def check_placeholders(source: str, names: Mapping[str, frozenset[str]]) -> None:
    """Only known names, their known attributes, and calls without arguments. Raises TextError."""
    for line, placeholder in placeholders_in(source):
        for node in _expressions(placeholder, line):
            _check_expression(node, names, line)


def _expressions(source: str, line: int | None) -> Iterator[nodes.Expr]:
    try:
        tree = environment().parse(source)
    except TemplateSyntaxError as error:
        message = f"placeholder can't be read: {error.message}"
        raise TextError("unreadable", message, line, reason=error.message) from None
    except (RecursionError, ValueError):  # measured already; should a parser find another way
        raise form(line) from None
    for output in tree.body:
        if not isinstance(output, nodes.Output):
            raise blocks(line)
        yield from (node for node in output.nodes if not isinstance(node, nodes.TemplateData))


def _check_expression(
    node: nodes.Expr, names: Mapping[str, frozenset[str]], line: int | None
) -> None:
    if isinstance(node, nodes.Name):
        _known(node.name, "", names, line)
    elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        _known(node.node.name, node.attr, names, line)
    elif (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        and all(isinstance(arg, nodes.Const) for arg in node.args)
    ):
        _known(node.node.name, "()", names, line)
        if node.args:
            message = f"{node.node.name}() takes nothing between its brackets"
            raise TextError("arguments", message, line, name=node.node.name)
    else:
        raise form(line)


def _known(
    name: str, attribute: str, names: Mapping[str, frozenset[str]], line: int | None
) -> None:
    if attribute in names.get(name, frozenset()):
        return
    shown = name
    if name in names:
        shown = f"{name}()" if attribute == "()" else f"{name}.{attribute}".rstrip(".")
    message = f"there is no placeholder «{shown}»"
    raise TextError("unknown_placeholder", message, line, name=shown)
