"""The structure of our PDFs: what a screen reader says is the page, and nothing else."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

import pikepdf
import pytest
from markupsafe import Markup

from policygen.engine.formats.html import render
from policygen.engine.formats.pdf import write_pdf
from policygen.engine.policy.document import Document, Section
from tests.cast import LANGUAGES, composed, written
from tests.engine.formats.pdf_structure import (
    Element,
    links,
    opened,
    painted,
    read_aloud,
    root,
)
from tests.engine.formats.reading_back import soup, squeezed
from tests.paths import EXAMPLES

POLICIES = [
    (path.stem, language) for path in sorted(EXAMPLES.glob("*.yaml")) for language in LANGUAGES
]
pytestmark = pytest.mark.few(2)
each_policy = pytest.mark.parametrize(("name", "language"), POLICIES)


@lru_cache(maxsize=1)
def printed(name: str, language: str) -> bytes:
    return written(name, language, "pdf")


@pytest.fixture
def pdf(name: str, language: str) -> Iterator[pikepdf.Pdf]:
    with opened(printed(name, language)) as file:
        yield file


@each_policy
def test_what_is_read_aloud_is_the_page(name: str, language: str) -> None:
    said = list(read_aloud(printed(name, language)))
    text = [
        piece.text
        for piece in said
        if "Lbl" not in piece.within
        and not ("TOC" in piece.within and piece.text.strip().isdigit())
    ]
    page = soup(render("pdf.html", composed(name, language), css="")).body
    assert page is not None
    assert squeezed("".join(text)) == squeezed(page.get_text())
    signs = {piece.text.strip() for piece in said if "Lbl" in piece.within}
    assert all(sign == "•" or sign.rstrip(".").isdigit() for sign in signs)


@each_policy
def test_each_element_of_the_page_is_there_once(pdf: pikepdf.Pdf, name: str, language: str) -> None:
    page = soup(render("pdf.html", composed(name, language), css="")).body
    assert page is not None
    for kind, html in (
        ("H1", "h1"),
        ("H2", "h2"),
        ("H3", "h3"),
        ("P", "p"),
        ("Sect", "section"),
        ("Div", "div"),
        ("Table", "table"),
        ("TR", "tr"),
        ("TH", "th"),
        ("TD", "td"),
        ("Link", "a"),
        ("TOC", "nav ul"),
    ):
        assert len(root(pdf).of_kind(kind)) == len(page.select(html)), kind
    assert len(root(pdf).of_kind("LI", "TOCI")) == len(page.select("li"))


@each_policy
def test_headings_do_not_skip_a_level(pdf: pikepdf.Pdf) -> None:
    levels = [
        int(heading.kind[1]) for heading in root(pdf).of_kind("H1", "H2", "H3", "H4", "H5", "H6")
    ]
    assert levels[:2] == [1, 2] and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@each_policy
def test_each_element_stands_where_it_may(pdf: pikepdf.Pdf) -> None:
    """ISO 32000-1, 14.8.4: what a part of a table, a list or a contents may stand in."""
    around = {
        **{
            "Document": "StructTreeRoot",
            "TOCI": "TOC",
            "Reference": "TOCI",
            "LI": "L",
            "Lbl": "LI",
            "LBody": "LI",
        },
        **{"THead": "Table", "TBody": "Table", "TH": "TR", "TD": "TR"},
    }
    found = {(e.kind, e.above[-1]) for e in root(pdf).elements()}
    assert {(kind, above) for kind, above in found if around.get(kind, above) != above} == set()
    assert {above for kind, above in found if kind == "TR"} == {"THead", "TBody"}
    for item in root(pdf).of_kind("LI"):
        assert [str(kid.S) for kid in item.kids()] == ["/Lbl", "/LBody"]


@each_policy
def test_each_cell_knows_its_heads(pdf: pikepdf.Pdf) -> None:
    """By scope, and by names, which all lead to a head of the same table (ISO 14289-1, 7.5)."""
    names = list(pdf.Root.StructTreeRoot.IDTree.Names)
    ids = [str(name) for name in names[::2]]
    heads = dict(zip(ids, (element.objgen for element in names[1::2]), strict=True))
    assert ids == sorted(set(ids))
    for table in root(pdf).of_kind("Table"):
        mine = {str(th.entry.ID): th for th in table.of_kind("TH")}
        assert {heads[id_] for id_ in mine} == {th.entry.objgen for th in mine.values()}
        for head in mine.values():
            in_head = "THead" in head.above
            assert str(head.entry.A.Scope) == ("/Column" if in_head else "/Row")
        for row in table.of_kind("TR"):
            _check_row(row, table, [id_ for id_, th in mine.items() if "THead" in th.above])


def _check_row(row: Element, table: Element, columns: list[str]) -> None:
    cells = row.of_kind("TH", "TD")
    own = [str(cell.entry.ID) for cell in cells if cell.kind == "TH"]
    if "THead" in row.above:
        assert own == columns and all("/Headers" not in cell.entry.A for cell in cells)
        return
    for place, cell in enumerate(cells):
        named = [str(name) for name in cell.entry.A.get("/Headers", [])]
        assert named == (own if cell.kind == "TD" else []) + columns[place : place + 1]


@each_policy
def test_tables_say_what_they_are_about(pdf: pikepdf.Pdf, name: str, language: str) -> None:
    page = soup(render("pdf.html", composed(name, language), css=""))
    expected = [
        squeezed(table.find_previous(["h2", "h3"]).get_text()) for table in page.find_all("table")
    ]  # type: ignore[union-attr]
    assert [squeezed(str(t.entry.A.Summary)) for t in root(pdf).of_kind("Table")] == expected


@each_policy
def test_each_link_is_one_and_says_its_words(pdf: pikepdf.Pdf, name: str, language: str) -> None:
    page = soup(render("pdf.html", composed(name, language), css=""))
    words = [" ".join(a.get_text().split()) for a in page.find_all("a")]
    elements = root(pdf).of_kind("Link")
    told = [
        [str(kid.Obj.Contents) for kid in link.kids() if _is_reference(kid)] for link in elements
    ]
    assert [set(of_one) for of_one in told] == [{text} for text in words]
    notes = [kid.Obj.objgen for link in elements for kid in link.kids() if _is_reference(kid)]
    assert sorted(notes) == sorted(note.objgen for note in links(pdf))
    targets = [
        str(link.kids()[0].Obj.get("/Dest", "") or link.kids()[0].Obj.A.URI) for link in elements
    ]
    assert targets == [str(a["href"]).removeprefix("#") for a in page.find_all("a")]


def _is_reference(kid: object) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"


@each_policy
def test_links_are_printed_and_cover_their_lines(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        assert str(page.Tabs) == "/S"
        for note in page.get("/Annots", []):
            assert int(note.F) == 4 and note.P.objgen == page.objgen
            quads = [float(number) for number in note.get("/QuadPoints", [])]
            assert len(quads) % 8 == 0 and len(quads) != 8
            if quads:
                x1, y1, x2, y2 = map(float, note.Rect)
                assert (min(quads[::2]), max(quads[::2])) == (x1, x2)
                assert (min(quads[1::2]), max(quads[1::2])) == (y1, y2)


@each_policy
def test_each_mark_and_each_link_leads_back_to_its_element(pdf: pikepdf.Pdf) -> None:
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    pages = {page.objgen: int(page.StructParents) for page in pdf.pages}
    seen: Counter[tuple[int, int]] = Counter()
    for element in root(pdf).elements():
        for kid in element.kids():
            if _is_reference(kid):
                assert owners[int(kid.Obj.StructParent)].objgen == element.entry.objgen
            elif isinstance(kid, int) or "/MCID" in kid:
                page = pages[(element.entry if isinstance(kid, int) else kid).Pg.objgen]
                number = int(kid) if isinstance(kid, int) else int(kid.MCID)
                assert owners[page][number].objgen == element.entry.objgen
                seen[page, number] += 1
    assert set(seen.values()) == {1}
    marked = {
        (pages[page.objgen], int(operands[1].MCID))
        for page in pdf.pages
        for operands, operator in pikepdf.parse_content_stream(page)
        if str(operator) == "BDC" and "/MCID" in operands[1]
    }
    assert set(seen) == marked


@each_policy
def test_all_that_is_painted_is_text_or_an_artifact(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        footers = 0
        for paint in painted(page):
            assert len(paint.within) == 1
            tag, properties = paint.within[0]
            assert ("/MCID" in properties) != (tag == "Artifact")
            footers += properties.get("/Subtype") == "/Footer"
        assert footers >= 2  # the shop, and the number of the page


@pytest.mark.long
def test_a_table_goes_on_with_its_head_on_paper_only() -> None:
    rows = "".join(f'<tr><th scope="row">r{n}</th><td>d{n}</td><td></td></tr>' for n in range(150))
    head = '<thead><tr><th scope="col">Kind</th><th scope="col">Data</th><th scope="col">None</th></tr></thead>'
    said = [
        piece.text
        for piece in read_aloud(_of_html(f"<table>{head}<tbody>{rows}</tbody></table>"))
        if "Table" in piece.within
    ]
    assert said == [
        "Kind",
        "Data",
        "None",
        *(text for n in range(150) for text in (f"r{n}", f"d{n}")),
    ]
    with opened(_of_html(f"<table>{head}<tbody>{rows}</tbody></table>")) as pdf:
        assert len(pdf.pages) > 2
        (table,) = root(pdf).of_kind("Table")
        assert [str(kid.S) for kid in table.kids()] == ["/THead", "/TBody"]
        assert Counter(e.kind for e in table.elements()) == {
            "THead": 1,
            "TBody": 1,
            "TR": 151,
            "TH": 153,
            "TD": 300,
        }
        parts = {cell.entry.Pg.objgen for cell in table.of_kind("TD") if "/Pg" in cell.entry}
        again = [sum(paint.within[0][1] == _REPEATED for paint in painted(p)) for p in pdf.pages]
        assert sorted(again)[-len(parts) :] == [0, *[3] * (len(parts) - 1)]


_REPEATED = {"/Type": "/Pagination"}


def test_what_a_page_parts_is_one() -> None:
    words = "word " * 4000
    html = f'<p>{words}<a href="#rights">{"link " * 900}</a></p><ol start="3"><li>a</li><li>b<ul><li>c</li></ul></li></ol><ul><li>{words}</li></ul><ul><li>d</li></ul>'
    with opened(_of_html(html)) as pdf:
        section = root(pdf).of_kind("Sect")[0]
        assert [str(kid.S) for kid in section.kids()] == ["/H2", "/P", "/L", "/L"]
        (link,) = section.of_kind("Link")
        notes = [kid.Obj for kid in link.kids() if _is_reference(kid)]
        assert len(notes) == len({note.P.objgen for note in notes}) > 1
        assert [str(each.entry.A.ListNumbering) for each in section.of_kind("L")] == [
            "/Decimal",
            "/Disc",
            "/Disc",
        ]
    said = [piece.text.strip() for piece in read_aloud(_of_html(html)) if "Lbl" in piece.within]
    assert said == ["3.", "4.", "•", "•", "•"]


@lru_cache
def _of_html(html: str) -> bytes:
    document: Document = composed("klumandel", "en")
    clause = document.clauses[0]._replace(html=Markup(html))
    return write_pdf(replace(document, sections=(Section("rights", "Rights", (clause,)),)))
