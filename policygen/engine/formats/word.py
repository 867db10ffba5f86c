"""What makes the Word document: real headings, lists and tables."""

import datetime
import io
import zipfile

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag
from docx import Document as new_document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from policygen.engine.formats.typesetting import typeset
from policygen.engine.policy.document import Document

_LISTS = {"ul": "List Bullet", "ol": "List Number"}
_LONGEST_PROPERTY = 255
_EPOCH = (1980, 1, 1, 0, 0, 0)


def word_file(document: Document) -> bytes:
    document = typeset(document)
    word = new_document()
    _set_properties(word, document)
    word.add_heading(document.title, level=0)
    word.add_paragraph(document.shop)
    word.add_paragraph(f"{document.strings['in_force']} {document.effective_text}")
    for section in document.sections:
        word.add_heading(section.title, level=1)
        for clause in section.clauses:
            for block in BeautifulSoup(str(clause.html), "html.parser").children:
                if isinstance(block, Tag):
                    _add_block(word, block)
    return _without_times(word)


def _set_properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    properties.title = f"{document.title} · {document.shop}"[:_LONGEST_PROPERTY]
    properties.author = document.shop[:_LONGEST_PROPERTY]
    properties.language = document.language
    moment = datetime.datetime.combine(document.effective, datetime.time())
    properties.created = properties.modified = moment
    style = word.styles["Normal"]
    style.font.name, style.font.size = "Georgia", Pt(10.5)
    language = OxmlElement("w:lang")
    language.set(
        qn("w:val"), {"en": "en-GB", "uk": "uk-UA"}.get(document.language, document.language)
    )
    style.element.get_or_add_rPr().append(language)


def _add_block(word: WordDocument, block: Tag) -> None:
    if block.name in _LISTS:
        _add_list(word, block)
    elif block.name == "table":
        _add_table(word, block)
    elif block.name == "h3":
        word.add_heading(block.get_text(), level=2)
    else:
        _add_inline(word.add_paragraph(), block)


def _add_list(word: WordDocument, block: Tag, level: int = 1) -> None:
    """Word has styles for three levels; what is deeper stands on the third."""
    suffix = "" if level == 1 else f" {min(level, 3)}"
    for item in block.find_all("li", recursive=False):
        inner = [nested.extract() for nested in item.find_all(list(_LISTS), recursive=False)]
        _add_inline(word.add_paragraph(style=_LISTS[block.name] + suffix), item)
        for nested in inner:
            _add_list(word, nested, level + 1)


def _add_table(word: WordDocument, block: Tag) -> None:
    rows = [row.find_all(["th", "td"]) for row in block.find_all("tr")]
    table = word.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for cells in rows:
        for target, cell in zip(table.add_row().cells, cells, strict=True):
            _add_inline(target.paragraphs[0], cell, size=Pt(8.5))
    if block.thead:
        header = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(header)


def _add_inline(
    paragraph: Paragraph, node: Tag, *, bold: bool = False, size: Pt | None = None
) -> None:
    """The text of `node`, with emphasis and links; nested lists become lines of their own."""
    for child in node.children:
        if isinstance(child, NavigableString):
            run = paragraph.add_run(str(child) if str(child).strip() else " ")
            run.bold = bold or node.name == "th" or None
            if size:
                run.font.size = size
        elif isinstance(child, Tag) and child.name == "a":
            _add_link(paragraph, str(child.get("href", "")), child.get_text(), size)
        elif isinstance(child, Tag) and child.name == "br":
            paragraph.add_run().add_break()
        elif isinstance(child, Tag):
            _add_inline(paragraph, child, bold=bold or child.name == "strong", size=size)


def _add_link(paragraph: Paragraph, url: str, text: str, size: Pt | None) -> None:
    if url.startswith("#"):
        paragraph.add_run(text)
        return
    run = paragraph.add_run(text)
    run.font.underline = True
    if size:
        run.font.size = size
    link = OxmlElement("w:hyperlink")
    link.set(
        qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    )
    link.append(run._r)
    paragraph._p.append(link)


def _without_times(word: WordDocument) -> bytes:
    """The file with every entry's time fixed, so that the same document gives the same bytes."""
    written = io.BytesIO()
    word.save(written)
    fixed = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return fixed.getvalue()
