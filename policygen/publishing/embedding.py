"""A published page in a page of the shop's own that follows new versions: what a script puts there
(static/js/embed.js), and the page for a frame. Both are made of the very page that was published.
"""

import hashlib
import json
from typing import Any, NamedTuple

from bs4 import BeautifulSoup
from django.core.cache import cache
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from policygen.engine.formats.html import stylesheet
from policygen.publishing import serving
from policygen.publishing.models import Page
from policygen.publishing.stored_page import parsed, plain, without_copy_links

CSS = "embed.css"
_DAY = 24 * 3600


class Shown(NamedTuple):
    """A published page, and what has to be said before it: that another version comes. HTML, or empty.

    Of a policy that was withdrawn the note is all that is shown.
    """

    page: Page
    note: str = ""
    withdrawn: bool = False


def embed_json(shown: Shown) -> bytes:
    """The language, the style and the text, for embed.js: the same page, the same bytes. Raises Damaged."""
    data: dict[str, Any] = {
        "language": shown.page.language,
        "version": shown.page.version.number,
        "css": str(stylesheet(CSS)),
        "html": f'<div class="policy">{shown.note}{_inner_of(shown)}</div>',
    }
    return json.dumps(data, ensure_ascii=False).encode()


def embed_page(shown: Shown, title: str, oembed: str) -> bytes:
    """A whole page for a frame. Its links open outside of the frame. `oembed`: where to ask about it; in no
    stored page does that stand, since what is stored knows no address of ours. Raises Damaged."""
    style, inner = stylesheet(CSS), _inner_of(shown, framed=True)
    note = SafeString(shown.note.replace("<a ", '<a target="_blank" rel="noopener" '))
    return format_html(
        '<!doctype html>\n<html lang="{}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{}</title>\n'
        '<link rel="alternate" type="application/json+oembed" href="{}" title="{}">\n'
        '<style>{}</style>\n<script src="/static/js/embed-frame.js" defer></script>\n</head>\n'
        '<body>\n<main class="policy">{}{}</main>\n</body>\n</html>',
        *(shown.page.language, title, oembed, title, style, note, inner),
    ).encode()


def _inner_of(shown: Shown, *, framed: bool = False) -> SafeString:
    return SafeString("") if shown.withdrawn else _inner(shown.page, framed=framed)


def etag(content: bytes) -> str:
    return f'"{hashlib.sha256(content).hexdigest()}"'


def _inner(page: Page, *, framed: bool = False) -> SafeString:
    """The day, the contents and the sections. Remembered by the hash of the page: taking one apart takes a
    tenth of a second. Raises Damaged."""
    key = f"embed:{page.sha256}:{'frame' if framed else 'script'}"
    known: str | None = cache.get(key)
    if known is None:
        html = serving.whole_page(page.pk, bytes(page.html), page.sha256, squeezed=False)
        known = _taken_out(html, framed=framed)
        cache.set(key, known, _DAY)
    return mark_safe(known)  # noqa: S308 - of our own page


def _taken_out(html: bytes, *, framed: bool) -> str:
    soup = parsed(html)
    if framed:
        _frame(soup)
    else:
        plain(soup)
    day = soup.select_one("header .date time")
    before = str(day.previous_sibling or "").strip() if day else ""
    lead = f'<p class="date">{before} {day}</p>\n' if day else ""
    parts = "main > nav.contents, main > section, main > .whole"
    return lead + "".join(str(part) for part in soup.select(parts))


def _frame(soup: BeautifulSoup) -> None:
    """What links lead to stays within what is folded, as on the page: browsers open that without a script."""
    without_copy_links(soup)
    for link in soup.select("a[href]"):
        if not str(link["href"]).startswith("#"):
            link["target"], link["rel"] = "_blank", "noopener"
