import io
import logging
import re
from collections.abc import Iterator
from functools import lru_cache

import pikepdf
import pytest
from weasyprint.logger import LOGGER

from policygen.engine.facts.reading import facts_data, make_facts
from policygen.engine.formats.pdf import write_pdf
from policygen.engine.formats.printing import BundledFonts
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from policygen.engine.policy.plain_text import plain_text
from tests.cast import LANGUAGES, changed, composed, example
from tests.engine.formats.reading_back import links, pdf_text, policy_html, squeezed

LETTERS = "Ґалаґан Їжак, Єва-Іванна, вул. Об’їзна, 5"
"""An address with every letter that Ukrainian has and Russian has not."""


@lru_cache
def document(language: str) -> Document:
    changes = {"business.address": {"en": "5 Obizna St", "uk": LETTERS}}
    facts = make_facts(changed(changes, facts_data(example("klumandel"))), shipped_library())
    return compose(shipped_library(), facts, language)


@lru_cache
def warnings_and_bytes(language: str) -> tuple[list[str], bytes]:
    """The PDF, made once, with what WeasyPrint had to say about it."""
    said: list[str] = []
    listener = logging.Handler(logging.WARNING)
    listener.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    LOGGER.addHandler(listener)
    try:
        return said, write_pdf(document(language))
    finally:
        LOGGER.removeHandler(listener)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def pdf(language: str) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(warnings_and_bytes(language)[1])) as opened:
        yield opened


def text(language: str) -> str:
    return pdf_text(warnings_and_bytes(language)[1])


@pytest.mark.few(1)
def test_it_works(pdf: pikepdf.Pdf, language: str) -> None:
    assert len(pdf.pages) in range(3, 9)
    assert {"en": "Privacy policy", "uk": "Політика конфіденційності"}[language] in text(language)


def test_weasyprint_has_nothing_to_warn_about(language: str) -> None:
    assert warnings_and_bytes(language)[0] == []


def test_it_is_marked_as_pdf_ua(pdf: pikepdf.Pdf, language: str) -> None:
    root = pdf.Root
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert str(root.Lang) == language
    assert "/ParentTree" in root.StructTreeRoot
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == f"{document(language).title} · klumandel"
    assert str(pdf.docinfo["/Title"]) == f"{document(language).title} · klumandel"
    assert str(pdf.docinfo["/Author"]) == "klumandel"


def test_links_say_where_they_lead(pdf: pikepdf.Pdf, language: str) -> None:
    annotations = [a for page in pdf.pages for a in page.get("/Annots", []) if a.Subtype == "/Link"]
    assert all(str(a.get("/Contents", "")) for a in annotations)
    outside = {str(a.A.URI) for a in annotations if "/A" in a and "/URI" in a.A}
    assert outside == {
        href for href, _ in links(policy_html(document(language), cards=True)) if href[0] != "#"
    }
    inside = {str(a.Dest) for a in annotations if "/Dest" in a}
    assert inside == {section.id for section in document(language).sections}


def test_bookmarks_are_the_sections(pdf: pikepdf.Pdf, language: str) -> None:
    with pdf.open_outline() as outline:
        assert [squeezed(item.title) for item in outline.root] == [
            squeezed(s.title) for s in document(language).sections
        ]


def test_paper_is_that_of_the_country() -> None:
    printed = write_pdf(composed("oregon-drawing", "en"))
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        sizes = {tuple(round(float(x)) for x in page.MediaBox) for page in pdf.pages}
    assert sizes == {(0, 0, 612, 792)}


def test_pages_are_a4_and_say_their_number(pdf: pikepdf.Pdf, language: str) -> None:
    assert {tuple(round(float(x)) for x in page.MediaBox) for page in pdf.pages} == {
        (0, 0, 595, 842)
    }
    count = len(pdf.pages)
    words = {"en": "Page {} of {}", "uk": "Сторінка {} з {}"}[language]
    for number, page in enumerate(text(language).split("\f")[:count], start=1):
        assert words.format(number, count) in page


def test_contents_give_the_page_of_each_section(language: str) -> None:
    pages = pdf_text(warnings_and_bytes(language)[1], "-raw").split("\f")
    for section in document(language).sections:
        words = r"\s+".join(map(re.escape, section.title.split()))
        listed = re.search(rf"^{words}\s+(\d+)$", pages[0], re.MULTILINE)
        assert listed, section.title
        page = pages[int(listed[1]) - 1]
        assert squeezed(section.title) in squeezed(page.split(listed[0])[-1])


def test_every_font_is_embedded_and_ours(pdf: pikepdf.Pdf) -> None:
    fonts = {str(f.BaseFont): f for page in pdf.pages for f in page.Resources.Font.values()}
    assert {name.split("+")[1].partition("-")[0] for name in fonts} == {"Inter", "Source"}
    for font in fonts.values():
        (descendant,) = font.DescendantFonts
        assert {"/FontFile2", "/FontFile3"} & set(descendant.FontDescriptor.keys())
        assert "/ToUnicode" in font


def test_ukrainian_letters_can_be_read_and_searched() -> None:
    found = squeezed(text("uk"))
    assert squeezed(LETTERS) in found
    for words in (
        "Ваші права за законом України",
        "ФОП Приклад Олена Іванівна",
        "ім’я та прізвище",
    ):
        assert squeezed(words).casefold() in found.casefold()


def test_it_says_what_the_html_says(language: str) -> None:
    found = squeezed(text(language))
    for clause in document(language).clauses:
        if "<table" not in clause.html:
            for line in plain_text(clause.html).splitlines():
                assert squeezed(line)[:30] in found


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_pdf(document("uk")) == warnings_and_bytes("uk")[1]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/font.ttf",
        "http://127.0.0.1/",
        "file:///etc/hostname",
        "data:text/plain,x",
        "ftp://example.org/x",
        "font:../../manage",
        "font:inter-400.ttf",
        "font:",
        "inter-400",
        "",
    ],
)
def test_nothing_is_fetched(url: str) -> None:
    with pytest.raises(ValueError, match=r"^nothing is fetched for a PDF: "):
        BundledFonts().fetch(url)


def test_only_the_bundled_fonts_are_given_out() -> None:
    response = BundledFonts().fetch("font:inter-400")
    assert response.read()[:4] == b"\x00\x01\x00\x00"
