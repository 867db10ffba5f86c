"""The signatures of the catalogue: each belongs to one tool, and is narrow enough to belong to it."""

import re
from collections import Counter

import pytest

from policygen.engine.entries import Signatures, Tool
from policygen.engine.library import shipped_library
from policygen.engine.recognition import recognise
from policygen.engine.signatures import registrable

LIBRARY = shipped_library()
TOOLS = LIBRARY.tools
KINDS = tuple(Signatures.model_fields)
WITHOUT_TRACE = {
    *("keycrm", "sendgrid", "turbosms", "twilio", "amazon_ses", "mailgun"),
    *("gia", "igi", "hrd_antwerp", "dgcu", "checkbox", "vchasno_kasa"),
    *("hetzner", "ovh", "ua_hosting"),
}
"""Tools that work behind the page, or whose trace we are not sure of."""
PLACE = re.compile(
    r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[A-Za-z0-9_.*-]+)*/?(?:\?[a-z]+=[A-Z]+-)?|[a-z]+:"
)
BELONG_TO_ALL = frozenset(
    [
        "google.com",
        "googleapis.com",
        "gstatic.com",
        "facebook.com",
        "facebook.net",
        "twitter.com",
        "cloudflare.com",
        "amazonaws.com",
        "cloudfront.net",
        "doubleclick.net",
        "googletagmanager.com",
        "windows.net",
        "jsdelivr.net",
    ]
)


def entries(tool: Tool, kind: str) -> tuple[str, ...]:
    return tuple(getattr(tool.signatures, kind))


def test_it_works() -> None:
    assert TOOLS["stripe"].signatures.hosts == ("stripe.com", "stripe.network")


def test_every_tool_that_leaves_a_trace_has_one() -> None:
    assert {
        slug for slug, tool in TOOLS.items() if tool.signatures == Signatures()
    } == WITHOUT_TRACE


@pytest.mark.parametrize("kind", KINDS)
def test_a_signature_belongs_to_one_tool(kind: str) -> None:
    counted = Counter(entry for tool in TOOLS.values() for entry in entries(tool, kind))
    assert [entry for entry, number in counted.items() if number > 1] == []


@pytest.mark.parametrize("kind", ["hosts", "links"])
def test_places_are_lower_case_and_not_too_wide(kind: str) -> None:
    for slug, tool in TOOLS.items():
        for entry in entries(tool, kind):
            assert PLACE.fullmatch(entry), (slug, entry)
            host = entry.partition("/")[0]
            if entry.endswith(":"):
                assert kind == "links"
                continue
            assert not host.startswith("www."), (slug, entry)
            assert registrable(f"shop.{host}").count(".") == registrable(host).count("."), entry
            if host in BELONG_TO_ALL and kind == "hosts":
                assert "/" in entry, f"{slug}: {entry} is the host of many things"


def test_cookies_are_those_of_the_tool() -> None:
    for slug, tool in TOOLS.items():
        assert set(entries(tool, "cookies")) <= {c.name for c in tool.cookies}, slug


def test_a_cookies_name_is_nobody_elses() -> None:
    """A name that two tools of the catalogue set, or that any site could use, proves nothing."""
    holders = Counter(name for tool in TOOLS.values() for name in {c.name for c in tool.cookies})
    for slug, tool in TOOLS.items():
        for name in entries(tool, "cookies"):
            assert holders[name] == 1, (slug, name)
            assert len(name) >= 3, (slug, name)


def test_code_is_written_as_it_is_compared() -> None:
    for tool in TOOLS.values():
        for marker in entries(tool, "scripts"):
            assert not re.search(r"[\s\"`]", marker), marker
            assert len(marker) >= 5
        for path in entries(tool, "paths"):
            assert path.startswith("/"), path


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


@pytest.mark.parametrize("slug", sorted(set(TOOLS) - WITHOUT_TRACE))
def test_each_signature_finds_its_tool_and_no_other(slug: str) -> None:
    for kind in ("hosts", "links", "paths", "scripts", "generators"):
        for entry in entries(TOOLS[slug], kind):
            found = [f.tool for f in recognise(_shown(kind, entry), TOOLS).found]
            assert found == [slug], entry
