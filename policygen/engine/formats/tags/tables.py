"""What the heads of a cell are, in both ways that programs read: by scope, and by name (ISO 14289-1, 7.5)."""

import pydyf

from policygen.engine.formats.tags.tree import Node


def mark_tables(root: Node) -> dict[str, Node]:
    """Every table says what it is about, every cell names its heads. The heads by their names."""
    named: dict[str, Node] = {}
    title = ""
    for node in root.inside("H1", "H2", "H3", "Table"):
        if node.kind != "Table":
            title = text_of(node)
        else:
            node.attributes = {"O": "/Table", "Summary": pydyf.String(title)}
            named |= _mark_table(node, f"t{len(named)}")
    return named


def _mark_table(table: Node, name: str) -> dict[str, Node]:
    heads: dict[str, Node] = {}
    columns: list[str] = []
    for number, row in enumerate(table.inside("TR")):
        cells = row.inside("TH", "TD")
        is_head = all(cell.kind == "TH" for cell in cells) and not number
        own: list[str] = []
        for place, cell in enumerate(cells):
            cell.attributes = {"O": "/Table"}
            above = columns[place : place + 1]
            if cell.kind == "TH":
                cell.id = f"{name}-{len(heads)}"
                heads[cell.id] = cell
                cell.attributes["Scope"] = "/Column" if is_head else "/Row"
                _name(cell, above)
                own.append(cell.id)
            else:
                _name(cell, own + above)
        if is_head:
            columns = own
    return heads


def _name(cell: Node, heads: list[str]) -> None:
    if heads:
        cell.attributes["Headers"] = pydyf.Array([pydyf.String(head) for head in heads])


def text_of(node: Node) -> str:
    """On one line."""
    return "" if node.html is None else " ".join("".join(node.html.itertext()).split())
