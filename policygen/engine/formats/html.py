"""A policy as one self-contained HTML page: no script, nothing fetched from anywhere."""

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from policygen.engine.formats.format import Format
from policygen.engine.formats.typesetting import typeset
from policygen.engine.policy.document import Document

if TYPE_CHECKING:
    from jinja2 import Environment

_HERE = Path(__file__).parent


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

    def marked(write: Callable[[Document], str]) -> Markup:
        return Markup(write(document))  # noqa: S704 - made below

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
            contents(document),
            *_body(document),
            "</main>\n</body>\n</html>",
        ]
    ).encode()


def contents(document: Document) -> str:
    """The list of sections, with links to them."""
    title = escape(document.strings["contents"])
    items = "".join([_entry(s.id, s.title) for s in document.sections])
    return (
        f'<nav class="contents" aria-label="{title}">\n<h2>{title}</h2>\n<ul>\n{items}</ul>\n</nav>'
    )


# Titles are the library's, the same in every policy. Ids are slugs, in which there is nothing to escape
# (library/schema.py).


@lru_cache(maxsize=1000)
def _entry(id_: str, title: str) -> str:
    return f'<li><a href="#{id_}">{escape(title)}</a></li>\n'


@lru_cache(maxsize=1000)
def _heading(id_: str, title: str, copy_link: str) -> str:
    """The beginning of a section."""
    title, copy_link = escape(title), escape(copy_link)
    anchor = f'<a class="anchor" href="#{id_}" aria-label="{copy_link}: {title}">#</a>'
    return (
        f'<section id="{id_}" aria-labelledby="{id_}-title">\n'
        f'<h2 id="{id_}-title">{title} {anchor}</h2>\n'
    )


def body(document: Document) -> str:
    """The sections alone, to be put into another page."""
    return "".join(_body(typeset(document)))


def _body(document: Document) -> list[str]:
    copy_link = document.strings["copy_link"]
    parts: list[str] = []
    for section in document.sections:
        parts.append(_heading(section.id, section.title, copy_link))
        for clause in section.clauses:
            kind, role = _CALLOUT if clause.callout else _PLAIN
            parts += (f'<div class="{kind}" id="{clause.id}"{role}>', clause.html, "</div>\n")
        parts.append("</section>\n")
    return parts


_PLAIN, _CALLOUT = ("clause", ""), ("clause callout", ' role="note"')


FORMAT = Format("html", "html", "text/html; charset=utf-8", "HTML", write_html)
