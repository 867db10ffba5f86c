"""The policy to paste into somebody else's page: what editors keep, and nothing more."""

import pytest
from bs4 import BeautifulSoup, Tag

from policygen.engine.formats import write
from policygen.engine.formats.html import write_html
from policygen.engine.formats.pasting import MOST_COLUMNS, PREFIX, fragment
from policygen.engine.policy.plain_text import plain_text
from tests.cast import LANGUAGES, composed
from tests.engine.formats.reading_back import Read, elements, ids, links, soup, squeezed
from tests.paths import SHOPS

every_policy = pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in SHOPS for language in LANGUAGES]
)

KEPT = {
    ("p", ()),
    ("ul", ()),
    ("ol", ()),
    ("li", ()),
    ("strong", ()),
    ("em", ()),
    ("blockquote", ()),
    ("h3", ()),
    ("br", ()),
    ("h2", ("id",)),
    ("a", ("href",)),
    *((tag, ()) for tag in ("table", "thead", "tbody", "tr", "td")),
    ("th", ("scope",)),
}
"""What every editor but Quill keeps; Quill keeps all of it but tables."""
IN_TABLES = {"table", "thead", "tbody", "tr", "td", "th", "br"}


def pasted(name: str, language: str, form: str = "fragment") -> str:
    return write(composed(name, language), form).decode()


def test_it_works() -> None:
    html = fragment(
        "In force from 1 May 2026",
        [
            (
                "rights",
                "Your rights",
                ["<p>See <a href='#links'>links</a>.</p>", "<ul><li>One</li></ul>"],
            ),
            ("links", "Links & more", ["<ul><li>a</li></ul>\n", "<ul><li>b</li></ul>"]),
        ],
    )
    assert html == (
        "<p>In force from 1 May 2026</p>\n"
        '<h2 id="privacy-rights">Your rights</h2>\n'
        '<p>See <a href="#privacy-links">links</a>.</p>\n'
        "<ul>\n<li>One</li>\n</ul>\n"
        '<h2 id="privacy-links">Links &amp; more</h2>\n'
        "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"
    )


@pytest.mark.few(4)
@pytest.mark.parametrize("form", ["fragment", "lists"])
@every_policy
def test_only_what_editors_keep(name: str, language: str, form: str) -> None:
    read = Read(pasted(name, language, form))
    assert read.problems == []
    found = {(tag, tuple(attributes)) for tag, attributes in read.outline}
    assert found - KEPT == set()
    if form == "lists":
        assert {tag for tag, _ in found} & IN_TABLES == set()


@pytest.mark.few(4)
@pytest.mark.parametrize("form", ["fragment", "lists"])
@every_policy
def test_it_says_what_the_page_says(name: str, language: str, form: str) -> None:
    """Word for word, but for the first layer. Where a table became a list, each cell comes with the heading of its column."""
    document = composed(name, language)
    page = BeautifulSoup(write_html(document), "lxml").main
    assert page is not None
    for left_out in page.select("nav, h1, .shop, .first-layer, .whole"):
        left_out.decompose()
    for table in page.select("table"):
        if form == "lists" or len(table.select("thead th")) not in range(1, MOST_COLUMNS + 1):
            _with_labels(table)
    assert squeezed(soup(pasted(name, language, form)).get_text()) == squeezed(page.get_text())


def _with_labels(table: Tag) -> None:
    for line_break in table.select("th br"):
        line_break.replace_with(",")
    for cell in table.select("td[data-label]"):
        cell.insert(0, f"{cell['data-label']}:")
    for head in table.select("tr > th:first-child") if table.thead is None else ():
        head.append(":")
    if table.thead:
        table.thead.decompose()


@pytest.mark.few(4)
@every_policy
def test_sections_can_be_linked_to_and_every_link_resolves(name: str, language: str) -> None:
    html = pasted(name, language)
    assert ids(html) == [PREFIX + section.id for section in composed(name, language).sections]
    inner = {href[1:] for href, _ in links(html) if href.startswith("#")}
    assert inner <= set(ids(html))
    outer = [href for href, _ in links(html) if not href.startswith("#")]
    assert {href.partition(":")[0] for href in outer} <= {"https", "http", "mailto", "tel"}


@pytest.mark.few(4)
@every_policy
def test_headings_begin_below_that_of_the_page(name: str, language: str) -> None:
    titles = [squeezed(section.title) for section in composed(name, language).sections]
    assert [text for _, text in elements(pasted(name, language), "h1", "h2")] == titles


@pytest.mark.few(4)
@every_policy
def test_lists_that_follow_one_another_are_one(name: str, language: str) -> None:
    for form in ("fragment", "lists"):
        for list_ in soup(pasted(name, language, form)).find_all("ul"):
            after = list_.find_next_sibling()
            assert after is None or after.name != "ul", plain_text(str(list_))


@pytest.mark.few(4)
@every_policy
def test_tables_are_narrow(name: str, language: str) -> None:
    for row in soup(pasted(name, language)).find_all("tr"):
        assert 2 <= len(row.find_all(["td", "th"])) <= MOST_COLUMNS


def _one(html: str, *, tables: bool = True) -> str:
    written = fragment("Lead", [("s", "S", [html])], tables=tables)
    return written.partition("</h2>\n")[2]


@pytest.mark.parametrize(
    ("html", "there"),
    [
        ("<p>a &lt;b&gt; &amp; c</p>", "<p>a &lt;b&gt; &amp; c</p>\n"),
        ("<p><bdi>שלום</bdi>!</p>", "<p>\u2068שלום\u2069!</p>\n"),
        ('<div class="x"><p id="y" style="color:red">a</p></div>', "<p>a</p>\n"),
        ("<h4>Four</h4><p><b>b</b><i>i</i></p>", "<h3>Four</h3>\n<p><strong>b</strong><em>i</em></p>\n"),
        ('<ol start="3"><li>c</li></ol><ol><li>d</li></ol>', '<ol start="3">\n<li>c</li>\n</ol>\n<ol>\n<li>d</li>\n</ol>\n'),
        ("<ul><li>a<ul><li>b</li></ul></li></ul>", "<ul>\n<li>a<ul><li>b</li></ul></li>\n</ul>\n"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "<blockquote>\n<p>a</p>\n<p>b</p>\n</blockquote>\n"),
        (
            '<table class="contact"><tbody><tr><th scope="row">E-mail</th><td><a href="mailto:a@b.example">a@b.example</a>'
            "</td></tr></tbody></table>",
            '<ul>\n<li><strong>E-mail:</strong> <a href="mailto:a@b.example">a@b.example</a></li>\n</ul>\n',
        ),
    ],
)  # fmt: skip
def test_what_becomes_of(html: str, there: str) -> None:
    assert _one(html) == there


TABLE = (
    '<table class="tools"><thead><tr><th scope="col">Service</th><th scope="col">Country</th></tr></thead><tbody>'
    '<tr><th scope="row"><strong>Stripe</strong><br>Stripe, Inc.</th><td data-label="Country">US</td></tr>'
    '<tr><th scope="row">Post</th><td data-label="Country">UA</td></tr></tbody></table>'
)


def test_a_table_as_it_is_and_as_lists() -> None:
    assert soup(_one(TABLE)).find_all(True, class_=True) == []
    as_it_is = TABLE.replace(' class="tools"', "").replace(' data-label="Country"', "")
    assert squeezed(_one(TABLE)) == squeezed(as_it_is)
    assert _one(TABLE, tables=False) == (
        "<p><strong>Stripe</strong>, Stripe, Inc.</p>\n<ul>\n<li><strong>Country:</strong> US</li>\n</ul>\n"
        "<p><strong>Post</strong></p>\n<ul>\n<li><strong>Country:</strong> UA</li>\n</ul>\n"
    )


def test_with_lists_there_are_no_links_within_the_text() -> None:
    """Where tables go, ids go too, and the links would lead nowhere."""
    html = '<p>See <a href="#links">links</a> or <a href="https://a.example">a</a>.</p>'
    assert _one(html) == html.replace("#links", "#privacy-links") + "\n"
    assert _one(html, tables=False) == '<p>See links or <a href="https://a.example">a</a>.</p>\n'


def test_the_same_document_gives_the_same_bytes() -> None:
    assert pasted("jane-ellen", "uk") == pasted("jane-ellen", "uk")
