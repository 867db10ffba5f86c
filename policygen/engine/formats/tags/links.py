"""Links, each once: WeasyPrint makes one a line, and another for what the style sheet adds to it."""

from itertools import groupby
from typing import Any

import pydyf
from weasyprint import Document

from policygen.engine.formats.tags.marks import referenced
from policygen.engine.formats.tags.tables import text_of
from policygen.engine.formats.tags.tree import Node, Tree

_PRINTED = 4
"""Set where what is seen on the screen is on paper too (ISO 32000-1, 12.5.3)."""


def mend_links(document: Document, pdf: pydyf.PDF, tree: Tree) -> None:
    """Of each there is one annotation a page, which says in the reader's words where it leads."""
    for page, reference in zip(document.pages, pdf.page_references, strict=True):
        written = referenced(pdf, reference)
        if "Annots" not in written:
            continue
        written["Annots"] = pydyf.Array()
        for link, boxes in groupby(_boxes(page), lambda box: tree.link(box.element)):
            if link is not None:
                annotation = _joined([box.link_annotation for box in boxes if _is_whole(box)], link)
                annotation["P"] = reference
                link.annotations.append(annotation)
                written["Annots"].append(annotation.reference)


def _boxes(page: Any) -> list[Any]:
    return [box for _, _, _, box in page.links if box.link_annotation]


def _is_whole(box: Any) -> bool:
    """Whether it holds all of the link that is on its line."""
    return bool(box.element_tag == "a")


def _joined(pieces: list[pydyf.Dictionary], link: Node) -> pydyf.Dictionary:
    """One annotation for the lines of a link, and in words where it leads."""
    first = pieces[0]
    first["Contents"] = pydyf.String(text_of(link))
    first["F"] = _PRINTED
    if len(pieces) > 1:
        corners = [_corners(piece["Rect"]) for piece in pieces]
        first["QuadPoints"] = pydyf.Array([number for quad in corners for number in quad])
        xs, ys = zip(*[(q[i], q[i + 1]) for q in corners for i in (0, 2, 4, 6)], strict=True)
        first["Rect"] = pydyf.Array([min(xs), min(ys), max(xs), max(ys)])
    return first


def _corners(rectangle: list[float]) -> list[float]:
    """Upper left, upper right, lower left, lower right: the order that readers go by."""
    x1, y1, x2, y2 = rectangle
    left, right, bottom, top = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
    return [left, top, right, top, left, bottom, right, bottom]
