"""`make drawing`: who imports whom, drawn into CONTRIBUTING.md from the code as it is.

    .venv/bin/python scripts/draw_imports.py [--check]

An arrow leads to what is imported; one that another way implies is left out. The contracts of
import-linter (pyproject.toml) say in which order the parts stand, and an arrow that would run back
against it ends the command.
"""

import argparse
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DOCUMENT = ROOT / "CONTRIBUTING.md"
PARTS = ("policygen", "policygen.engine")
Arrow = tuple[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail where the drawing is an old one")
    asked = parser.parse_args()
    text = DOCUMENT.read_text("utf-8")
    drawn = text
    graph = grimp.build_graph("policygen", cache_dir=None)
    for part, layers in zip(PARTS, contracts(), strict=True):
        drawn = put(drawn, part, drawing(part, layers, arrows(graph, part, layers)))
    if asked.check and drawn != text:
        sys.exit("The drawing of imports in CONTRIBUTING.md is an old one: make drawing")
    DOCUMENT.write_text(drawn, "utf-8")


def contracts() -> list[list[list[str]]]:
    """The layers of `policygen` and of its engine, top to bottom; those of one layer stand side by side."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found = project["tool"]["importlinter"]["contracts"]
    return [
        [
            [name.strip().removeprefix("policygen.") for name in layer.split(":")]
            for layer in c["layers"]
        ]
        for c in found
        if c["type"] == "layers"
    ]


def arrows(graph: grimp.ImportGraph, part: str, layers: list[list[str]]) -> set[Arrow]:
    """Between the parts of `part`. Ends the command where one runs back."""
    names = [name for layer in layers for name in layer]
    level = {name: n for n, layer in enumerate(layers) for name in layer}
    found = {
        (one, other)
        for one in names
        for other in names
        if one != other
        and graph.direct_import_exists(
            importer=f"{part}.{one}", imported=f"{part}.{other}", as_packages=True
        )
    }
    back = sorted(f"{a} → {b}" for a, b in found if level[a] >= level[b])
    if back:
        sys.exit(f"Imports that run back: {', '.join(back)}")
    return set(without_implied(found))


def without_implied(found: set[Arrow]) -> Iterator[Arrow]:
    """The arrows that no chain of others stands for (there are no circles)."""
    for one, other in found:
        between = {b for a, b in found if a == one and b != other}
        while between and other not in between:
            between = {b for a, b in found if a in between}
        if other not in between:
            yield one, other


def drawing(part: str, layers: list[list[str]], found: set[Arrow]) -> str:
    names = [name for layer in layers for name in layer if any(name in arrow for arrow in found)]
    lines = [
        f"    {one} --> {other}"
        for one, other in sorted(found, key=lambda a: (names.index(a[0]), names.index(a[1])))
    ]
    return "\n".join(["```mermaid", "flowchart TD", *lines, "```"])


def put(text: str, part: str, drawn: str) -> str:
    begin, end = f"<!-- imports of {part} -->", f"<!-- end of imports of {part} -->"
    before, _begin, rest = text.partition(begin)
    _old, _end, after = rest.partition(end)
    return f"{before}{begin}\n{drawn}\n{end}{after}"


if __name__ == "__main__":
    main()
