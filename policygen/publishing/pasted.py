"""A published page as HTML to paste into a page of the shop's own.

It is made of the very page that was published, whatever release and version of ours that was, so that it says
word for word what stands at the public address.
"""

from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag

from policygen.engine.formats.pasting import fragment
from policygen.publishing.models import Page

PASTED = {"fragment": True, "lists": False}
"""The formats to paste, and whether narrow tables stay tables in them."""


def pasted(page: Page, *, tables: bool = True) -> str:
    """`tables`: whether narrow tables stay tables (engine/formats/pasting.py)."""
    soup = BeautifulSoup(bytes(page.html), "html.parser", from_encoding="utf-8")
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
    for section in soup.select("main > section[id]"):
        heading = section.find("h2")
        for anchor in heading.select(".anchor") if heading else ():
            anchor.decompose()
        title = heading.get_text().strip() if heading else ""
        yield str(section["id"]), title, [_clause(tag) for tag in section.select(".clause")]


def _clause(tag: Tag) -> str:
    called_out = "callout" in tag.get_attribute_list("class")
    inner = tag.decode_contents(formatter="minimal")
    return f"<blockquote>{inner}</blockquote>" if called_out else inner
