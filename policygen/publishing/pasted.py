"""A published page as HTML to paste into a page of the shop's own.

It is made of the very page that was published, whatever release and version of ours that was, so that it says
word for word what stands at the public address, but for the first layer: what is pasted has no layers.
"""

from collections.abc import Iterator

from bs4 import BeautifulSoup

from policygen.engine.formats.pasting import fragment
from policygen.publishing.models import Page
from policygen.publishing.stored_page import ReadPassage, parsed, sections

PASTED = {"fragment": True, "lists": False}
"""The formats to paste, and whether narrow tables stay tables in them."""


def pasted(page: Page, *, tables: bool = True) -> str:
    """`tables`: whether narrow tables stay tables (engine/formats/pasting.py)."""
    soup = parsed(bytes(page.html))
    for only_there in soup.select(".first-layer"):
        only_there.decompose()
    return fragment(_in_force(soup), _sections(soup), tables=tables)


def _in_force(soup: BeautifulSoup) -> str:
    """The day, as the page says it; what follows on that line are links of the page."""
    line = soup.select_one("header .date")
    day = line.find("time") if line else None
    if line is None or day is None:
        return ""
    before = "".join(str(words) for words in day.find_previous_siblings(string=True))
    return f"{before.strip()} {day.get_text()}"


def _sections(soup: BeautifulSoup) -> Iterator[tuple[str, str, list[str]]]:
    for section in sections(soup):
        yield section.id, section.title, [_clause(passage) for passage in section.passages]


def _clause(passage: ReadPassage) -> str:
    return f"<blockquote>{passage.html}</blockquote>" if passage.callout else passage.html
