"""A policy's sections as HTML that other people's editors keep: no page around them, no style, no script.

What is left is what WordPress's filter and block editor, HTMLPurifier, TinyMCE and CKEditor keep word for
word: headings, paragraphs, lists, quotations, links and plain tables. Quill keeps no tables, so there is a
form with tables as lists. Quill, CKEditor and Moodle take the ids out of headings: that form has no links
within the text either, which would lead nowhere there (docs/pasting.md).
"""

from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup
from bs4.dammit import EntitySubstitution
from bs4.element import NavigableString, PageElement, Tag
from bs4.formatter import HTMLFormatter

PREFIX = "privacy-"
"""Before every id. Without it `children` and `links` would hide properties of the page's document, which is
why editors take such ids out."""
MOST_COLUMNS = 4
"""What fits beside a menu; a wider table becomes lists."""

_TABLE = ("table", "thead", "tbody", "tr", "td")
_PLAIN = ("p", "ul", "li", "strong", "em", "blockquote", "h3", "br", *_TABLE)
_KEPT: dict[str, frozenset[str]] = {
    **dict.fromkeys(_PLAIN, frozenset()),
    "ol": frozenset({"start"}),
    "a": frozenset({"href"}),
    "th": frozenset({"scope"}),
}
"""Elements with their attributes; of all others only what is in them stays."""
_SAME = {"b": "strong", "i": "em", "h4": "h3", "h5": "h3", "h6": "h3"}
_ISOLATED = "\u2068{}\u2069"
"""In place of `bdi`, which some editors drop: the signs of Unicode for the same."""


def fragment(
    lead: str, sections: Iterable[tuple[str, str, Iterable[str]]], *, tables: bool = True
) -> str:
    """`lead`: plain text of the first paragraph, if there is one. `sections`: id, title, and the
    HTML of each clause, a call-out in a `blockquote`. `tables`: whether those that are narrow enough stay
    tables, and links within the text stay links."""
    soup = BeautifulSoup("", "html.parser")
    if lead:
        soup.append(_new("p", lead))
    for id_, title, clauses in sections:
        heading = _new("h2", title)
        heading["id"] = PREFIX + id_
        soup.append(heading)
        blocks = BeautifulSoup("".join(clauses), "html.parser")
        _make_pasteable(blocks, tables=tables)
        soup.extend(list(blocks.children))
    return "".join(_lines(soup))


def _make_pasteable(blocks: BeautifulSoup, *, tables: bool) -> None:
    for table in blocks.find_all("table"):
        if not (tables and table.thead and len(table.thead.find_all("th")) <= MOST_COLUMNS):
            _as_list(table)
    for tag in blocks.find_all(True):
        _reduce(tag, inner_links=tables)
    merge_lists(blocks)


def _reduce(tag: Tag, *, inner_links: bool) -> None:
    tag.name = _SAME.get(tag.name, tag.name)
    if tag.name == "bdi":
        tag.replace_with(_ISOLATED.format(tag.get_text()))
    elif tag.name not in _KEPT or (_is_inner(tag) and not inner_links):
        tag.unwrap()
    else:
        tag.attrs = {key: tag[key] for key in tag.attrs if key in _KEPT[tag.name]}
        if _is_inner(tag):
            tag["href"] = f"#{PREFIX}{str(tag['href'])[1:]}"


def _is_inner(tag: Tag) -> bool:
    return str(tag.get("href", "")).startswith("#")


# -- tables as lists ------------------------------------------------------------------------------------


def cards_as_lists(blocks: Tag) -> None:
    """Programs that see a table without a head take its first row for one."""
    for table in blocks.find_all("table"):
        if table.thead is None:
            _as_list(table)


def _as_list(table: Tag) -> None:
    """A table without a head, a card, becomes one list; of another one each row has a list of its own."""
    if table.thead is None:
        rows = [
            _labelled(_inner(row.th), row.td) for row in table.find_all("tr") if row.th and row.td
        ]
        table.replace_with(_list(rows))
        return
    labels = [heading.get_text() for heading in table.thead.find_all("th")][1:]
    for row in table.tbody.find_all("tr") if table.tbody else ():
        head, *cells = row.find_all(["th", "td"])
        table.insert_before(_head_of_row(head))
        table.insert_before(_list(map(_labelled, labels, cells)))
    table.decompose()


def _head_of_row(head: Tag) -> Tag:
    """What the row is about, on one line. It is strong, unless a part of it is already."""
    for line_break in head.find_all("br"):
        line_break.replace_with(", ")
    paragraph, strong = _new("p"), head.find("strong")
    inner = paragraph if strong else _new("strong")
    inner.extend(_inner(head))
    if inner is not paragraph:
        paragraph.append(inner)
    return paragraph


def _labelled(label: "str | list[PageElement]", cell: Tag) -> Tag:
    item, name = _new("li"), _new("strong")
    name.extend([NavigableString(label)] if isinstance(label, str) else label)
    name.append(":")
    item.extend([name, NavigableString(" "), *_inner(cell)])
    return item


def _list(items: Iterable[Tag]) -> Tag:
    made = _new("ul")
    made.extend(list(items))
    return made


def _inner(tag: Tag) -> list[PageElement]:
    return [child.extract() for child in list(tag.children)]


# -- lists and lines ------------------------------------------------------------------------------------


def merge_lists(blocks: Tag) -> None:
    """Bulleted lists that follow one another become one: each clause brings its own, readers see one list."""
    for first in blocks.find_all("ul", recursive=False):
        if first.parent is None:
            continue  # merged into the one before
        while isinstance(after := _next(first), Tag) and after.name == "ul":
            first.extend(_inner(after))
            after.extract()


def _next(tag: Tag) -> PageElement | None:
    """What follows `tag`, past white space."""
    after = tag.next_sibling
    while isinstance(after, NavigableString) and not after.strip():
        after = after.next_sibling
    return after


def _new(name: str, text: str = "") -> Tag:
    tag = Tag(name=name, can_be_empty_element=name == "br")
    if text:
        tag.append(text)
    return tag


_WRITTEN = HTMLFormatter(EntitySubstitution.substitute_xml, void_element_close_prefix="")
_BLOCKS = frozenset({"ul", "ol", "table", "thead", "tbody", "tr", "blockquote"})


def _lines(parent: Tag) -> Iterator[str]:
    """Each block on a line of its own, so that people find their way in it."""
    for child in parent.children:
        if isinstance(child, NavigableString):
            if child.strip():
                yield child.output_ready(_WRITTEN)
        elif isinstance(child, Tag) and child.name in _BLOCKS:
            yield f"{_opening(child)}\n"
            yield from _lines(child)
            yield f"</{child.name}>\n"
        elif isinstance(child, Tag):
            yield f"{child.decode(formatter=_WRITTEN)}\n"


def _opening(tag: Tag) -> str:
    return (
        f'<ol start="{tag["start"]}">'
        if tag.name == "ol" and "start" in tag.attrs
        else f"<{tag.name}>"
    )
