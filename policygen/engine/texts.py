"""From Markdown with placeholders to something that can be rendered: once per library release.

A clause is Markdown, made HTML here, before any fact is in it. Facts go in afterwards, escaped, so that
an answer can be neither markup nor a template.

Editors are trusted with words, not with the server. So a text is measured before anything parses it, a
placeholder is looked at as a tree before anything runs it, and what is not allowed is refused.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

import nh3
from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from policygen.engine.typed import INVISIBLE

MAX_TEXT = 10_000
"""Letters of a text: the longest of the shipped ones has a tenth of it."""
MAX_PLACEHOLDERS = 30
MAX_PLACEHOLDER = 100
"""Letters of one placeholder, braces included."""
MAX_BRACKETS = 4
"""Opening brackets in one placeholder: what parses it goes a dozen calls deeper at each."""
MAX_DEPTH = 12
"""Of lists in lists, counted in elements; text that is deeper than the parser goes would be lost."""

ALLOWED_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "h3", "br"}
# Words may break a line only where the writer broke it; `{{ … }}` must survive Markdown untouched.
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_ALONE = re.compile(f"<p>({_OPEN}\\d+{_CLOSE})</p>")
_UNSEEN = re.compile(f"{INVISIBLE.pattern}|[\u200e\u200f\ud800-\udfff\ue000-\uf8ff]")
_BLOCK = re.compile(r"\{[%#]")
_LINK = re.compile(r"https://[^\s/?#]+\S*|#[a-z0-9-]+", re.IGNORECASE)

# Reference definitions leave nothing behind where they stand: off, so that they are read as written.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).disable("reference")


class TextError(ValueError):
    """A text can't be used. The message is English; `code`, `params` and `line` (from 1, None where it
    is the whole text) are for whoever says it in another language.

    Codes and their params: blocks, not_closed, markup, unreadable (reason), form, arguments,
    unknown_placeholder (name), too_long (limit, length), too_many (limit, number),
    placeholder_too_long (limit), too_deep, unseen (character), link (url), placeholder_in_link,
    field (name).
    """

    def __init__(self, code: str, message: str, line: int | None = None, **params: object):
        super().__init__(message)
        self.code = code
        self.line = line
        self.params = params


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
    check_placeholders(source, names)
    return _compiled(html, names)


def compile_line(source: str, names: Mapping[str, frozenset[str]]) -> Text:
    """The same for one line of plain text without Markdown, such as a finding's message."""
    measure(source)
    if "{{" not in source:
        return Text(Markup.escape(source), None)
    check_placeholders(source, names)
    return _compiled(source, names)


def _compiled(source: str, names: Mapping[str, frozenset[str]]) -> Text:
    """Looked at as a whole too: an entity beside a placeholder becomes a brace of it in the HTML."""
    for node in _expressions(source, None):
        _check_expression(node, names, None)
    return Text(None, environment().from_string(source))


def check_format(source: str, fields: frozenset[str] | None = None) -> None:
    """For a text that is filled in by `str.format`: plain ``{name}`` only. Raises TextError.

    An attribute of a value would lead out of it, and a width could fill the memory.
    """
    measure(source, template=False)
    try:
        parts = list(Formatter().parse(source))
    except ValueError:
        raise TextError("not_closed", "a placeholder is not closed") from None
    for _text, name, spec, conversion in parts:
        if name is None:
            continue
        if spec or conversion or not name.isidentifier() or (fields and name not in fields):
            raise TextError("field", f"there is no field «{name[:40]}»", name=name[:40])


# -- before anything parses it -----------------------------------------------------------------------


def measure(source: str, *, template: bool = True) -> None:
    """Refuse what is too long, too nested or not to be seen. Raises TextError."""
    if len(source) > MAX_TEXT:
        raise TextError(
            "too_long",
            f"a text has at most {MAX_TEXT} characters, not {len(source)}",
            limit=MAX_TEXT,
            length=len(source),
        )
    if unseen := _UNSEEN.search(source):
        sign = f"U+{ord(unseen[0]):04X}"
        line = _line_of(source, unseen.start())
        raise TextError("unseen", f"a character that can't be seen: {sign}", line, character=sign)
    if template:
        _measure_placeholders(source)


def _measure_placeholders(source: str) -> None:
    if block := _BLOCK.search(source):
        raise _blocks(_line_of(source, block.start()))
    number = source.count("{{")
    if number > MAX_PLACEHOLDERS:
        message = f"a text has at most {MAX_PLACEHOLDERS} placeholders, not {number}"
        raise TextError("too_many", message, limit=MAX_PLACEHOLDERS, number=number)
    for line, placeholder in _placeholders(source):
        if len(placeholder) > MAX_PLACEHOLDER:
            message = f"a placeholder has at most {MAX_PLACEHOLDER} characters"
            raise TextError("placeholder_too_long", message, line, limit=MAX_PLACEHOLDER)
        if sum(map(placeholder[2:].count, "([{")) > MAX_BRACKETS:
            raise _form(line)


def _placeholders(source: str) -> Iterator[tuple[int, str]]:
    """Each with its line. One that nothing closes reaches to the end."""
    end = 0
    for match in _PLACEHOLDER.finditer(source):
        yield _line_of(source, match.start()), match[0]
        end = match.end()
    if (rest := source.find("{{", end)) >= 0:
        yield _line_of(source, rest), source[rest:]


def _line_of(source: str, position: int) -> int:
    return source.count("\n", 0, position) + 1


def _blocks(line: int | None = None) -> TextError:
    message = "only {{ … }} placeholders are allowed, no {% … %} and no {# … #}"
    return TextError("blocks", message, line)


def _form(line: int | None) -> TextError:
    message = "a placeholder is a name, a name with one attribute, or a call with constants"
    return TextError("form", message, line)


# -- Markdown ----------------------------------------------------------------------------------------


def to_html(source: str) -> str:
    """Markdown to HTML of the few allowed tags; placeholders are kept as they are. Raises TextError."""
    measure(source)
    placeholders: list[str] = []

    def hide(match: re.Match[str]) -> str:
        placeholders.append(match[0])
        return f"{_OPEN}{len(placeholders) - 1}{_CLOSE}"

    tokens = _MARKDOWN.parse(_PLACEHOLDER.sub(hide, source))
    for token in tokens:
        _check_token(token)
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    if "{{" in html or "}}" in html:
        raise TextError("not_closed", "a placeholder is not closed")
    if _BLOCK.search(html):
        raise _blocks()
    clean = nh3.clean(
        html, tags=ALLOWED_TAGS, attributes={"a": {"href"}}, url_schemes={"https"}, link_rel=None
    )
    if clean.strip() != html.replace("&quot;", '"').strip():
        raise _markup(None)
    html = _ALONE.sub(r"\1", clean)
    return _MARK.sub(lambda m: placeholders[int(m[1])], html).strip()


def _check_token(block: Token) -> None:
    """Depth and links of a block, with its line."""
    line = block.map[0] + 1 if block.map else None
    if block.level > MAX_DEPTH:
        raise TextError("too_deep", "lists are nested too deeply", line)
    for token in block.children or ():
        if block.level + token.level > MAX_DEPTH:
            raise TextError("too_deep", "emphasis is nested too deeply", line)
        if token.type == "link_open":
            if token.attrs.keys() != {"href"}:
                raise _markup(line)
            _check_link(str(token.attrGet("href")), line)


def _check_link(url: str, line: int | None) -> None:
    if "%EE%80%80" in url:
        message = "a placeholder can't be the address of a link"
        raise TextError("placeholder_in_link", message, line)
    if not _LINK.fullmatch(url):
        raise TextError("link", _markup(line).args[0], line, url=url[:100])


def _markup(line: int | None) -> TextError:
    message = "markup beyond paragraphs, lists, emphasis, links and ### headings"
    return TextError("markup", message, line)


# -- placeholders ------------------------------------------------------------------------------------


def check_placeholders(source: str, names: Mapping[str, frozenset[str]]) -> None:
    """Only known names, their known attributes, and calls without arguments. Raises TextError."""
    for line, placeholder in _placeholders(source):
        for node in _expressions(placeholder, line):
            _check_expression(node, names, line)


def _expressions(source: str, line: int | None) -> Iterator[nodes.Expr]:
    try:
        tree = environment().parse(source)
    except TemplateSyntaxError as error:
        message = f"placeholder can't be read: {error.message}"
        raise TextError("unreadable", message, line, reason=error.message) from None
    except (RecursionError, ValueError):  # measured already; should a parser find another way
        raise _form(line) from None
    for output in tree.body:
        if not isinstance(output, nodes.Output):
            raise _blocks(line)
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
        raise _form(line)


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
