"""Reading a stored page, of whatever version of ours: its sections and passages by their ids, in one form.

What only a page has is left out: links of headings to themselves, the prefix of ids, the names of tables.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag

from policygen.engine.formats.html import PREFIX


@dataclass(frozen=True)
class ReadPassage:
    """`id` is empty where the page gives none."""

    id: str
    html: str
    callout: bool = False


@dataclass(frozen=True)
class ReadSection:
    id: str
    title: str
    passages: tuple[ReadPassage, ...]


def parsed(html: bytes) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser", from_encoding="utf-8")


def sections(soup: BeautifulSoup) -> Iterator[ReadSection]:
    """`soup` is changed."""
    plain(soup)
    for section in soup.select("main > section"):
        heading = section.find("h2")
        title = heading.extract().get_text().strip() if heading else ""
        yield ReadSection(str(section["id"]), title, tuple(_passages(section)))


def plain(soup: BeautifulSoup) -> None:
    """Sections have their ids themselves, without a prefix, as pages had them first."""
    without_copy_links(soup)
    for left_out in soup.select("section span[id]:empty"):
        left_out.decompose()
    for part in soup.select("section .part[id]"):
        section = part.find_parent("section")
        if section is not None:
            section["id"] = str(part["id"]).removeprefix(PREFIX)
            part.unwrap()
    for link in soup.select(f'main a[href^="#{PREFIX}"]'):
        link["href"] = f"#{str(link['href'])[1:].removeprefix(PREFIX)}"
    for table in soup.select("table[aria-labelledby]"):
        del table["aria-labelledby"]


def without_copy_links(soup: BeautifulSoup) -> None:
    for link in soup.select("section .anchor, h2 > a"):
        link.decompose()


def _passages(section: Tag) -> Iterator[ReadPassage]:
    clauses = section.select(".clause") or section.find_all("div", id=True)
    for clause in clauses:
        if items := clause.select(":scope > ul > li") if "id" not in clause.attrs else []:
            yield from _bullets(items)
        else:
            yield _passage(clause)
    if not clauses:
        yield ReadPassage("", section.decode_contents(formatter="minimal"))


def _bullets(items: list[Tag]) -> Iterator[ReadPassage]:
    """Passages that share a list: each begins with the item that has its id."""
    found: dict[str, list[str]] = {}
    name = ""
    for item in items:
        name = str(item.attrs.pop("id", name))
        found.setdefault(name, []).append(item.decode(formatter="minimal"))
    for id_, lines in found.items():
        yield ReadPassage(id_, "<ul>\n" + "\n".join(lines) + "\n</ul>")


def _passage(clause: Tag) -> ReadPassage:
    called_out = "callout" in clause.get_attribute_list("class")
    html = clause.decode_contents(formatter="minimal")
    return ReadPassage(str(clause.get("id", "")), html, called_out)
