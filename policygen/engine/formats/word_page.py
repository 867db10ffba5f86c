"""The page of a Word document: paper, language, and what stands at its foot."""

from docx.document import Document as WordDocument
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from policygen.engine.formats.word_tables import room
from policygen.engine.language.paper import Paper
from policygen.engine.policy.document import Document

_PAPERS: dict[Paper, tuple[float, float]] = {"A4": (210, 297), "Letter": (215.9, 279.4)}
"""Millimetres."""
_SMALL = Pt(8.5)


def set_up_page(word: WordDocument, document: Document) -> None:
    section = word.sections[0]
    width, height = _PAPERS[document.paper]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(22)
    _set_language(word, document.locale or document.language)
    font = word.styles["Normal"].font
    font.name, font.size = "Georgia", Pt(10.5)
    _add_footer(word, document)


def _set_language(word: WordDocument, locale: str) -> None:
    """In the defaults too, by which readers go that make a PDF of it or read it aloud."""
    defaults = word.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for properties in (word.styles["Normal"].element.get_or_add_rPr(), defaults):
        language = properties.find(qn("w:lang"))
        if language is None:
            language = OxmlElement("w:lang")
            properties.append(language)
        language.set(qn("w:val"), locale)
    settings = word.settings.element
    theme = settings.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.set(qn("w:val"), locale)


def _add_footer(word: WordDocument, document: Document) -> None:
    """Whose policy it is, and the page of how many."""
    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.style = word.styles["Normal"]  # that of a footer has a stop in the middle
    paragraph.paragraph_format.tab_stops.add_tab_stop(room(word), WD_TAB_ALIGNMENT.RIGHT)
    _add_small(paragraph, f"{document.shop}\t")
    rest = document.strings["page_of"]
    for field, name in (("PAGE", "{page}"), ("NUMPAGES", "{pages}")):
        before, _, rest = rest.partition(name)
        _add_small(paragraph, before)
        _add_field(paragraph, field)
    _add_small(paragraph, rest)


def _add_small(paragraph: Paragraph, text: str) -> None:
    if text:
        paragraph.add_run(text).font.size = _SMALL


def _add_field(paragraph: Paragraph, name: str) -> None:
    """A number that Word works out."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = paragraph.add_run("1")
    run.font.size = _SMALL
    field.append(run._r)
    paragraph._p.append(field)
