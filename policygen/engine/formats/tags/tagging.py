"""The one step after layout: WeasyPrint calls it before the file is written."""

from collections import defaultdict
from xml.etree.ElementTree import Element

import pydyf
from weasyprint import Document

from policygen.engine.formats.tags.artifacts import mark_artifacts
from policygen.engine.formats.tags.links import mend_links
from policygen.engine.formats.tags.marks import marks
from policygen.engine.formats.tags.tables import mark_tables
from policygen.engine.formats.tags.tree import Tree
from policygen.engine.formats.tags.writing import write_tree


def tag(document: Document, pdf: pydyf.PDF, html: Element) -> None:
    """`html`: the root of what was printed. Raises ValueError where the pages are not as WeasyPrint 70 makes
    them."""
    found = list(marks(document, pdf))
    tree = Tree(html, found)
    mend_links(document, pdf, tree)
    heads: dict[int, set[int]] = defaultdict(set)
    for mark in tree.repeated:
        heads[mark.page].add(mark.number)
    text: dict[int, set[int]] = defaultdict(set)
    for mark in found:
        if mark.number not in heads[mark.page]:
            text[mark.page].add(mark.number)
    for number, page in enumerate(pdf.page_references):
        mark_artifacts(pdf, page, text[number], heads[number])
    write_tree(pdf, tree.root, mark_tables(tree.root))
