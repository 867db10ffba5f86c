"""Two states of a passage as one text: what went is struck out, what came is underlined.

The passages' HTML is taken apart into blocks of words, and the redline is written anew from escaped
words: it is safe whatever the passages hold, and always well-formed. Paragraphs, entries of lists and
rows of tables are compared one by one, each with its likest counterpart. Emphasis is not kept.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import groupby

from markupsafe import Markup, escape

_WORD = re.compile(r"([^\S\n]*)(\n|\w+(?:[-.’'@/:]+\w+)*|[^\w\s])")
_BLOCKS = {"p", "h3", "li", "tr"}
_CELLS = {"th", "td"}
_LIKE_ENOUGH = 0.4
_HEAD = '<tr><th scope="col"'

Word = tuple[str, str]
"""The space before a word, and the word (or sign, or line break)."""


@dataclass(slots=True)
class _Cell:
    tag: str = ""
    label: str = ""
    words: list[Word] = field(default_factory=list)

    @property
    def bare(self) -> tuple[str, ...]:
        return tuple(word for _space, word in self.words)


@dataclass(slots=True)
class _Block:
    """A paragraph, heading, entry or row; `around` is what it stands in: "ul", "table activities"."""

    tag: str
    around: str = ""
    cells: list[_Cell] = field(default_factory=list)

    @property
    def key(self) -> tuple[object, ...]:
        return (self.tag, self.around, *(cell.bare for cell in self.cells))


@dataclass(slots=True)
class _Piece:
    """A block of the redline, written."""

    around: str
    html: Markup


def joined(*parts: str) -> Markup:
    """Each is our own HTML or escaped already. Markup.join escapes as well, at twenty times the cost."""
    return Markup("".join(parts))  # noqa: S704


def redline(before: str, after: str) -> Markup:
    """`before` and `after`: HTML of one passage; either may be empty."""
    pieces = _pieces(_blocks(before), _blocks(after))
    runs = groupby(pieces, key=lambda piece: piece.around)
    return joined(*(_wrapped(around, [piece.html for piece in run]) for around, run in runs))


def _wrapped(around: str, blocks: list[Markup]) -> Markup:
    kind, _space, name = around.partition(" ")
    if kind != "table":
        return joined(f"<{kind}>", *blocks, f"</{kind}>") if kind else joined(*blocks)
    heads = [row for row in blocks if row.startswith(_HEAD)]
    rows = [row for row in blocks if not row.startswith(_HEAD)]
    head = joined("<thead>", *heads, "</thead>") if heads else Markup("")
    body = joined("<tbody>", *rows, "</tbody>")
    return joined('<table class="', escape(name), '">', head, body, "</table>")


# -- taking apart ----------------------------------------------------------------------------------


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[_Block] = []
        self._around: list[str] = []
        self._open: _Block | None = None
        self._href = ""
        self._link_text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _CELLS and self._open:
            kind = 'th scope="row"' if tag == "th" else "td"
            kind = 'th scope="col"' if values.get("scope") == "col" else kind
            self._open.cells.append(_Cell(kind, values.get("data-label", "")))
        elif tag in _BLOCKS and not self._inside_row:
            self._begin(tag)
        elif tag in _BLOCKS or tag == "br":
            self._break()
        elif tag in ("ul", "ol", "table") and not self._inside_row:
            self._open = None
            self._around.append(f"table {values.get('class', '')}" if tag == "table" else tag)
        elif tag == "a":
            self._href, self._link_text = values.get("href", ""), ""

    @property
    def _inside_row(self) -> bool:
        return self._open is not None and self._open.tag == "tr"

    def _begin(self, tag: str) -> None:
        """A paragraph inside an entry of a list is the entry itself, or its next line."""
        if tag == "p" and self._open is not None and self._open.tag == "li":
            self._break()
            return
        self._open = _Block(tag, self._around[-1] if self._around else "")
        self.blocks.append(self._open)

    def _break(self) -> None:
        if self._open and self._open.cells and self._open.cells[-1].words:
            self._open.cells[-1].words.append(("", "\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._tell_address()
        elif tag == "tr" or (tag in _BLOCKS and not self._inside_row):
            self._open = None if tag != "p" or not self._in_entry else self._open
        elif tag in ("ul", "ol", "table") and not self._inside_row and self._around:
            self._around.pop()
            self._open = None

    @property
    def _in_entry(self) -> bool:
        return self._open is not None and self._open.tag == "li"

    def _tell_address(self) -> None:
        """A link's address is part of what a passage says, unless its words are the address, or it
        leads to another place of the same policy."""
        own = self._href.startswith(("#", "mailto:", "tel:"))
        if self._href and not own and self._href != self._link_text.strip():
            self._add(f" ({self._href})")
        self._href = ""

    def handle_data(self, data: str) -> None:
        self._link_text += data
        if data.strip() or (self._open and data):
            self._add(" ".join(re.split(r"\s+", data)))

    def _add(self, text: str) -> None:
        if self._open is None:
            self._begin("p")
        assert self._open is not None  # noqa: S101 - begun above
        if not self._open.cells:
            if self._open.tag == "tr":
                return
            self._open.cells.append(_Cell())
        self._open.cells[-1].words += _words(text, self._open.cells[-1].words)


def _words(text: str, before: Sequence[Word]) -> list[Word]:
    """A word may come in two halves, around a tag; a space at the end waits for the next word."""
    found = [(space and " ", word) for space, word in _WORD.findall(text)]
    if text.endswith(" "):
        found.append((" ", ""))
    if found and before and before[-1][1] == "":
        found[0] = (" ", found[0][1])
    return found


def _blocks(html: str) -> list[_Block]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for block in reader.blocks:
        for cell in block.cells:
            cell.words = [word for word in cell.words if word[1]]
            while cell.words and cell.words[-1][1] == "\n":
                cell.words.pop()
    return [b for b in reader.blocks if b.tag == "tr" or any(c.words for c in b.cells)]


# -- putting together ------------------------------------------------------------------------------


def _pieces(before: list[_Block], after: list[_Block]) -> Iterator[_Piece]:
    matcher = SequenceMatcher(None, [b.key for b in before], [b.key for b in after], autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            yield from (_whole(block, "") for block in after[j1:j2])
        else:
            yield from _replaced(before[i1:i2], after[j1:j2])


def _replaced(gone: list[_Block], come: list[_Block]) -> Iterator[_Piece]:
    """Each block that went with the first like it that came; the rest by themselves."""
    position = 0
    for block in gone:
        like = next((n for n in range(position, len(come)) if _alike(block, come[n])), None)
        if like is None:
            yield _whole(block, "del")
            continue
        yield from (_whole(new, "ins") for new in come[position:like])
        yield _changed(block, come[like])
        position = like + 1
    yield from (_whole(new, "ins") for new in come[position:])


def _alike(one: _Block, other: _Block) -> bool:
    if (one.tag, one.around, len(one.cells)) != (other.tag, other.around, len(other.cells)):
        return False
    if one.tag == "tr":
        return one.cells[:1] == [] or one.cells[0].bare == other.cells[0].bare
    left, right = one.cells[0].bare, other.cells[0].bare
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= _LIKE_ENOUGH


def _whole(block: _Block, mark: str) -> _Piece:
    return _written(block, [_marked(mark, cell.words) for cell in block.cells])


def _changed(before: _Block, after: _Block) -> _Piece:
    cells = zip(before.cells, after.cells, strict=True)
    return _written(after, [_redlined(one, other) for one, other in cells])


def _redlined(before: _Cell, after: _Cell) -> Markup:
    matcher = SequenceMatcher(None, before.bare, after.bare, autojunk=False)
    parts: list[str] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            parts.append(_marked("", after.words[j1:j2]))
        else:
            parts += [_marked("del", before.words[i1:i2]), _marked("ins", after.words[j1:j2])]
    return joined(*parts)


def _marked(mark: str, words: Sequence[Word]) -> Markup:
    """The space before the first word stands outside of the mark."""
    if not words:
        return Markup("")
    text = "".join(space + word for space, word in words)
    inner = escape(text[len(words[0][0]) :]).replace("\n", Markup("<br>"))
    return (
        joined(words[0][0], f"<{mark}>", inner, f"</{mark}>")
        if mark
        else escape(text).replace("\n", Markup("<br>"))
    )


def _written(block: _Block, texts: Sequence[Markup]) -> _Piece:
    if block.tag != "tr":
        return _Piece(block.around, joined(f"<{block.tag}>", *texts, f"</{block.tag}>"))
    cells = (
        joined(f"<{cell.tag}", _label(cell), ">", text, f"</{cell.tag[:2]}>")
        for cell, text in zip(block.cells, texts, strict=True)
    )
    return _Piece(block.around, joined("<tr>", *cells, "</tr>"))


def _label(cell: _Cell) -> Markup:
    return joined(' data-label="', escape(cell.label), '"') if cell.label else Markup("")
