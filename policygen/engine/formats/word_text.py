"""Text in a Word document: emphasis, links to the web, and links to other places of the document."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from bs4.element import NavigableString, Tag
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_FOR_NUMBER = 480
"""Twentieths of a point."""
_LONGEST_NAME = 40
"""Of a bookmark, which has letters, digits and low lines only."""


class Links:
    """The bookmarks of a document, by the ids of its sections."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._names = {
            id_: f"s{number}_{id_.replace('-', '_')}"[:_LONGEST_NAME]
            for number, id_ in enumerate(ids, start=1)
        }

    def name(self, id_: str) -> str | None:
        """None where nothing of the document has that id."""
        return self._names.get(id_)

    def mark(self, heading: Paragraph, id_: str) -> None:
        number = str(list(self._names).index(id_) + 1)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), number)
        start.set(qn("w:name"), self._names[id_])
        end.set(qn("w:id"), number)
        heading._p.insert(1 if heading._p.pPr is not None else 0, start)
        heading._p.append(end)


@dataclass(frozen=True)
class Look:
    """How a run is set."""

    bold: bool = False
    italic: bool = False
    size: Pt | None = None

    def on(self, run: Run) -> Run:
        run.bold, run.italic = self.bold or None, self.italic or None
        if self.size:
            run.font.size = self.size
        return run


def add_inline(paragraph: Paragraph, node: Tag, links: Links, look: Look = Look()) -> None:
    """The text of `node`, with emphasis and links."""
    for child in node.children:
        if isinstance(child, NavigableString):
            look.on(paragraph.add_run(str(child) if str(child).strip() else " "))
        elif not isinstance(child, Tag):
            continue
        elif child.name == "a":
            _add_link(paragraph, child, links, look)
        elif child.name == "br":
            paragraph.add_run().add_break()
        else:
            bold, italic = child.name == "strong", child.name == "em"
            inner = replace(look, bold=look.bold or bold, italic=look.italic or italic)
            add_inline(paragraph, child, links, inner)


def _add_link(paragraph: Paragraph, link: Tag, links: Links, look: Look) -> None:
    address, text = str(link.get("href", "")), link.get_text()
    if address.startswith("#"):
        link_within(paragraph, links, address[1:], text, look)
    else:
        made = OxmlElement("w:hyperlink")
        made.set(
            qn("r:id"),
            paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
        )
        _put(paragraph, made, text, look)


def link_within(
    paragraph: Paragraph, links: Links, id_: str, text: str, look: Look = Look()
) -> None:
    """To a section of the document; plain text where there is none of that id."""
    name = links.name(id_)
    if name is None:
        look.on(paragraph.add_run(text))
        return
    made = OxmlElement("w:hyperlink")
    made.set(qn("w:anchor"), name)
    _put(paragraph, made, text, look)


def _put(paragraph: Paragraph, link: object, text: str, look: Look) -> None:
    run = look.on(paragraph.add_run(text))
    run.font.underline = True
    link.append(run._r)  # type: ignore[attr-defined]  # an element of lxml
    paragraph._p.append(link)


def number_anew(word: WordDocument, style: str, start: int) -> int:
    """The id of a numbering that looks like that of the style and begins at `start`: else a second list would
    go on where the first one ended."""
    numbering = word.part.numbering_part.element
    of_style = word.styles[style].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(of_style).abstractNumId.val
    _make_room(numbering, abstract)
    number = numbering.add_num(abstract)
    number.add_lvlOverride(ilvl=0).add_startOverride(start)
    return int(number.numId)


def _make_room(numbering: Any, abstract: int) -> None:
    """For numbers of two figures, which run into the text with the quarter of an inch that the style has."""
    (level,) = numbering.xpath(f'w:abstractNum[@w:abstractNumId="{abstract}"]/w:lvl[@w:ilvl="0"]')
    indent = level.find(f"{qn('w:pPr')}/{qn('w:ind')}")
    more = _FOR_NUMBER - int(indent.get(qn("w:hanging")))
    for element, name in (
        (indent, "w:hanging"),
        (indent, "w:left"),
        (level.find(f"{qn('w:pPr')}/{qn('w:tabs')}/{qn('w:tab')}"), "w:pos"),
    ):
        element.set(qn(name), str(int(element.get(qn(name))) + more))
