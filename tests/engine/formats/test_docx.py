import datetime
import io
import zipfile

import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from policygen.engine.formats.docx import write_docx
from policygen.engine.formats.typesetting import typeset
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
    language = document.styles["Normal"].element.rPr.find(qn("w:lang"))
    assert language.get(qn("w:val")) == "uk-UA"


@each_policy
def test_it_says_what_the_html_says(name: str, language: str) -> None:
    text = squeezed(word_text(written(name, language, "docx")))
    assert text == squeezed(soup(policy_html(composed(name, language))).get_text())


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
    assert [text for text in cells if text] == [text for _, text in elements(html, "th", "td")]
    items = [
        squeezed(p.text)
        for p in document.paragraphs
        if p.style and (p.style.name or "").startswith("List")
    ]
    assert items == [text for _, text in elements(html, "li")]
    heads = [t.rows[0]._tr.trPr is not None for t in document.tables]
    assert heads == [table.thead is not None for table in soup(html).find_all("table")]


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
