"""What makes the Word document: real headings, lists and tables, links between them, and page numbers."""

import datetime
import io
import zipfile

from bs4 import BeautifulSoup
from bs4.element import Tag
from docx import Document as new_document
from docx.document import Document as WordDocument
from docx.shared import Pt

from policygen.engine.formats.pasting import cards_as_lists, merge_lists
from policygen.engine.formats.typesetting import typeset
from policygen.engine.formats.word_page import set_up_page
from policygen.engine.formats.word_tables import add_table
from policygen.engine.formats.word_text import Links, add_inline, link_within, number_anew
from policygen.engine.policy.document import Document, Section

_LISTS = {"ul": "List Bullet", "ol": "List Number"}
_DEEPEST = 3
"""Word has styles for three levels of lists; what is deeper stands on the third."""
_LONGEST_PROPERTY = 255
_AFTER_TABLE = Pt(8)
_EPOCH = (1980, 1, 1, 0, 0, 0)


def word_file(document: Document) -> bytes:
    document = typeset(document)
    word = new_document()
    _set_properties(word, document)
    set_up_page(word, document)
    links = Links(section.id for section in document.sections)
    word.add_heading(document.title, level=0)
    word.add_paragraph(document.shop)
    word.add_paragraph(f"{document.strings['in_force']} {document.effective_text}")
    _add_contents(word, document, links)
    for section in document.sections:
        _add_section(word, section, links)
    return _without_times(word)


def _set_properties(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    properties.title = f"{document.title} · {document.shop}"[:_LONGEST_PROPERTY]
    properties.author = document.shop[:_LONGEST_PROPERTY]
    properties.language = document.language
    moment = datetime.datetime.combine(document.effective, datetime.time())
    properties.created = properties.modified = moment


def _add_contents(word: WordDocument, document: Document, links: Links) -> None:
    title = word.add_paragraph().add_run(document.strings["contents"])
    title.bold = True
    for section in document.sections:
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_after = 0
        link_within(paragraph, links, section.id, section.title)


def _add_section(word: WordDocument, section: Section, links: Links) -> None:
    links.mark(word.add_heading(section.title, level=1), section.id)
    blocks = BeautifulSoup("".join(str(clause.html) for clause in section.clauses), "html.parser")
    cards_as_lists(blocks)
    merge_lists(blocks)
    for block in blocks.children:
        if isinstance(block, Tag):
            _add_block(word, block, links)


def _add_block(word: WordDocument, block: Tag, links: Links) -> None:
    if block.name in _LISTS:
        _add_list(word, block, links)
    elif block.name == "table":
        add_table(word, block, links)
    elif block.name == "h3":
        word.add_heading(block.get_text(), level=2)
    else:
        paragraph = word.add_paragraph()
        before = block.find_previous_sibling()
        if isinstance(before, Tag) and before.name == "table":
            paragraph.paragraph_format.space_before = _AFTER_TABLE
        add_inline(paragraph, block, links)


def _add_list(word: WordDocument, block: Tag, links: Links, level: int = 1) -> None:
    suffix = "" if level == 1 else f" {min(level, _DEEPEST)}"
    style = _LISTS[block.name] + suffix
    number = (
        number_anew(word, style, int(str(block.get("start", "1")))) if block.name == "ol" else None
    )
    for item in block.find_all("li", recursive=False):
        inner = [nested.extract() for nested in item.find_all(list(_LISTS), recursive=False)]
        paragraph = word.add_paragraph(style=style)
        if number is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = number
        add_inline(paragraph, item, links)
        for nested in inner:
            _add_list(word, nested, links, level + 1)


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
