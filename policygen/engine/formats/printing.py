"""A policy as a tagged PDF (PDF/UA-1): contents with page numbers, bookmarks, our own fonts."""

import gc
import re
from functools import lru_cache, partial

from markupsafe import Markup
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from policygen.engine.formats.html import render, stylesheet
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


def print_document(document: Document) -> bytes:
    configuration, faces = _fonts()
    page = _numbered(render("pdf.html", document, css=_css(document)))
    html = HTML(string=page, url_fetcher=BundledFonts())
    collecting = gc.isenabled()
    gc.disable()  # Layout makes many objects and drops none until it is done: 7 % faster.
    try:
        content: bytes = html.write_pdf(
            stylesheets=[faces],
            font_config=configuration,
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
            finisher=partial(tag, html=html.etree_element),
        )
    finally:
        if collecting:
            gc.enable()
    return content


def _numbered(html: str) -> str:
    """WeasyPrint 70 knows `start` of lists by the style sheet alone."""
    return _START.sub(
        lambda m: f'{m[0]} style="counter-reset:list-item {int(m[1]) - 1}"',
        html,
    )


def _css(document: Document) -> Markup:
    """The style sheet with the words of the footer, in the document's language."""
    before, after = document.strings["page_of"].replace("{pages}", "{page}").split("{page}")[:2]
    last = document.strings["page_of"].split("{pages}")[1]
    counters = f"{_quote(before)} counter(page) {_quote(after)} counter(pages) {_quote(last)}"
    css = str(stylesheet("print.css"))
    css = (
        css.replace("PAPER", document.paper)
        .replace("PAGE_OF", counters)
        .replace("SHOP", _quote(document.shop))
    )
    return Markup(css)  # noqa: S704 - our own file, and strings without a single live character


def _quote(text: str) -> str:
    """A CSS string; every character that could end it is written as an escape."""
    safe = "".join(c if c.isalnum() or c in " .,-" else f"\\{ord(c):x} " for c in text)
    return f'"{safe}"'
