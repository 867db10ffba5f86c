"""Which tools of the catalogue a saved page or HAR file shows, and by what.

Reads what it is given and nothing else: no address is fetched and no script is run. Time and memory
grow with the size of the input alone, whatever is in it; no input raises.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal, TypeAlias

from policygen.engine.library.schema import Tool
from policygen.engine.scanning import page_source
from policygen.engine.scanning.page_source import Page, decoded, read_page
from policygen.engine.scanning.signatures import Address, SignatureIndex, address, registrable

MOST_ENTRIES = 20_000
"""Requests of a HAR file that are looked at; a shop's page makes some hundred."""
MOST_ADDRESSES = 20_000
"""Of each kind in a page, and names of cookies and headers in a HAR file; so many are looked up."""
MAX_DEPTH = 200
"""Of lists and objects in each other in a HAR file; what called what in a script takes some dozens."""
MOST_PAGES = 20
MOST_UNKNOWN = 60
MOST_EVIDENCE = 4

Kind: TypeAlias = Literal["html", "har", "nothing"]
How: TypeAlias = (
    page_source.How
    | Literal["inline", "link", "path", "code", "cookie", "generator", "header", "page"]
)


@dataclass(frozen=True, order=True)
class Evidence:
    """`how` it shows; `what`: a host, the name of a cookie or of a header, else nothing."""

    how: How
    what: str


@dataclass(frozen=True)
class Found:
    tool: str
    evidence: tuple[Evidence, ...]

    @property
    def certain(self) -> bool:
        """A server's header may be that of the platform which the shop stands on."""
        return any(evidence.how != "header" for evidence in self.evidence)


@dataclass(frozen=True)
class Recognition:
    """`unknown`: hosts of others that the page loads from and no tool of the catalogue has.

    `fields`: kinds of personal data that forms ask for (``email``, ``phone``, ``name``, ``password``).
    `storage`: keys of local storage that the page's own scripts set.
    """

    kind: Kind
    found: tuple[Found, ...] = ()
    unknown: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    storage: tuple[str, ...] = ()


def recognise(
    content: bytes | str, tools: Mapping[str, Tool], own_hosts: Iterable[str] = ()
) -> Recognition:
    """What the content shows. `own_hosts`: the shop's; their parent domains count as the shop's too."""
    text = decoded(content) if isinstance(content, bytes) else content
    search = _Search(SignatureIndex(tools), {registrable(host) for host in own_hosts})
    kind: Kind
    if (har := _har(text)) is not None:
        kind = "har"
        search.read_har(har)
    elif "<" in text:
        kind = "html"
        search.read_page(read_page(text))
    else:
        return Recognition("nothing")
    return search.result(kind)


def _har(text: str) -> dict[str, Any] | None:
    """The log of a HAR file (JSON with log.entries); None for anything else."""
    if not text.lstrip("\ufeff \t\r\n").startswith("{") or _is_too_deep(text):
        return None
    try:
        # Numbers stay words: nothing is computed from them, however many digits they have.
        log = json.loads(text.lstrip("\ufeff"), parse_int=str, parse_float=str).get("log")
    except (ValueError, RecursionError):
        return None
    return log if isinstance(log, dict) and isinstance(log.get("entries"), list) else None


_JSON_STRING = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_BRACKET = re.compile(r"[\[\]{}]")


def _is_too_deep(text: str) -> bool:
    """Counted before anything parses it; brackets within strings are text."""
    depth = 0
    for bracket in _BRACKET.finditer(_JSON_STRING.sub("", text)):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > MAX_DEPTH:
            return True
    return False


@dataclass
class _Search:
    index: SignatureIndex
    own: set[str]
    evidence: dict[str, dict[Evidence, None]] = field(default_factory=dict)
    loaded: dict[str, None] = field(default_factory=dict)
    fields: set[str] = field(default_factory=set)
    storage: dict[str, None] = field(default_factory=dict)

    def result(self, kind: Kind) -> Recognition:
        return Recognition(
            kind,
            tuple(
                Found(slug, tuple(islice(self.evidence[slug], MOST_EVIDENCE)))
                for slug in self.index.tools
                if slug in self.evidence
            ),
            tuple(islice((h for h in sorted(self.loaded) if not self._is_own(h)), MOST_UNKNOWN)),
            tuple(sorted(self.fields)),
            tuple(sorted(self.storage)),
        )

    def _is_own(self, host: str) -> bool:
        return registrable(host) in self.own

    def _note(self, slugs: Iterable[str], how: How, what: str = "") -> bool:
        slugs = tuple(slugs)
        for slug in slugs:
            self.evidence.setdefault(slug, {})[Evidence(how, what)] = None
        return bool(slugs)

    # -- a page ------------------------------------------------------------------------------------

    def read_page(self, page: Page) -> None:
        base = next((found for text in page.own if (found := address(text))), None)
        if base:
            self.own.add(registrable(base.host))
            self._note(self.index.of_host(base), "page", base.host)
        for how, text in islice(dict.fromkeys(page.loaded), MOST_ADDRESSES):
            self._load(how, text)
        for text in islice(dict.fromkeys(page.links), MOST_ADDRESSES):
            self._note(self.index.of_link(text), "link", _target(text))
        for generator in page.generators[:MOST_PAGES]:
            self._note(self.index.of_generator(generator), "generator")
        self._read_code("\0".join(page.code).replace("\\/", "/"))
        self.fields |= page.fields

    def _load(self, how: page_source.How, text: str) -> None:
        """An address that the page loads or sends a form to; without a host it is the shop's own."""
        found = address(text)
        if found is None:
            self._note(self.index.of_path(text), "path")
        elif not self._note(self.index.of_host(found), how, found.host):
            if not self.own or self._is_own(found.host):
                self._note(self.index.of_path(found.path), "path")
            self.loaded[found.host] = None

    def _read_code(self, code: str) -> None:
        """The scripts that stand in the page. Spaces and quotes differ from shop to shop."""
        self._note(self.index.of_code(_squeezed(code)), "code")
        named = dict.fromkeys(match[0] for match in _ADDRESS_IN_CODE.finditer(code))
        for text in islice(named, MOST_ADDRESSES):
            found = address(text)
            if found:
                self._note(self.index.of_host(found), "inline", found.host)
        self.storage.update((m[1], None) for m in islice(_STORED.finditer(code), 50))

    # -- a HAR file --------------------------------------------------------------------------------

    def read_har(self, log: dict[str, Any]) -> None:
        entries = [e for e in islice(log["entries"], MOST_ENTRIES) if isinstance(e, dict)]
        pages = [page for entry in entries if (page := _html_of(entry))]
        first = next(iter(pages), None) or (_request_of(entries[0]) if entries else None)
        if first:
            self.own.add(registrable(first.host))
        for page in islice((p for p in pages if self._is_own(p.host)), MOST_PAGES):
            self._note(self.index.of_host(page), "page", page.host)
            self.read_page(read_page(page.text))
        for entry in entries:
            self._read_request(entry)
        for name in _names(entries, "cookies"):
            self._note(self.index.of_cookie(name), "cookie", name)
        own = [e for e in entries if (r := _request_of(e)) and self._is_own(r.host)]
        for name, value in _headers(own):
            self._note(self.index.of_header(name, value), "header", name.lower())

    def _read_request(self, entry: dict[str, Any]) -> None:
        requested = _request_of(entry)
        if requested and self._is_own(requested.host):
            self._note(self.index.of_path(requested.path), "path")
        elif requested:
            self._load("request", f"https://{requested.host}{requested.path}?{requested.query}")


_ADDRESS_IN_CODE = re.compile(
    r"(?:https?:)?//(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24}(?:[/?][^\s\"'`<>\\)]{0,500})?",
    re.IGNORECASE,
)
_STORED = re.compile(r"""localStorage\.setItem\(\s{0,9}["'`]([A-Za-z0-9_.:-]{1,60})["'`]""")
_SPACE = re.compile(r"\s+")


def _squeezed(code: str) -> str:
    return _SPACE.sub("", code).replace('"', "'").replace("`", "'")


def _target(text: str) -> str:
    """What a link leads to, in short: its host, or its scheme (``viber:``)."""
    found = address(text)
    return found.host if found else f"{text.partition(':')[0].strip().lower()}:"


# -- parts of a HAR file, none of which has to be what it should ----------------------------------------


@dataclass(frozen=True)
class _HtmlOf(Address):
    text: str = ""


def _part(entry: dict[str, Any], key: str) -> dict[str, Any]:
    part = entry.get(key)
    return part if isinstance(part, dict) else {}


def _pairs(part: dict[str, Any], key: str) -> Iterator[tuple[str, str]]:
    rows = part.get(key)
    for row in islice(rows if isinstance(rows, list) else (), 500):
        if isinstance(row, dict) and isinstance(row.get("name"), str):
            value = row.get("value")
            yield row["name"][:200], value[:200] if isinstance(value, str) else ""


def _names(entries: Iterable[dict[str, Any]], key: str) -> Iterator[str]:
    """Of the cookies that were sent or set, each once."""
    parts = (_part(entry, part) for entry in entries for part in ("request", "response"))
    return islice(dict.fromkeys(name for p in parts for name, _ in _pairs(p, key)), MOST_ADDRESSES)


def _headers(entries: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    parts = (_part(entry, "response") for entry in entries)
    return islice(dict.fromkeys(row for p in parts for row in _pairs(p, "headers")), MOST_ADDRESSES)


def _request_of(entry: dict[str, Any]) -> Address | None:
    url = _part(entry, "request").get("url")
    return address(url) if isinstance(url, str) else None


def _html_of(entry: dict[str, Any]) -> _HtmlOf | None:
    """The page that an entry brought, if it brought one as text."""
    content = _part(_part(entry, "response"), "content")
    kind, text, where = content.get("mimeType"), content.get("text"), _request_of(entry)
    if where is None or not isinstance(kind, str) or not kind.lower().startswith("text/html"):
        return None
    plain = isinstance(text, str) and not content.get("encoding")
    return _HtmlOf(where.host, where.path, where.query, str(text) if plain else "")
