"""What a reader of each format reads: elements and text, to compare formats with each other."""

import io
import subprocess
from functools import lru_cache
from html.parser import HTMLParser

from bs4 import BeautifulSoup, Tag
from docx import Document as open_docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from markdown_it import MarkdownIt
from markupsafe import escape

from policygen.engine.policy.document import Document

VOID = {"br", "img", "link", "meta", "hr", "input"}
_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


class Read(HTMLParser):
    """A page in one pass: its elements with the names of their attributes, its text, its links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.outline: list[tuple[str, list[str]]] = []
        self.words: list[str] = []
        self.links: list[str] = []
        self.problems: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.problems += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.problems.append(f"{tag}: an attribute twice")
        if tag != "bdi":  # isolates right-to-left text, and is added for it
            self.outline.append((tag, names))
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.problems.append(f"</{tag}> at line {self.getpos()[0]}")

    def handle_data(self, data: str) -> None:
        self.words += data.split()

    @property
    def text(self) -> str:
        """Without white space, as `squeezed`."""
        return "".join(self.words)


@lru_cache(maxsize=16)
def soup(html: str | bytes) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def squeezed(text: str) -> str:
    """Without any white space, so that line breaks do not count."""
    return "".join(text.split())


def render_markdown(markdown: bytes) -> str:
    return _MARKDOWN.render(markdown.decode())


def policy_html(document: Document, *, cards: bool = False) -> str:
    """What a Markdown or Word file has to say: title, shop, date, and the sections. A card, a table without a
    head, is a list there; with `cards` it stays a table."""
    date = f"{document.strings['in_force']} {document.effective_text}"
    sections = "".join(
        f"<h2>{escape(section.title)}</h2>"
        + "".join(
            str(clause.html) if cards else _without_cards(str(clause.html))
            for clause in section.clauses
        )
        for section in document.sections
    )
    head = f"<h1>{escape(document.title)}</h1><p><strong>{escape(document.shop)}</strong></p><p>{date}</p>"
    return head + sections


def _without_cards(html: str) -> str:
    blocks = BeautifulSoup(html, "html.parser")
    for card in blocks.select("table:not(:has(thead))"):
        for row in card.select("tr"):
            head = row.select("th")[0]
            head.append(":")
            head.name, row.name = "strong", "li"
            head.attrs = {}
            head.insert_after(" ")
        for part in card.select("td, tbody"):
            part.unwrap()
        card.name, card.attrs = "ul", {}
    return str(blocks)


def elements(html: str, *names: str) -> list[tuple[str, str]]:
    """The elements of these names in order, each with its text; empty ones left out."""
    found = [(tag.name, squeezed(tag.get_text())) for tag in soup(html).find_all(list(names))]
    return [(name, text) for name, text in found if text]


def links(html: str) -> list[tuple[str, str]]:
    return [(str(a["href"]), squeezed(a.get_text())) for a in soup(html).find_all("a", href=True)]


def word(docx: bytes) -> WordDocument:
    return open_docx(io.BytesIO(docx))


def word_text(docx: bytes) -> str:
    """Every run of text in the order of the document, links and tables included."""
    body = word(docx).element.body
    return "".join(node.text or "" for node in body.iter(qn("w:t")))


def pdf_text(pdf: bytes, *options: str) -> str:
    """`options` of pdftotext: ``-raw`` for the order of the tags, column by column."""
    command = ["pdftotext", "-enc", "UTF-8", *options, "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


def ids(html: str) -> list[str]:
    return [str(tag["id"]) for tag in soup(html).find_all(id=True) if isinstance(tag, Tag)]
