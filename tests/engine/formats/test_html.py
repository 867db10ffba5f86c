from dataclasses import replace

import pytest

from policygen.engine.formats.html import PREFIX, body, write_html
from policygen.engine.policy.plain_text import plain_text
from tests.cases import cases
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
    assert all(target.startswith(PREFIX) for target in targets)
    # Under their first names too: old links lead there.
    sections = {section.id for section in composed(name, language).sections}
    assert set(anchors) >= sections | {PREFIX + id_ for id_ in sections}
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
    assert headings.count("h2") == len(composed(name, language).sections)


@cases("language", LANGUAGES)
def test_without_layers_contents_name_every_section(language: str) -> None:
    """As of a release that has none."""
    document = replace(composed("klumandel", language), first=None)
    found = soup(write_html(document).decode())
    assert links(str(found.select_one("nav.contents"))) == [
        (f"#{PREFIX}{section.id}", squeezed(section.title)) for section in document.sections
    ]
    assert found.select("details, .whole, .first-layer") == []


@every_policy
def test_the_first_layer_is_open_and_the_rest_folded_behind_headings(
    name: str, language: str
) -> None:
    first, *others = soup(page(name, language)).select("main > section")
    document = composed(name, language)
    assert first.select("details") == []
    assert squeezed(first.h2.get_text()) == squeezed(document.sections[0].title)  # type: ignore[union-attr]
    for section, of_document in zip(others, document.sections[1:], strict=True):
        (fold,) = section.find_all("details", recursive=False)
        heading, part = fold.find_all(recursive=False)
        assert (heading.name, [tag.name for tag in heading.find_all(True)]) == ("summary", ["h2"])
        assert squeezed(heading.get_text()) == squeezed(of_document.title)
        assert (part["class"], part["id"]) == (["part"], PREFIX + of_document.id)


@every_policy
def test_the_first_layer_is_short(name: str, language: str) -> None:
    first = composed(name, language).first
    assert first is not None
    assert len(" ".join(plain_text(clause.html) for clause in first.clauses).split()) <= 600


@every_policy
def test_the_page_says_the_whole(name: str, language: str) -> None:
    """Every passage that the PDF has, word for word and in its order."""
    page_text = squeezed(soup(page(name, language)).get_text())
    at = 0
    for clause in composed(name, language).clauses:
        found = page_text.find(squeezed(soup(clause.html).get_text()), at)
        assert found >= 0, clause.id
        at = found


@every_policy
def test_neighbouring_bullets_are_one_list(name: str, language: str) -> None:
    blocks = soup(page(name, language)).select(".part > *")
    alone = [
        [tag.name for tag in block.find_all(True, recursive=False)] == ["ul"] for block in blocks
    ]
    together = zip(blocks, alone, blocks[1:], alone[1:], strict=False)
    assert not any(
        one and other and first.parent is second.parent for first, one, second, other in together
    )


@every_policy
def test_every_table_has_a_name(name: str, language: str) -> None:
    html = soup(page(name, language))
    for table in html.find_all("table"):
        named = html.find(id=table["aria-labelledby"])
        assert named is not None and named.name == "h2" and named.get_text()


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
    html = soup(page(name, language))
    named = [tag["id"] for tag in html.select(".clause[id], .clause > ul > li[id]")]
    assert named == [clause.id for clause in document.on_pages]
    called_out = [clause.id for clause in document.clauses if clause.callout]
    assert [tag["id"] for tag in html.select(".callout")] == called_out
    alone = [clause.id for clause in document.on_pages if clause.first_layer]
    assert [tag["id"] for tag in html.select(".first-layer")] == alone


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
