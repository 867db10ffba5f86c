"""Markdown to HTML of the few allowed tags. What Markdown would pass over is refused with its line."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from policygen.engine.templates.characters import tidied
from policygen.engine.templates.errors import TextError, line_of
from policygen.engine.templates.left_over import check_left_over, heading
from policygen.engine.templates.measures import PLACEHOLDER, brace, measure_markdown, not_closed

MAX_DEPTH = 12
"""Of lists in lists, counted in elements; text that is deeper than the parser goes would be lost."""

ALLOWED_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "h3", "br"}
_BLOCKS = {"paragraph", "bullet_list", "ordered_list", "list_item", "heading"}
# Words may break a line only where the writer broke it; `{{ … }}` must survive Markdown untouched.
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_ALONE = re.compile(f"<p>({_OPEN}\\d+{_CLOSE})</p>")
_LINK = re.compile(r"https://[^\s/?#]+\S*|#[a-z0-9-]+", re.IGNORECASE)

# Off: definitions, which leave nothing behind where they stand; code, whose sign is taken for an
# apostrophe; addresses in <>; and the joining of texts, after which an escaped sign looks like any other.
_OFF = ["reference", "backticks", "autolink", "text_join"]


def _renderer() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).disable(_OFF)
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # _check_link does it
    return markdown


_MARKDOWN = _renderer()
# Of a release from before: it reads what it read then.
_AS_BEFORE = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}).disable("reference")


@dataclass(frozen=True)
class InnerLink:
    """A link to a section of the policy: its id, and the line that it stands in."""

    section: str
    line: int


def to_html(source: str, *, strict: bool = True) -> str:
    """Markdown to HTML; placeholders are kept as they are. Raises TextError."""
    parsed = _parsed(source, strict=strict)
    for block in parsed.tokens:
        for token in block.children or ():
            if token.type == "text_special":
                token.type = "text"
    html = _MARKDOWN.renderer.render(parsed.tokens, _MARKDOWN.options, {})
    if strict and ("{" in html or "}" in html):
        raise brace("{", None)
    if "{{" in html or "}}" in html or "{%" in html or "{#" in html:
        raise not_closed(None)
    html = _ALONE.sub(r"\1", _clean(html))
    return _MARK.sub(lambda m: parsed.placeholders[int(m[1])], html).strip()


def inner_links(source: str) -> list[InnerLink]:
    """The links of a text to sections of the policy, in its order. Raises TextError."""
    parsed = _parsed(source, strict=True)
    return [
        InnerLink(url[1:], parsed.line(line or 1))
        for block in parsed.tokens
        for url, line in _links(block, _line(block))
        if url.startswith("#")
    ]


@dataclass(frozen=True)
class _Parsed:
    """`breaks`: for each line break within a placeholder, the line at which one sign stood for it."""

    tokens: list[Token]
    placeholders: list[str]
    breaks: list[int]

    def line(self, line: int) -> int:
        """Of the source, from 1, for the one that Markdown saw."""
        return line + bisect_left(self.breaks, line)


def _parsed(source: str, *, strict: bool) -> _Parsed:
    """Measured, parsed and checked. Raises TextError."""
    source = tidied(source)
    measure_markdown(source, strict=strict)
    placeholders: list[str] = []
    breaks: list[int] = []

    def hide(match: re.Match[str]) -> str:
        placeholders.append(match[0])
        line = line_of(source, match.start()) - len(breaks)
        breaks.extend([line] * match[0].count("\n"))
        return f"{_OPEN}{len(placeholders) - 1}{_CLOSE}"

    tokens = (_MARKDOWN if strict else _AS_BEFORE).parse(PLACEHOLDER.sub(hide, source))
    parsed = _Parsed(tokens, placeholders, breaks)
    try:
        for token in tokens:
            _check_block(token, strict=strict)
    except TextError as error:
        error.line = error.line and parsed.line(error.line)
        raise
    return parsed


def _clean(html: str) -> str:
    clean = nh3.clean(
        html, tags=ALLOWED_TAGS, attributes={"a": {"href"}}, url_schemes={"https"}, link_rel=None
    ).replace("&nbsp;", "\u00a0")
    if clean.strip() != html.replace("&quot;", '"').strip():
        raise _markup(None)
    return clean


# -- what is allowed ----------------------------------------------------------------------------------


def _line(block: Token) -> int | None:
    return block.map[0] + 1 if block.map else None


def _check_block(block: Token, *, strict: bool) -> None:
    """Kind and depth of a block, what stands in it and where it links, with the line."""
    line = _line(block)
    if block.level > MAX_DEPTH:
        raise TextError("too_deep", "lists are nested too deeply", line)
    if block.type == "inline":
        _check_inline(block, line)
        if strict:
            check_left_over(block, line)
    elif _kind(block) == "heading" and block.tag != "h3":
        raise heading(block.markup, line)
    elif _kind(block) not in _BLOCKS:
        raise _markup(line)


def _check_inline(block: Token, line: int | None) -> None:
    for token in block.children or ():
        if block.level + token.level > MAX_DEPTH:
            raise TextError("too_deep", "emphasis is nested too deeply", line)
        if token.attrs.keys() - {"href"}:  # pictures, titles
            raise _markup(line)
    for url, at in _links(block, line):
        _check_link(url, at)


def _kind(token: Token) -> str:
    return token.type.removesuffix("_open").removesuffix("_close")


def _links(block: Token, line: int | None) -> Iterator[tuple[str, int | None]]:
    for token in block.children or ():
        if token.type in ("softbreak", "hardbreak") and line is not None:
            line += 1
        if token.type == "link_open":
            yield str(token.attrGet("href")), line


def _check_link(url: str, line: int | None) -> None:
    if "%EE%80%80" in url:
        message = "a placeholder can't be the address of a link"
        raise TextError("placeholder_in_link", message, line)
    if not _LINK.fullmatch(url):
        message = "a link leads to https://… or to a section (#rights)"
        raise TextError("link", message, line, url=url[:100])


def _markup(line: int | None) -> TextError:
    message = "markup beyond paragraphs, lists, emphasis, links and ### headings"
    return TextError("markup", message, line)
