"""A policy as plain text: lines of at most 78 characters, tables as lists, addresses in brackets after the
words that lead to them."""

import re
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from policygen.engine.formats.format import Format
from policygen.engine.formats.fragment import write_fragment
from policygen.engine.policy.document import Document

if TYPE_CHECKING:
    from bs4.element import Tag

WIDTH = 78
"""Mail programs quote such lines without breaking them."""
_UNDERLINES = {"h1": "=", "h2": "-", "h3": "~"}
_BREAK = "\u2028"
_BLOCKS = frozenset({*_UNDERLINES, "p", "ul", "ol", "blockquote"})


def write_text(document: Document) -> bytes:
    from bs4 import BeautifulSoup  # slow to load

    soup = BeautifulSoup(write_fragment(document, tables=False).decode(), "html.parser")
    for link in soup.find_all("a"):
        link.replace_with(_with_address(link.get_text(), str(link["href"])))
    for line_break in soup.find_all("br"):
        line_break.replace_with(_BREAK)
    head = [_underlined(document.title, "h1", WIDTH), _wrapped(document.shop, WIDTH)]
    text = "\n\n".join([*head, *_blocks(soup, WIDTH)]) + "\n"
    return text.replace("\u00a0", " ").encode()


def _with_address(words: str, href: str) -> str:
    """What can be read off the words is not said twice: a telephone number, an address that they are."""
    scheme, _, rest = href.partition(":")
    bare = rest.lstrip("/").rstrip("/")
    if scheme == "tel":
        return words
    address = rest if scheme == "mailto" else href
    return address if words.rstrip("/") in (bare, href.rstrip("/")) else f"{words} ({address})"


def _blocks(parent: "Tag", width: int) -> Iterator[str]:
    """Each without a blank line at its end. What stands between the blocks is a paragraph."""
    from bs4.element import Tag

    run: list[str] = []
    for child in parent.children:
        if not (isinstance(child, Tag) and child.name in _BLOCKS):
            run.append(child.get_text())
            continue
        yield from _paragraph(run, width)
        run = []
        yield from _block(child, width)
    yield from _paragraph(run, width)


def _block(tag: "Tag", width: int) -> Iterator[str]:
    if tag.name in _UNDERLINES:
        yield _underlined(tag.get_text(), tag.name, width)
    elif tag.name == "blockquote":
        yield textwrap.indent("\n\n".join(_blocks(tag, width - 4)), " " * 4)
    elif tag.name == "p":
        yield from _paragraph([tag.get_text()], width)
    else:
        yield _list(tag, width)


def _list(tag: "Tag", width: int) -> str:
    first = int(str(tag.get("start", "1")))
    items = []
    for number, item in enumerate(tag.find_all("li", recursive=False), first):
        mark = "- " if tag.name == "ul" else f"{number}. "
        lines = "\n".join(_blocks(item, width - len(mark)))
        items.append(mark + textwrap.indent(lines, " " * len(mark)).lstrip())
    return "\n".join(items)


def _paragraph(run: list[str], width: int) -> Iterator[str]:
    text = "".join(run).strip()
    if text:
        yield "\n".join(_wrapped(line, width) for line in text.split(_BREAK))


def _wrapped(text: str, width: int) -> str:
    """An address stays whole, and what no line may end at (typesetting.py) keeps words together."""
    line = re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
    return textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)


def _underlined(text: str, level: str, width: int) -> str:
    title = _wrapped(text, width)
    return f"{title}\n{_UNDERLINES[level] * max(map(len, title.splitlines()))}"


FORMAT = Format("text", "txt", "text/plain; charset=utf-8", "TXT", write_text)
