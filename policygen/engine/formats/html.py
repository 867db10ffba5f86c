"""A policy as one self-contained HTML page: no script, nothing fetched from anywhere."""

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from policygen.engine.formats.format import Format
from policygen.engine.policy.document import Document

_HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def _environment() -> Environment:
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
    items = [
        f'<li><a href="#{escape(section.id)}">{escape(section.title)}</a></li>\n'
        for section in document.sections
    ]
    listed = "".join(items)
    return f'<nav class="contents" aria-label="{title}">\n<h2>{title}</h2>\n<ul>\n{listed}</ul>\n</nav>'


def body(document: Document) -> str:
    """The sections alone, to be put into another page."""
    return "".join(_body(document))


def _body(document: Document) -> Iterator[str]:
    copy_link = escape(document.strings["copy_link"])
    for section in document.sections:
        id_, title = escape(section.id), escape(section.title)
        anchor = f'<a class="anchor" href="#{id_}" aria-label="{copy_link}: {title}">#</a>'
        yield f'<section id="{id_}" aria-labelledby="{id_}-title">\n'
        yield f'<h2 id="{id_}-title">{title} {anchor}</h2>\n'
        for clause in section.clauses:
            kind, role = _CALLOUT if clause.callout else _PLAIN
            yield f'<div class="{kind}" id="{escape(clause.id)}"{role}>'
            yield clause.html
            yield "</div>\n"
        yield "</section>\n"


_PLAIN = ("clause", "")
_CALLOUT = ("clause callout", ' role="note"')


FORMAT = Format("html", "html", "text/html; charset=utf-8", "HTML", write_html)
