"""A page's source, read for what it loads, links to and asks for. Never shown, never run."""

import binascii
import codecs
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

How: TypeAlias = Literal["script", "frame", "stylesheet", "image", "form", "request"]
"""How an address is loaded, or that a form is sent to it."""

_PIECE = 65_536
MOST_READ = 4 * 1024 * 1024
"""Bytes of one page. What it loads stands in its head and at its end; in between nothing is read."""
_CHARSET = re.compile(rb"charset\s{0,9}=\s{0,9}[\"']?([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_SAVED_FROM = re.compile(r"saved from url=\(\d{1,5}\)(\S{1,2000})")
_LOCATION = re.compile(r"^Content-Location: (https?://\S{1,2000})", re.MULTILINE | re.IGNORECASE)
_ARCHIVE = ("From: <Saved by ", "MIME-Version: ")
_ENCODINGS = frozenset(
    {
        "utf-8",
        "ascii",
        "cp1250",
        "cp1251",
        "cp1252",
        "iso8859-1",
        "iso8859-2",
        "iso8859-5",
        "koi8-u",
    }
)
"""Those that pages are written in; Python knows others that take long to read."""
_BOMS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))

# Tag → attributes with an address that is loaded, and how it is loaded. Scripts that wait for consent
# and pictures that wait to be scrolled to keep theirs in data-src.
_LOADING: dict[str, tuple[How, tuple[str, ...]]] = {
    "script": ("script", ("src", "data-src", "data-cookieconsent-src")),
    "iframe": ("frame", ("src", "data-src", "data-lazy-src")),
    "frame": ("frame", ("src",)),
    "embed": ("frame", ("src",)),
    "object": ("frame", ("data",)),
    "img": ("image", ("src", "data-src", "data-lazy-src")),
    "video": ("image", ("src",)),
    "audio": ("image", ("src",)),
    "source": ("image", ("src",)),
    "form": ("form", ("action",)),
}
_LINKS_THAT_LOAD = frozenset({"stylesheet", "preload", "modulepreload", "preconnect", "prefetch"})
_TYPES = {"email": "email", "tel": "phone", "password": "password"}
_NAMES = (
    ("email", re.compile(r"e-?mail", re.IGNORECASE)),
    ("phone", re.compile(r"phone|(?:^|_|-)tel(?:$|_|-)|телефон", re.IGNORECASE)),
    ("name", re.compile(r"(?:first|last|full|your)[_-]?name|^name$|ім.я", re.IGNORECASE)),
)


@dataclass
class Page:
    """`loaded`: (how, address); `own`: addresses that the page calls its own; `code`: inline scripts."""

    loaded: list[tuple[How, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    generators: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)


def decoded(content: bytes) -> str:
    """As the file says it is encoded, else UTF-8; what can't be read is replaced."""
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return content[len(bom) :].decode(encoding, "replace")
    said = _CHARSET.search(content[:4096])
    try:
        encoding = codecs.lookup(said[1].decode("ascii")).name if said else "utf-8"
    except LookupError:
        encoding = "utf-8"
    return content.decode(encoding if encoding in _ENCODINGS else "utf-8", "replace")


def read_page(text: str) -> Page:
    """Everything in one pass, without building a tree: depth and number of elements cost nothing."""
    from lxml import etree  # type: ignore[import-untyped]  # slow to load

    reader = _Reader()
    if text[:200].lstrip().startswith(_ARCHIVE):
        text = reader.unpacked(text)
    parser = etree.HTMLParser(
        target=reader, encoding="utf-8", no_network=True, recover=True, huge_tree=True
    )
    source = _ends(text.encode("utf-8", "replace"))
    try:
        for start in range(0, len(source), _PIECE):
            parser.feed(source[start : start + _PIECE])
        parser.close()
    except (etree.LxmlError, AssertionError):
        pass  # what was read so far counts
    return reader.page


def _ends(source: bytes) -> bytes:
    half = MOST_READ // 2
    return source if len(source) <= MOST_READ else source[:half] + b"\n" + source[-half:]


class _Reader:
    """What lxml tells about each tag, sorted into a Page."""

    def __init__(self) -> None:
        self.page = Page()
        self._code: list[str] | None = None

    def unpacked(self, text: str) -> str:
        """A page saved as one file (MHTML): its parts keep the addresses that they came from."""
        for match in _LOCATION.finditer(text):
            self.page.loaded.append(("request", match[1]))
            if not self.page.own:
                self.page.own.append(match[1])
        return binascii.a2b_qp(text.encode("utf-8", "replace")).decode("utf-8", "replace")

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _LOADING:
            how, names = _LOADING[tag]
            self.page.loaded += [(how, attributes[name]) for name in names if attributes.get(name)]
        if tag == "script":
            data = "json" in attributes.get("type", "").lower()
            self._code = None if attributes.get("src") or data else []
        elif tag == "style":
            self._code = []
        elif tag == "a" and attributes.get("href"):
            self.page.links.append(attributes["href"])
        elif tag == "link":
            self._link(attributes)
        elif tag == "meta":
            self._meta(attributes)
        elif tag == "input":
            self._input(attributes)

    def data(self, text: str) -> None:
        if self._code is not None:
            self._code.append(text)

    def end(self, tag: str) -> None:
        if tag in ("script", "style") and self._code is not None:
            self.page.code.append("".join(self._code))
            self._code = None

    def comment(self, text: str) -> None:
        saved = _SAVED_FROM.search(text[:2500])
        if saved:
            self.page.own.insert(0, saved[1])

    def close(self) -> None:
        self.end("script")

    def _link(self, attributes: Mapping[str, str]) -> None:
        relations = set(attributes.get("rel", "").lower().split())
        href = attributes.get("href", "")
        if relations & _LINKS_THAT_LOAD:
            self.page.loaded.append(("stylesheet", href))
        elif "canonical" in relations:
            self.page.own.append(href)

    def _meta(self, attributes: Mapping[str, str]) -> None:
        content = attributes.get("content", "")
        if attributes.get("name", "").lower() == "generator":
            self.page.generators.append(content[:200])
        elif attributes.get("property", "").lower() == "og:url":
            self.page.own.append(content)

    def _input(self, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("type", "text").lower()
        if kind in _TYPES:
            self.page.fields.add(_TYPES[kind])
        elif kind == "text":
            name = attributes.get("name", "")[:80]
            self.page.fields |= {found for found, pattern in _NAMES if pattern.search(name)}
