"""The owner's own Markdown, made HTML of the few tags that a policy may hold.

It is typed text: never a template, and no markup beyond what stands here. What it may not be stays
visible as it was typed, so that nothing disappears unnoticed.
"""

import re
from collections.abc import Callable, Collection
from functools import lru_cache
from typing import TYPE_CHECKING

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup
from pydantic_core import PydanticCustomError

from policygen.engine.facts.fields import Localized, language_code
from policygen.engine.templates.characters import INVISIBLE
from policygen.engine.templates.markup import fact
from policygen.engine.templates.measures import NESTED, SIGN

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

MAX_OWN_TEXT = 4000
MAX_DEPTH = 12
"""Of lists in lists, counted in elements; text that is deeper than the parser goes would be lost."""
MAX_SIGNS = 600
"""Signs of Markdown in a text, those of a table included."""
MAX_LIBRARY_TEXT = 100_000
"""Of what the library said: it may hold the longest of tables."""

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "h3", "br", "bdi"}
_TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}
_SCHEMES = {"http", "https", "mailto", "tel"}
_LINK = re.compile(
    r"(?:https?://[^\s/?#]+\.?\S*|mailto:[^\s@]+@\S+|tel:\+?\d[\d-]*|#[a-z0-9-]+)", re.IGNORECASE
)
_INNER_LINK = re.compile(r'<a href="#([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
# What would hide text, or make more of it than a passage: it is shown as it was typed instead.
_OFF = [
    *("code", "fence", "blockquote", "hr", "lheading", "reference", "html_block"),
    *("backticks", "image", "html_inline"),
]


def _renders_text(
    renderer: RendererHTML, tokens: list[Token], index: int, options: object, env: object
) -> str:
    return str(fact(tokens[index].content))


def _renderer() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "xhtmlOut": False, "maxNesting": 100})
    markdown.enable("table").disable(_OFF)
    markdown.add_render_rule("text", _renders_text)
    markdown.validateLink = lambda url: bool(_LINK.fullmatch(url))  # type: ignore[method-assign]
    return markdown


_MARKDOWN = _renderer()


def own_html(markdown: str, anchors: Collection[str] = ()) -> Markup:
    """`anchors`: the sections that a link may lead to; a link to another one stays plain text."""
    html = _INNER_LINK.sub(lambda m: m[0] if m[1] in anchors else m[2], _clean_html(markdown))
    return Markup(html)  # noqa: S704 - sanitised below


@lru_cache(maxsize=256)
def _clean_html(markdown: str) -> str:
    tokens = _MARKDOWN.parse(markdown)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3"  # the only one that fits below a section's own heading
    html = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    clean = nh3.clean(
        html,
        tags=_TAGS | _TABLE_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}, "*": set()},
        url_schemes=_SCHEMES,
        link_rel="nofollow noopener",
    ).strip()
    return _with_labels(clean) if "<table>" in clean else clean


def _soup(html: str) -> "BeautifulSoup":
    from bs4 import BeautifulSoup  # slow to load, and most shops have no words of their own

    return BeautifulSoup(html, "html.parser")


def _with_labels(html: str) -> str:
    """Tables as the library's own are made (engine.markup), for screen readers and narrow screens."""
    soup = _soup(html)
    for table in soup.find_all("table"):
        for space in table.find_all(string=re.compile(r"\A\s+\Z")):
            space.extract()
        heads = [head.get_text() for head in table.select("thead th")]
        for head in table.select("thead th"):
            head["scope"] = "col"
        if table.thead and not any(head.strip() for head in heads):
            table.thead.decompose()
            table["class"] = "contact"
        for row in table.select("tbody tr"):
            _label(row, heads)
    return str(soup)


def _label(row: "Tag", heads: list[str]) -> None:
    first, *rest = row.find_all("td")
    first.name, first["scope"] = "th", "row"
    for cell, head in zip(rest, heads[1:], strict=True):
        if head.strip():
            cell["data-label"] = head


def own_text(value: object) -> str:
    """Markdown as it is stored. Raises PydanticCustomError where it can't be used."""
    text = _plain_text(value, MAX_OWN_TEXT)
    signs = len(SIGN.findall(text))
    if signs > MAX_SIGNS:  # before anything parses it: see engine/templates/measures.py
        raise PydanticCustomError("own_too_many_signs", "", {"limit": MAX_SIGNS, "number": signs})
    if NESTED.search(text) or any(token.level > MAX_DEPTH for token in _MARKDOWN.parse(text)):
        raise PydanticCustomError("own_too_deep", "")
    shown = _soup(own_html(text)).get_text()
    if not any(sign.isprintable() and not sign.isspace() for sign in shown):
        raise PydanticCustomError("empty_text", "")
    return text


def library_text(value: object) -> str:
    return _plain_text(value, MAX_LIBRARY_TEXT)


def _plain_text(value: object, limit: int) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("not_text", "", {"value": str(value)[:40]})
    text = re.sub("\r\n?|[\u2028\u2029]", "\n", value).strip()
    if not text:
        raise PydanticCustomError("empty_text", "")
    hidden = INVISIBLE.search(text) or re.search("[\ud800-\udfff]", text)
    if hidden:
        raise PydanticCustomError(
            "control_character",
            "",
            {"code": f"U+{ord(hidden[0]):04X}", "row": text.count("\n", 0, hidden.start()) + 1},
        )
    if len(text) > limit:
        raise PydanticCustomError("own_too_long", "", {"limit": limit, "length": len(text)})
    return text


def own_texts(value: object) -> Localized:
    """One Markdown text per language."""
    return _per_language(value, own_text)


def library_texts(value: object) -> Localized:
    return _per_language(value, library_text)


def _per_language(value: object, rule: Callable[[object], str]) -> Localized:
    if isinstance(value, Localized):
        return value
    if not isinstance(value, dict):
        raise PydanticCustomError("not_mapping", "")
    if not value:
        raise PydanticCustomError("empty_text", "")
    return Localized({language_code(key): _at(key, text, rule) for key, text in value.items()})


def _at(language: str, text: object, rule: Callable[[object], str]) -> str:
    """The checked text; an error names the language at which it stands."""
    try:
        return rule(text)
    except PydanticCustomError as error:
        params = {**(error.context or {}), "path": language}
        raise PydanticCustomError(error.type, "", params) from None
