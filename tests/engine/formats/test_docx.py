import datetime
import io
import zipfile
from dataclasses import replace

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, Twips
from docx.text.paragraph import Paragraph
from markupsafe import Markup

from policygen.engine.formats.docx import write_docx
from policygen.engine.formats.typesetting import typeset
from policygen.engine.formats.word_tables import room, widths
from policygen.engine.policy.document import Section
from tests.cast import composed, written
from tests.engine.formats.reading_back import (
    elements,
    links,
    policy_html,
    soup,
    squeezed,
    word,
    word_text,
)

POLICIES = [("klumandel", "uk"), ("handcraft-courses", "en")]
each_policy = pytest.mark.parametrize(("name", "language"), POLICIES)


def test_it_works() -> None:
    document = word(written("klumandel", "uk", "docx"))
    properties = document.core_properties
    assert (properties.title, properties.author, properties.language) == (
        "Політика конфіденційності · klumandel",
        "klumandel",
        "uk",
    )
    assert (
        properties.created
        == properties.modified
        == datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
    )


@each_policy
def test_it_says_what_the_html_says(name: str, language: str) -> None:
    document = typeset(composed(name, language))
    contents = document.strings["contents"] + "".join(s.title for s in document.sections)
    page = soup(policy_html(composed(name, language)))
    day = squeezed(document.effective_text)
    text = squeezed(page.get_text()).replace(day, day + squeezed(contents), 1)
    assert squeezed(word_text(written(name, language, "docx"))) == text


@each_policy
def test_headings_are_headings(name: str, language: str) -> None:
    found = [
        (p.style.name, p.text)  # type: ignore[union-attr]
        for p in word(written(name, language, "docx")).paragraphs
        if p.style and p.style.name and p.style.name.startswith(("Heading", "Title"))
    ]
    document = typeset(composed(name, language))
    assert found == [
        ("Title", document.title),
        *(("Heading 1", s.title) for s in document.sections),
    ]


@each_policy
def test_tables_and_lists_are_what_they_are_in_html(name: str, language: str) -> None:
    document, html = word(written(name, language, "docx")), policy_html(composed(name, language))
    cells = [
        squeezed(cell.text) for table in document.tables for row in table.rows for cell in row.cells
    ]
    assert [text for text in cells if text] == [t for _, t in elements(html, "th", "td")]
    items = [squeezed(p.text) for p in document.paragraphs if _style(p).startswith("List")]
    assert items == [text for _, text in elements(html, "li")]


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style.name or "") if paragraph.style else ""


@each_policy
def test_tables_fit_the_page_and_no_row_is_parted(name: str, language: str) -> None:
    document = word(written(name, language, "docx"))
    assert document.tables
    for table in document.tables:
        breadths = [int(column.width or 0) for column in table.columns]
        assert abs(room(document) - sum(breadths)) <= len(breadths) * Twips(1)  # rounded
        assert len(set(breadths)) > 1
        rows = [row._tr.trPr for row in table.rows]
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
        assert [row.find(qn("w:tblHeader")) is not None for row in rows] == [True] + [False] * (
            len(rows) - 1
        )


def test_columns_are_as_wide_as_their_words_need() -> None:
    narrow, wide = widths([["Role", "What"], ["ours", "word " * 40]], Pt(400))
    assert narrow < wide
    assert narrow >= 4 * Pt(4.6)
    crowded = widths([["x" * 50, "y" * 100]], Pt(100))
    assert sum(crowded) <= Pt(100) and crowded[0] < crowded[1]


def runs(docx: bytes) -> list[tuple[str, bool, bool]]:
    """Of tables and paragraphs in the order of the document: text, bold, italic."""
    return [
        (
            text,
            run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None,
            run.find(f"{qn('w:rPr')}/{qn('w:i')}") is not None,
        )
        for run in word(docx).element.body.iter(qn("w:r"))
        if (text := "".join(t.text or "" for t in run.iter(qn("w:t"))))
    ]


def written_of(html: str, **more: str) -> bytes:
    document = composed("klumandel", "en")
    clause = document.clauses[0]._replace(html=Markup(html))
    return write_docx(replace(document, sections=(Section("rights", "Rights", (clause,)),), **more))  # type: ignore[arg-type]


def test_emphasis_is_that_of_the_page() -> None:
    html = (
        "<p>a <strong>b <em>c</em></strong> <em>d</em></p><table><thead><tr><th>Service</th><th>For</th></tr></thead>"
        '<tbody><tr><th><strong><a href="https://stripe.example">Stripe</a></strong><br>Stripe Inc.</th><td>x</td></tr>'
        "<tr><th>Post</th><td>y</td></tr></tbody></table>"
    )
    found = runs(written_of(html))[-12:]
    assert [run for run in found if run[0].strip()] == [
        ("a ", False, False),
        ("b ", True, False),
        ("c", True, True),
        ("d", False, True),
        ("Service", True, False),
        ("For", True, False),
        ("Stripe", True, False),
        ("Stripe Inc.", False, False),
        ("x", False, False),
        ("Post", True, False),
        ("y", False, False),
    ]


def test_a_paragraph_keeps_off_the_table_above_it() -> None:
    table = "<table><thead><tr><th>A</th></tr></thead><tbody><tr><th>b</th></tr></tbody></table>"
    document = word(written_of(f"<p>above</p>{table}<p>below</p><p>last</p>"))
    spaces = {p.text: p.paragraph_format.space_before for p in document.paragraphs}
    assert [spaces[text] for text in ("above", "below", "last")] == [None, Pt(8), None]


def test_each_numbered_list_begins_where_it_says() -> None:
    html = "<ol><li>a</li><li>b</li></ol><p>x</p><ol start='5'><li>c</li></ol>"
    document = word(written_of(html))
    numbers = [p._p.pPr.numPr.numId.val for p in document.paragraphs if _style(p) == "List Number"]  # type: ignore[union-attr]
    assert numbers[0] == numbers[1] != numbers[2]
    numbering = document.part.numbering_part.element
    starts = [
        numbering.num_having_numId(number).lvlOverride_lst[0].startOverride.val
        for number in numbers
    ]
    assert starts == [1, 1, 5]
    abstract = numbering.num_having_numId(numbers[0]).abstractNumId.val
    level = f'w:abstractNum[@w:abstractNumId="{abstract}"]/w:lvl/w:pPr'
    (indent,), (stop,) = (numbering.xpath(level + end) for end in ("/w:ind", "/w:tabs/w:tab"))
    room = (indent.get(qn("w:left")), indent.get(qn("w:hanging")), stop.get(qn("w:pos")))
    assert room == ("480", "480", "480")  # “10.” and a gap


@each_policy
def test_links_within_lead_to_headings(name: str, language: str) -> None:
    body = word(written(name, language, "docx")).element.body
    marked = {
        mark.get(qn("w:name")): squeezed("".join(t.text for t in mark.getparent().iter(qn("w:t"))))
        for mark in body.iter(qn("w:bookmarkStart"))
    }
    document = composed(name, language)
    titles = {section.id: squeezed(section.title) for section in document.sections}
    assert list(marked.values()) == list(titles.values())
    found = [
        (
            marked[str(link.get(qn("w:anchor")))],
            squeezed("".join(t.text for t in link.iter(qn("w:t")))),
        )
        for link in body.iter(qn("w:hyperlink"))
        if link.get(qn("w:anchor"))
    ]
    contents = [(title, title) for title in titles.values()]
    inside = [
        (titles[href[1:]], text)
        for href, text in links(policy_html(document))
        if href[0] == "#" and href[1:] in titles
    ]
    assert found == [*contents, *inside]


@pytest.mark.parametrize(
    ("name", "language", "locale"),
    [("klumandel", "uk", "uk-UA"), ("klumandel", "en", "en-GB"), ("oregon-drawing", "en", "en-US")],
)
def test_the_language_is_that_of_the_text_everywhere(name: str, language: str, locale: str) -> None:
    document = word(written(name, language, "docx"))
    found = {
        element.get(qn("w:val"))
        for part in (document.styles.element, document.settings.element)
        for element in [*part.iter(qn("w:lang")), *part.iter(qn("w:themeFontLang"))]
    }
    assert found == {locale}


@pytest.mark.parametrize(
    ("name", "millimetres"), [("klumandel", (210, 297)), ("oregon-drawing", (216, 279))]
)
def test_paper_is_that_of_the_country(name: str, millimetres: tuple[int, int]) -> None:
    section = word(written(name, "en", "docx")).sections[0]
    size = (section.page_width, section.page_height)
    assert tuple(round(side.mm) for side in size if side is not None) == millimetres


def test_pages_are_numbered() -> None:
    footer = word(written("klumandel", "uk", "docx")).sections[0].footer
    assert footer.paragraphs[0].text == "klumandel\tСторінка  з "  # Word puts the numbers in
    fields = [field.get(qn("w:instr")) for field in footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


@each_policy
def test_links_lead_where_they_do_in_html(name: str, language: str) -> None:
    document = word(written(name, language, "docx"))
    relations = document.part.rels
    targets = {r.target_ref for r in relations.values() if r.reltype == RELATIONSHIP_TYPE.HYPERLINK}
    found = [
        (
            relations[link.get(qn("r:id"))].target_ref,
            squeezed("".join(t.text for t in link.iter(qn("w:t")))),
        )
        for link in document.element.body.iter(qn("w:hyperlink"))
        if link.get(qn("r:id"))
    ]
    outside = [link for link in links(policy_html(composed(name, language))) if link[0][0] != "#"]
    assert found == outside
    assert targets == {href for href, _ in outside}


def test_the_same_document_gives_the_same_bytes() -> None:
    assert write_docx(composed("klumandel", "uk")) == written("klumandel", "uk", "docx")


def test_no_entry_tells_when_it_was_made() -> None:
    with zipfile.ZipFile(io.BytesIO(written("klumandel", "uk", "docx"))) as entries:
        assert {entry.date_time for entry in entries.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert entries.testzip() is None
