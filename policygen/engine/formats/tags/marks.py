"""What is written on the pages, piece by piece, and the HTML that it comes from."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure.boxes import MarginBox, TextBox


class Mark(NamedTuple):
    """A piece of text: a line, or what of it looks alike."""

    page: int
    """From 0."""
    number: int
    """By which the page's content calls it (MCID)."""
    element: Element
    pseudo: str
    """“marker” for the sign of a list’s item, “after” for text of the style sheet; else empty."""


def marks(document: Document, pdf: pydyf.PDF) -> Iterator[Mark]:
    """All but those of the margins, in the order of reading. Raises ValueError where WeasyPrint's own tree
    and its boxes, which it was made of, differ."""
    numbers = _numbers(pdf)
    for index, (page, reference) in enumerate(
        zip(document.pages, pdf.page_references, strict=True)
    ):
        boxes = _text_boxes(page._page_box)
        for box, number in zip(boxes, numbers.get(reference, ()), strict=True):
            yield Mark(index, number, box.element, box.element_tag.partition("::")[2])


def _text_boxes(page_box: Any) -> Iterator[TextBox]:
    for child in page_box.children:
        if not isinstance(child, MarginBox):
            for box in child.descendants(placeholders=True):
                if isinstance(box, TextBox):
                    yield box


def _numbers(pdf: pydyf.PDF) -> dict[bytes, list[int]]:
    """By the reference to the page, in the order of WeasyPrint's tree."""
    found: dict[bytes, list[int]] = {}

    def walk(element: pydyf.Dictionary) -> None:
        for kid in element["K"]:
            if isinstance(kid, int):
                found.setdefault(element["Pg"], []).append(kid)
            elif (child := referenced(pdf, kid))["Type"] == "/StructElem":
                walk(child)

    walk(referenced(pdf, referenced(pdf, pdf.catalog["StructTreeRoot"])["K"][0]))
    return found


def referenced(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]
