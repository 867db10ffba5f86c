"""A policy as one self-contained HTML page: no script, nothing fetched from anywhere.

A policy that has layers (WP260 rev.01, 35–37) opens with the first; each part of the whole is folded behind
its heading, in the page all the same, and open on paper.
"""

from collections.abc import Callable
from functools import lru_cache, partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from policygen.engine.formats.format import Format
from policygen.engine.formats.typesetting import typeset
from policygen.engine.policy.document import Clause, Document, Section

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent
PREFIX = "privacy-"
"""Before the ids of sections. Without it `children` and `links` would hide properties of the page's document.
Under their own name they can be linked to as well: people keep old links."""


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # slow to load

    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@lru_cache
def stylesheet(name: str) -> Markup:
    """One of our own style sheets, for a <style> element."""
    return Markup((_HERE / "templates" / name).read_text("utf-8"))  # noqa: S704 - our own file


def render(template: str, document: Document, **more: object) -> str:
    """`document` through one of our templates, autoescaped. It may ask for `contents()` and `body()`."""

    document = typeset(document)

    def marked(write: Callable[..., str], **how: object) -> Markup:
        return Markup(write(document, **how))  # noqa: S704 - made below

    return (
        _environment()
        .get_template(template)
        .render(
            document=document,
            contents=partial(marked, contents),
            body=partial(marked, body),
            **more,
        )
    )


def write_html(document: Document) -> bytes:
    """In one piece, without a template: that would take as long as all the rest."""
    document = typeset(document)
    language, shop, title = map(escape, (document.language, document.shop, document.title))
    day = f'<time datetime="{document.effective.isoformat()}">{escape(document.effective_text)}</time>'
    return "".join(
        [
            f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            f"<title>{title} · {shop}</title>\n<style>",
            stylesheet("screen.css"),
            '</style>\n</head>\n<body>\n<main class="policy">\n<header>\n',
            f'<p class="shop">{shop}</p>\n<h1>{title}</h1>\n',
            f'<p class="date">{escape(document.strings["in_force"])} {day}</p>\n</header>\n',
            "" if document.first else contents(document, PREFIX),
            *_body(document),
            "</main>\n</body>\n</html>",
        ]
    ).encode()


def contents(document: Document, prefix: str = "") -> str:
    """The list of sections, with links to them."""
    title = escape(document.strings["contents"])
    items = "".join([_entry(prefix + s.id, s.title) for s in document.sections])
    return (
        f'<nav class="contents" aria-label="{title}">\n<h2>{title}</h2>\n<ul>\n{items}</ul>\n</nav>'
    )


# Titles are the library's, the same in every policy. Ids are slugs, in which there is nothing to escape
# (library/schema.py).


@lru_cache(maxsize=1000)
def _entry(id_: str, title: str) -> str:
    return f'<li><a href="#{id_}">{escape(title)}</a></li>\n'


@lru_cache(maxsize=1000)
def _opening(id_: str, title: str, copy_link: str, folded: bool) -> str:
    """The beginning of a section: what a link leads to lies within what unfolds, since browsers open that."""
    title, own = escape(title), PREFIX + id_
    heading = f'<h2 id="{own}-title">{title}</h2>'
    link = (
        f'<a class="anchor" href="#{own}" aria-label="{escape(copy_link)}: {title}">#</a>\n'
        if copy_link
        else ""
    )
    fold = f"<details>\n<summary>{heading}</summary>" if folded else heading
    return (
        f'<section aria-labelledby="{own}-title">\n{link}{fold}\n'
        f'<div class="part" id="{own}">\n<span id="{id_}"></span>\n'
    )


def body(document: Document, *, copy_links: bool = False) -> str:
    """The sections alone, to be put into another page. `copy_links`: each heading has a link to itself."""
    return "".join(_body(typeset(document), copy_links=copy_links))


def _body(document: Document, *, copy_links: bool = False) -> list[str]:
    copy_link = document.strings["copy_link"] if copy_links else ""
    parts: list[str] = []
    for section in document.layers:
        folded = document.first is not None and section is not document.first
        parts.append(_opening(section.id, section.title, copy_link, folded))
        parts += _clauses(section)
        parts.append("</div>\n</details>\n</section>\n" if folded else "</div>\n</section>\n")
        if section is document.first:
            parts.append(f'<p class="whole">{escape(document.strings["whole"])}</p>\n')
    return parts


_PLAIN, _CALLOUT = ("clause", ""), ("clause callout", ' role="note"')
_FIRST = "first-layer"
"""Of what stands there alone."""
_LIST, _LIST_END, _ITEM = "<ul>\n", "\n</ul>", "<li>"


def _clauses(section: Section) -> list[str]:
    """Neighbours that are bullets of a list each are one list: readers hear how long it is."""
    parts: list[str] = []
    for bullets, clauses in groupby(section.clauses, _is_list):
        if bullets:
            items = [_named_items(clause) for clause in clauses]
            parts += ('<div class="clause">', _LIST, "\n".join(items), _LIST_END, "</div>\n")
        else:
            parts += [_block(clause, section) for clause in clauses]
    return parts


def _is_list(clause: Clause) -> bool:
    html = clause.html
    return (
        html.startswith(_LIST)
        and html.endswith(_LIST_END)
        and html.count("<ul") == 1
        and not clause.callout
    )


def _named_items(clause: Clause) -> str:
    items = _linked(clause.html[len(_LIST) : -len(_LIST_END)])
    if not clause.first_layer:
        return items.replace(_ITEM, f'<li id="{clause.id}">', 1)
    marked = items.replace(_ITEM, f'<li class="{_FIRST}">')
    return marked.replace("<li", f'<li id="{clause.id}"', 1)


def _block(clause: Clause, section: Section) -> str:
    kind, role = _CALLOUT if clause.callout else _PLAIN
    if clause.first_layer:
        kind += f" {_FIRST}"
    html = _linked(clause.html)
    if "<table" in html:
        html = html.replace("<table", f'<table aria-labelledby="{PREFIX}{section.id}-title"')
    return f'<div class="{kind}" id="{clause.id}"{role}>{html}</div>\n'


def _linked(html: str) -> str:
    return str(html).replace('href="#', f'href="#{PREFIX}')


FORMAT = Format("html", "html", "text/html; charset=utf-8", "HTML", write_html)
