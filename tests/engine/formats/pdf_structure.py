"""What a screen reader finds in a PDF: its structure tree, with pikepdf, and as Poppler reads it."""

import io
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pikepdf


class Element(NamedTuple):
    """One of the tree. `above`: the kinds that it stands in, from the root."""

    kind: str
    entry: Any
    above: tuple[str, ...] = ()

    def kids(self) -> list[Any]:
        """Elements, references to annotations, and marks: numbers, or dictionaries where another page has them."""
        found = self.entry.get("/K", [])
        return list(found) if isinstance(found, pikepdf.Array | list) else [found]

    def elements(self) -> Iterator["Element"]:
        """All below it, in the order of reading."""
        for kid in self.kids():
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                element = Element(str(kid.S)[1:], kid, (*self.above, self.kind))
                yield element
                yield from element.elements()

    def of_kind(self, *kinds: str) -> list["Element"]:
        return [element for element in self.elements() if element.kind in kinds]


@contextmanager
def opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        yield file


def root(pdf: pikepdf.Pdf) -> Element:
    return Element("StructTreeRoot", pdf.Root.StructTreeRoot)


def links(pdf: pikepdf.Pdf) -> list[Any]:
    """The annotations of all pages."""
    return [note for page in pdf.pages for note in page.get("/Annots", [])]


class Painted(NamedTuple):
    """Something that a page shows. `within`: the tags around it with their properties, the outermost first."""

    operator: str
    within: tuple[tuple[str, dict[str, Any]], ...]


_PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "S", "s", "B", "B*", "b", "b*", "Do", "sh"}


def painted(page: Any) -> Iterator[Painted]:
    within: list[tuple[str, dict[str, Any]]] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("BMC", "BDC"):
            properties = dict(operands[1]) if len(operands) > 1 else {}
            within.append((str(operands[0])[1:], properties))
        elif str(operator) == "EMC":
            within.pop()
        elif str(operator) in _PAINTS:
            yield Painted(str(operator), tuple(within))


class Read(NamedTuple):
    text: str
    within: tuple[str, ...]


def read_aloud(pdf: bytes) -> Iterator[Read]:
    """Piece by piece, with the kinds of elements around it. Another program's view of the tree than pikepdf's."""
    command = ["pdfinfo", "-struct-text", "-enc", "UTF-8", "-"]
    told = subprocess.run(command, input=pdf, capture_output=True, check=True)
    assert told.stderr == b""
    within: list[str] = []
    for line in told.stdout.decode(errors="replace").splitlines():  # attributes come as they are
        depth = (len(line) - len(line.lstrip())) // 2
        if text := re.fullmatch(r' *"(.*)"', line):
            yield Read(text[1], tuple(within[:depth]))
        elif kind := re.match(r" *(\w+)(?: \([a-z]+\))?:?$", line):
            within[depth:] = [kind[1]]
