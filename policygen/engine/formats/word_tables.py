"""Tables of a Word document: columns as wide as their words need, whole rows, a head on every page."""

from collections.abc import Sequence

from bs4.element import Tag
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt

from policygen.engine.formats.word_text import Links, Look, add_inline

_SIZE = Pt(8.5)
_SIGN = Pt(4.6)
"""How wide a letter of that size is, capitals and digits considered."""
_MARGINS = Pt(12)
"""Of a cell, both sides."""
_LONGEST = 60
"""Letters: a cell with more has several lines however wide its column is."""


def add_table(word: WordDocument, block: Tag, links: Links) -> None:
    rows = [row.find_all(["th", "td"]) for row in block.find_all("tr")]
    table = word.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    table.autofit = False
    breadths = widths([[cell.get_text(" ") for cell in row] for row in rows], room(word))
    for column, breadth in zip(table.columns, breadths, strict=True):
        column.width = breadth
    for cells in rows:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for target, cell, breadth in zip(row.cells, cells, breadths, strict=True):
            target.width = breadth
            # The name in the first cell is strong by itself, what stands below it is not.
            bold = cell.name == "th" and cell.find("strong") is None
            add_inline(target.paragraphs[0], cell, links, Look(bold=bold, size=_SIZE))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:
        look.set(qn("w:noHBand"), "1")


def room(word: WordDocument) -> Length:
    """Between the margins."""
    section = word.sections[0]
    return Length(
        (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    )


def widths(rows: Sequence[Sequence[str]], whole: Length) -> list[Length]:
    """Of columns with these texts, together `whole`. No word is cut where that can be had; the rest goes by
    how much there is to read."""
    columns = list(zip(*rows, strict=True))
    least = [
        max(len(word) for text in column for word in (text.split() or [""])) for column in columns
    ]
    needed = [count * _SIGN + _MARGINS for count in least]
    rest = max(whole - sum(needed), 0)
    wanted = [sum(min(len(text), _LONGEST) for text in column) or 1 for column in columns]
    made = [need + rest * want / sum(wanted) for need, want in zip(needed, wanted, strict=True)]
    return [Length(int(width * whole / sum(made))) for width in made]
