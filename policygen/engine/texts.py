"""From Markdown with placeholders to something that can be rendered: once per library release.

A clause is Markdown, made HTML here, before any fact is in it. Facts go in afterwards, escaped, so that
an answer can be neither markup nor a template.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import nh3
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown_it import MarkdownIt
from markupsafe import Markup

ALLOWED_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "h3", "br"}
# Words may break a line only where the writer broke it; `{{ … }}` must survive Markdown untouched.
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_ALONE = re.compile(f"<p>({_OPEN}\\d+{_CLOSE})</p>")

_MARKDOWN = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False})


class TextError(ValueError):
    """A clause's text can't be used; the message names the place."""


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


def compile_text(source: str, names: Mapping[str, frozenset[str]]) -> Text:
    """`names`: the placeholders a text may use, each with its attributes ("()" if it is called).

    Raises TextError.
    """
    html = to_html(source)
    if "{{" not in html:
        return Text(Markup(html), None)  # noqa: S704 - sanitised above
    check_placeholders(html, names)
    return Text(None, environment().from_string(html))


def compile_line(source: str, names: Mapping[str, frozenset[str]]) -> Text:
    """The same for one line of plain text without Markdown, such as a finding's message."""
    if "{{" not in source:
        return Text(Markup.escape(source), None)
    check_placeholders(source, names)
    return Text(None, environment().from_string(source))


def to_html(source: str) -> str:
    """Markdown to HTML of the few allowed tags; placeholders are kept as they are."""
    if "{%" in source or "{#" in source:
        raise TextError("only {{ … }} placeholders are allowed, no {% … %} and no {# … #}")
    placeholders: list[str] = []

    def hide(match: re.Match[str]) -> str:
        placeholders.append(match[0])
        return f"{_OPEN}{len(placeholders) - 1}{_CLOSE}"

    html = _MARKDOWN.render(_PLACEHOLDER.sub(hide, source))
    if "{{" in html or "}}" in html:
        raise TextError("a placeholder is not closed")
    clean = nh3.clean(
        html, tags=ALLOWED_TAGS, attributes={"a": {"href"}}, url_schemes={"https"}, link_rel=None
    )
    if clean.strip() != html.replace("&quot;", '"').strip():
        raise TextError("markup beyond paragraphs, lists, emphasis, links and ### headings")
    html = _ALONE.sub(r"\1", clean)
    return _MARK.sub(lambda m: placeholders[int(m[1])], html).strip()


def check_placeholders(html: str, names: Mapping[str, frozenset[str]]) -> None:
    """Only known names, their known attributes, and calls with constants. Raises TextError."""
    try:
        tree = environment().parse(html)
    except TemplateSyntaxError as error:
        raise TextError(f"placeholder can't be read: {error.message}") from None
    for output in tree.body:
        if not isinstance(output, nodes.Output):
            raise TextError("only {{ … }} placeholders are allowed")
        for node in output.nodes:
            if not isinstance(node, nodes.TemplateData):
                _check_expression(node, names)


def _check_expression(node: nodes.Expr, names: Mapping[str, frozenset[str]]) -> None:
    if isinstance(node, nodes.Name):
        _known(node.name, "", names)
    elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        _known(node.node.name, node.attr, names)
    elif (
        isinstance(node, nodes.Call)
        and isinstance(node.node, nodes.Name)
        and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        and all(isinstance(arg, nodes.Const) for arg in node.args)
    ):
        _known(node.node.name, "()", names)
    else:
        raise TextError(
            "a placeholder is a name, a name with one attribute, or a call with constants"
        )


def _known(name: str, attribute: str, names: Mapping[str, frozenset[str]]) -> None:
    if name not in names:
        raise TextError(f"there is no placeholder «{name}»")
    allowed = names[name]
    if attribute not in allowed:
        shown = f"{name}()" if attribute == "()" else f"{name}.{attribute}".rstrip(".")
        raise TextError(f"there is no placeholder «{shown}»")
