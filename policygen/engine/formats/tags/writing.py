"""The structure tree as objects of the PDF, in place of WeasyPrint's."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pydyf

from policygen.engine.formats.tags.marks import Mark, referenced
from policygen.engine.formats.tags.tree import Node

_OF_WEASYPRINT = ("/StructElem", "/OBJR")


class _Unused(pydyf.Object):  # type: ignore[misc]  # pydyf is not typed
    data = b"null"


def write_tree(pdf: pydyf.PDF, root: Node, named: Mapping[str, Node]) -> None:
    """`named`: the elements that others call by their id."""
    top = referenced(pdf, pdf.catalog["StructTreeRoot"])
    _empty(pdf)
    writer = _Writer(pdf)
    top["K"] = writer.write(root, pdf.catalog["StructTreeRoot"])
    names = pydyf.Array()
    for name in sorted(named):
        names += [pydyf.String(name), writer.references[named[name]]]
    top["IDTree"] = pydyf.Dictionary({"Names": names})
    referenced(pdf, top["ParentTree"])["Nums"] = writer.parents()


def _empty(pdf: pydyf.PDF) -> None:
    """An object has its place in the file by its number, so that none can be taken out."""
    for number, thing in enumerate(pdf.objects):
        if isinstance(thing, pydyf.Dictionary) and thing.get("Type") in _OF_WEASYPRINT:
            pdf.objects[number] = _Unused()
            pdf.objects[number].number = number


class _Writer:
    def __init__(self, pdf: pydyf.PDF) -> None:
        self._pdf = pdf
        self._pages = pdf.page_references
        self.references: dict[Node, bytes] = {}
        self._of_marks: dict[int, dict[int, bytes]] = defaultdict(dict)
        self._of_annotations: list[bytes] = []

    def write(self, node: Node, parent: bytes) -> bytes:
        """The reference to it."""
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.kind}", "P": parent})
        self._pdf.add_object(element)
        reference: bytes = element.reference
        self.references[node] = reference
        page = next((kid.page for kid in node.kids if isinstance(kid, Mark)), None)
        if page is not None:
            element["Pg"] = self._pages[page]
        kids = [self._annotation(each, reference) for each in node.annotations]
        kids += [self._kid(kid, reference, page) for kid in node.kids]
        if kids:
            element["K"] = kids[0] if len(kids) == 1 else pydyf.Array(kids)
        if node.attributes:
            element["A"] = pydyf.Dictionary(node.attributes)
        if node.id:
            element["ID"] = pydyf.String(node.id)
        return reference

    def _kid(self, kid: Node | Mark, parent: bytes, page: int | None) -> Any:
        """`page`: that of the element; a mark of another one names its own."""
        if isinstance(kid, Node):
            return self.write(kid, parent)
        self._of_marks[kid.page][kid.number] = parent
        if kid.page == page:
            return kid.number
        own = self._pages[kid.page]
        return pydyf.Dictionary({"Type": "/MCR", "Pg": own, "MCID": kid.number})

    def _annotation(self, annotation: pydyf.Dictionary, parent: bytes) -> Any:
        annotation["StructParent"] = len(self._pages) + len(self._of_annotations)
        self._of_annotations.append(parent)
        return pydyf.Dictionary(
            {"Type": "/OBJR", "Obj": annotation.reference, "Pg": annotation["P"]}
        )

    def parents(self) -> pydyf.Array:
        """Of each mark of each page, and of each annotation."""
        pages = len(self._pages)
        numbers = pydyf.Array()
        for page in range(pages):
            marks = self._of_marks[page]
            owners = [marks.get(number, b"null") for number in range(max(marks, default=-1) + 1)]
            numbers += [page, pydyf.Array(owners)]
        for number, owner in enumerate(self._of_annotations, start=pages):
            numbers += [number, owner]
        return numbers
