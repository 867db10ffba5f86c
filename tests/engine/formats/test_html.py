import pytest

from policygen.engine.formats.html import body, write_html
from tests.cast import LANGUAGES, composed, example
from tests.engine.formats.reading_back import Read, elements, ids, links, soup, squeezed
from tests.paths import SHOPS

every_policy = pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in SHOPS for language in LANGUAGES]
)


def page(name: str, language: str) -> str:
    return write_html(composed(name, language)).decode()


def test_it_works() -> None:
    html = page("klumandel", "uk")
    assert html.startswith('<!doctype html>\n<html lang="uk">\n')
    assert soup(html).title.string == "Політика конфіденційності · klumandel"  # type: ignore[union-attr]
    assert elements(html, "h1", "time") == [
        ("h1", "Політикаконфіденційності"),
        ("time", "22листопада2026року"),
    ]


@every_policy
def test_elements_are_closed_in_turn(name: str, language: str) -> None:
    assert Read(page(name, language)).problems == []


@every_policy
def test_anchors_are_unique_and_every_link_resolves(name: str, language: str) -> None:
    html = page(name, language)
    anchors = ids(html)
    assert len(anchors) == len(set(anchors))
    targets = {href[1:] for href, _ in links(html) if href.startswith("#")}
    assert targets <= set(anchors)
    assert targets >= {section.id for section in composed(name, language).sections}
    labels = {
        str(tag["aria-labelledby"]) for tag in soup(html).find_all(attrs={"aria-labelledby": True})
    }
    assert labels <= set(anchors)


@every_policy
def test_headings_are_in_order(name: str, language: str) -> None:
    headings = [
        tag for tag, _ in elements(page(name, language), "h1", "h2", "h3", "h4", "h5", "h6")
    ]
    assert headings.count("h1") == 1
    assert headings[:2] == ["h1", "h2"]
    assert headings.count("h2") == len(composed(name, language).sections) + 1  # the contents


@every_policy
def test_contents_name_every_section(name: str, language: str) -> None:
    contents = soup(page(name, language)).select_one("nav.contents")
    assert links(str(contents)) == [
        (f"#{section.id}", squeezed(section.title)) for section in composed(name, language).sections
    ]


@pytest.mark.few(4)
@every_policy
def test_tables_tell_what_their_cells_are(name: str, language: str) -> None:
    for table in soup(page(name, language)).find_all("table"):
        columns = table.select("thead th")
        assert {th["scope"] for th in columns} <= {"col"}
        for row in table.select("tbody tr"):
            first, *rest = row.find_all(["th", "td"])
            assert (first.name, first["scope"], {cell.name for cell in rest}) == (
                "th",
                "row",
                {"td"},
            )
            if columns:
                labels = [squeezed(str(cell["data-label"])) for cell in rest]
                assert labels == [squeezed(th.get_text()) for th in columns[1:]]


@every_policy
def test_nothing_is_fetched_and_nothing_runs(name: str, language: str) -> None:
    html = page(name, language)
    assert elements(html, "script", "link", "img", "iframe", "object", "form", "svg") == []
    assert {href.partition(":")[0] for href, _ in links(html) if not href.startswith("#")} <= {
        "https",
        "mailto",
        "tel",
    }
    css = soup(html).style.string or ""  # type: ignore[union-attr]
    assert not any(word in css for word in ("url(", "@import", "//"))


@every_policy
def test_every_clause_and_callout_is_there(name: str, language: str) -> None:
    document = composed(name, language)
    clauses = soup(page(name, language)).select(".clause")
    assert [tag["id"] for tag in clauses] == [clause.id for clause in document.clauses]
    called_out = [clause.id for clause in document.clauses if clause.callout]
    assert [tag["id"] for tag in clauses if "callout" in tag["class"]] == called_out


def test_the_same_document_gives_the_same_bytes() -> None:
    document = composed("jane-ellen", "uk")
    assert write_html(document) == write_html(document)


def test_the_body_alone_can_be_put_into_another_page() -> None:
    document = composed("klumandel", "en")
    html = body(document)
    read = Read(html)
    assert read.problems == []
    assert {tag for tag, _names in read.outline} & {"html", "head", "body", "style", "h1"} == set()
    assert html in write_html(document).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_of_the_shop_are_there(language: str) -> None:
    html = page("klumandel", language)
    text = soup(html).get_text()
    business = example("klumandel").business
    for value in (business.legal_name, business.address):
        assert value is not None
        assert value.in_language(language) in text
    assert ("mailto:hello@klumandel.example", "hello@klumandel.example") in links(html)
    assert ("tel:+380440000000", "+380440000000") in links(html)
    assert "1234567899" in text
