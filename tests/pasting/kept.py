"""What somebody reads of a fragment of HTML, so that what went through an editor can be held beside what was pasted."""

from dataclasses import dataclass, fields

from bs4 import BeautifulSoup, Tag

BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "td", "th", "blockquote", "ul", "ol", "table", "div")


@dataclass(frozen=True)
class Kept:
    lines: tuple[str, ...]
    """Every word in its order, a block a line."""
    headings: tuple[tuple[str, str], ...]
    links: tuple[tuple[str, str], ...]
    lists: tuple[tuple[str, ...], ...]
    """Of each its kind, its first number and its items."""
    tables: tuple[tuple[tuple[str, ...], ...], ...]
    """Rows of cells, each cell with its element."""
    strong: tuple[str, ...]
    dead: tuple[str, ...]
    """Links within the text that lead nowhere."""

    def differences(self, other: "Kept") -> dict[str, object]:
        """By name of the part: the first that this has and the other has not, and the other way round."""
        found: dict[str, object] = {}
        for field in fields(self):
            ours, theirs = getattr(self, field.name), getattr(other, field.name)
            if ours != theirs:
                lost = [part for part in ours if part not in theirs]
                new = [part for part in theirs if part not in ours]
                found[field.name] = (len(ours), len(theirs), lost[:2], new[:2])
        return found


def read(html: str) -> Kept:
    soup = BeautifulSoup(html, "lxml")
    ids = {str(tag["id"]) for tag in soup.find_all(id=True)}
    ids |= {str(tag["name"]) for tag in soup.find_all("a", attrs={"name": True})}
    links = [(str(a["href"]), _text(a)) for a in soup.find_all("a", href=True)]
    return Kept(
        lines=_lines(html),
        headings=tuple((tag.name, _text(tag)) for tag in soup.find_all(["h1", "h2", "h3", "h4"])),
        links=tuple(links),
        lists=tuple(_list(tag) for tag in soup.find_all(["ul", "ol"])),
        tables=tuple(_table(table) for table in soup.find_all("table")),
        strong=tuple(_text(tag) for tag in soup.find_all(["strong", "b"])),
        dead=tuple(href for href, _ in links if href.startswith("#") and href[1:] not in ids),
    )


def _text(tag: Tag) -> str:
    return " ".join(tag.get_text().split())


def _list(tag: Tag) -> tuple[str, ...]:
    items = [_text(item) for item in tag.find_all("li", recursive=False)]
    return (tag.name, str(tag.get("start", "1")), *items)


def _table(table: Tag) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(f"{cell.name} {_text(cell)}" for cell in row.find_all(["td", "th"]))
        for row in table.find_all("tr")
    )


def _lines(html: str) -> tuple[str, ...]:
    soup = BeautifulSoup(html, "lxml")
    for tag in soup.find_all([*BLOCKS, "br"]):
        tag.insert_before("\n")
        tag.insert_after("\n")
    # What stands between the lines of the HTML itself is no end of a line.
    lines = soup.get_text().split("\n")
    return tuple(text for line in lines if (text := " ".join(line.split())))
