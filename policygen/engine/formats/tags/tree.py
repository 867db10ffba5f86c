"""The structure tree (ISO 32000-1, 14.7 and 14.8): an element of the HTML is one of the tree."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

import pydyf

from policygen.engine.formats.tags.marks import Mark

_KINDS = {
    **{name: name.upper() for name in ("p", "h1", "h2", "h3", "tr", "th", "td")},
    **{"section": "Sect", "div": "Div", "ul": "L", "ol": "L", "li": "LI", "a": "Link"},
    **{"table": "Table", "thead": "THead", "tbody": "TBody"},
}
"""The text of every other element is part of the one around it."""
_CONTENTS = {"L": "TOC", "LI": "TOCI", "LBody": "Reference"}
_NUMBERING = {"ul": "/Disc", "ol": "/Decimal"}


@dataclass(eq=False)
class Node:
    kind: str
    html: Element | None = None
    kids: list["Node | Mark"] = field(default_factory=list)
    annotations: list[pydyf.Dictionary] = field(default_factory=list)
    attributes: dict[str, Any] = field(default_factory=dict)
    """Those of lists and tables, as they are written."""
    id: str = ""

    def nodes(self) -> Iterator["Node"]:
        """This and all below, in the order of reading."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.nodes()

    def inside(self, *kinds: str) -> list["Node"]:
        return [node for node in self.nodes() if node.kind in kinds]


class Tree:
    """Made of marks in the order of reading."""

    def __init__(self, html: Element, marks: Iterable[Mark]) -> None:
        self.root = Node("Document")
        self.repeated: list[Mark] = []
        """Of a table's head on the pages that it goes on to."""
        self._parents = {child: parent for parent in html.iter() for child in parent}
        self._nodes = {html: self.root}
        self._items: dict[Element, Node] = {}
        self._contents = {e for nav in html.iter("nav") for e in nav.iter()}
        self._heads = {e: head for head in html.iter("thead") for e in head.iter()}
        self._head_pages: dict[Element, int] = {}
        for mark in marks:
            self._add(mark)

    def link(self, element: Element) -> Node | None:
        """The one that `element` stands in, or is."""
        at: Element | None = element
        while at is not None and at.tag != "a":
            at = self._parents.get(at)
        return None if at is None else self._node(at)

    def _add(self, mark: Mark) -> None:
        head = self._heads.get(mark.element)
        if head is not None and self._head_pages.setdefault(head, mark.page) != mark.page:
            self.repeated.append(mark)
            return
        node = self._node(mark.element)
        if mark.pseudo == "marker":
            self._items[mark.element].kids.insert(0, Node("Lbl", kids=[mark]))
        else:
            node.kids.append(mark)

    def _node(self, element: Element) -> Node:
        if element not in self._nodes:
            parent = self._node(self._parents[element])
            if element not in self._nodes:  # a row brings its cells
                self._nodes[element] = self._made(element, parent)
        return self._nodes[element]

    def _made(self, element: Element, parent: Node) -> Node:
        """What holds the text of `element`."""
        kind = _KINDS.get(element.tag)
        if kind is None:
            return parent
        before = parent.kids[-1] if parent.kids else None
        if element.tag == "ul" and isinstance(before, Node) and _is_list(before):
            return before  # Each clause brings its own, readers see one list.
        node = Node(self._named(kind, element), element)
        parent.kids.append(node)
        if kind == "L" and node.kind == "L":
            node.attributes = {"O": "/List", "ListNumbering": _NUMBERING[element.tag]}
        elif kind == "LI":
            body = Node(self._named("LBody", element))
            node.kids.append(body)
            self._items[element] = node
            return body
        elif kind == "TR":
            self._nodes[element] = node
            for cell in element:  # an empty one has no mark
                self._node(cell)
        return node

    def _named(self, kind: str, element: Element) -> str:
        return _CONTENTS.get(kind, kind) if element in self._contents else kind


def _is_list(node: Node) -> bool:
    return node.kind in ("L", "TOC") and node.html is not None and node.html.tag == "ul"
