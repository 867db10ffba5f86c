"""A policy as a tagged PDF (PDF/UA-1): contents with page numbers, bookmarks, our own fonts."""

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from xml.etree.ElementTree import Element

import pydyf
from markupsafe import Markup
from weasyprint import CSS, HTML
from weasyprint import Document as Pages
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from policygen.engine.formats.html import render, stylesheet
from policygen.engine.formats.last_page import SETTINGS, Setting, ends_short
from policygen.engine.formats.scratch import scratch_folder
from policygen.engine.formats.tags.tagging import tag
from policygen.engine.places import ROOT
from policygen.engine.policy.document import Document

FONTS = ROOT / "static" / "fonts"
_FACES = (
    ("Inter", "inter-400", 400, "normal"),
    ("Inter", "inter-600", 600, "normal"),
    ("Source Serif 4", "source-serif-4-400", 400, "normal"),
    ("Source Serif 4", "source-serif-4-400-italic", 400, "italic"),
    ("Source Serif 4", "source-serif-4-600", 600, "normal"),
)
_START = re.compile(r'<ol start="(\d{1,9})"')


class BundledFonts(URLFetcher):  # type: ignore[misc]  # WeasyPrint is not typed
    """Gives out the bundled font files (``font:inter-400``) and refuses every other address."""

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        scheme, _, name = url.partition(":")
        if scheme != "font" or name not in {file for _, file, _, _ in _FACES}:
            raise ValueError(f"nothing is fetched for a PDF: {url}")
        return URLFetcherResponse(
            url, (FONTS / f"{name}.ttf").read_bytes(), {"Content-Type": "font/ttf"}
        )


@lru_cache(maxsize=1)
def _fonts() -> tuple[FontConfiguration, CSS]:
    """Shared by all renders of a process; that keeps memory flat."""
    configuration = FontConfiguration()
    # WeasyPrint would make one that nobody knows after a kill.
    configuration._folder = scratch_folder()
    faces = "".join(
        f'@font-face{{font-family:"{family}";src:url("font:{name}");'
        f"font-weight:{weight};font-style:{style}}}"
        for family, name, weight, style in _FACES
    )
    return configuration, CSS(string=faces, font_config=configuration, url_fetcher=BundledFonts())


def print_document(
    document: Document,
    also: Callable[[pydyf.PDF], None] | None = None,
) -> bytes:
    """`also`: what is done to the file once its structure stands, before it is written."""
    with _no_collecting():
        root, pages = _laid_out(document)

        def finish(pages: Pages, pdf: pydyf.PDF) -> None:
            tag(pages, pdf, root)
            if also:
                also(pdf)

        content: bytes = pages.write_pdf(
            finisher=finish, pdf_variant="pdf/ua-1", pdf_tags=True, pdf_identifier=True
        )
    return content


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Layout makes many objects and drops none until it is done: 7 % faster."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _laid_out(document: Document) -> tuple[Element, Pages]:
    """The widest setting that does not end on a nearly empty page; if all do, the widest. Also the root of
    the HTML that is printed."""
    made = []
    for setting in SETTINGS:
        made.append(_with_setting(document, setting))
        if not ends_short(made[-1][1]):
            return made[-1]
    return made[0]


def _with_setting(document: Document, setting: Setting) -> tuple[Element, Pages]:
    configuration, faces = _fonts()
    page = _numbered(render("pdf.html", document, css=_css(document, setting)))
    html = HTML(string=page, url_fetcher=BundledFonts())
    return html.etree_element, html.render(stylesheets=[faces], font_config=configuration)


def _numbered(html: str) -> str:
    """WeasyPrint 70 knows `start` of lists by the style sheet alone."""
    return _START.sub(
        lambda m: f'{m[0]} style="counter-reset:list-item {int(m[1]) - 1}"',
        html,
    )


def _css(document: Document, setting: Setting) -> Markup:
    """The style sheet with the words of the footer, in the document's language."""
    before, after = document.strings["page_of"].replace("{pages}", "{page}").split("{page}")[:2]
    last = document.strings["page_of"].split("{pages}")[1]
    counters = f"{_quote(before)} counter(page) {_quote(after)} counter(pages) {_quote(last)}"
    css = str(stylesheet("print.css"))
    css = (
        css.replace("PAPER", document.paper)
        .replace("MARGINS", setting.margins)
        .replace("LEADING", str(setting.leading))
        .replace("PAGE_OF", counters)
        .replace("SHOP", _quote(document.shop))
    )
    return Markup(css)  # noqa: S704 - our own file, and strings without a single live character


def _quote(text: str) -> str:
    """A CSS string; every character that could end it is written as an escape."""
    safe = "".join(c if c.isalnum() or c in " .,-" else f"\\{ord(c):x} " for c in text)
    return f'"{safe}"'
