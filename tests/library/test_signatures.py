"""The signatures of the catalogue: each belongs to one tool, and is narrow enough to belong to it."""

from policygen.engine.library.schema import Signatures, Tool
from policygen.engine.loading.load import shipped_library
from policygen.engine.scanning.recognition import recognise
from tests.cases import cases

LIBRARY = shipped_library()
TOOLS = LIBRARY.tools
KINDS = tuple(Signatures.model_fields)
WITHOUT_TRACE = {slug for slug, tool in TOOLS.items() if tool.signatures == Signatures()}
"""Tools that work behind the page, or whose trace we are not sure of."""


def entries(tool: Tool, kind: str) -> tuple[str, ...]:
    return tuple(getattr(tool.signatures, kind))


def test_it_works() -> None:
    assert TOOLS["stripe"].signatures.hosts == ("stripe.com", "stripe.network")


def test_every_tool_that_leaves_a_trace_has_one() -> None:
    """Who sets a cookie is seen in the page."""
    assert [slug for slug in sorted(WITHOUT_TRACE) if TOOLS[slug].cookies] == []


def _shown(kind: str, entry: str) -> str:
    place = entry.replace("*", "x") + ("1" if "?" in entry else "")
    address = place if entry.endswith(":") else f"https://{place}"
    return {
        "hosts": f'<script src="{address}"></script>',
        "links": f'<a href="{address}">x</a>',
        "paths": f'<script src="{entry}x.js"></script>',
        "scripts": f"<script>{entry}</script>",
        "generators": f'<meta name="generator" content="{entry} 1">',
    }[kind]


@cases("slug", sorted(set(TOOLS) - WITHOUT_TRACE))
def test_each_signature_finds_its_tool_and_no_other(slug: str) -> None:
    for kind in ("hosts", "links", "paths", "scripts", "generators"):
        for entry in entries(TOOLS[slug], kind):
            found = [f.tool for f in recognise(_shown(kind, entry), TOOLS).found]
            assert found == [slug], entry
