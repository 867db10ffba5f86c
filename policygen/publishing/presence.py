"""Whether a published policy stands on the shop's own site, told from the site's own pages.

They are anybody's text: nothing of them is shown but addresses.
"""

import re
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from http import HTTPStatus
from itertools import islice
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from lxml.etree import ParserError  # type: ignore[import-untyped]
from lxml.html import HtmlElement, document_fromstring  # type: ignore[import-untyped]

from policygen.engine.scanning.page_source import decoded
from policygen.engine.scanning.signatures import registrable
from policygen.fetching import Fetched, Fetcher, FetchError, Trouble
from policygen.publishing.models import Page, Version
from policygen.publishing.pasted import pasted

MOST_PAGES = 5
"""Of the shop's site, its home page among them."""
SECONDS = 15.0
"""After which no further page is asked for: the owner waits."""
MOST_VERSIONS = 6
"""The newest ones, that a copy on the site is held against."""
ALIKE = 0.9
"""Of a version's paragraphs, how many a copy has to have."""
_ABOUT_PRIVACY = re.compile(
    r"privacy|приватн|конфіденц|конфиденц|персональн\w* да|політик"
    r"|datenschutz|prywatno|confidentialit|privacidad",
    re.IGNORECASE,
)
"""What a link to a policy says, or its address, whoever wrote it."""
_EMBED = "data-policygen"
_SHOWING = frozenset(("published:policy", "published:page", "published:frame", "published:version"))
_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_XML = re.compile(r"^\s*<\?xml[^>]*\?>")


class Way(StrEnum):
    """How a policy stands on a page of the site."""

    LINK = "link"
    EMBED = "embed"
    FRAME = "frame"
    COPY = "copy"


@dataclass(frozen=True)
class Sighting:
    way: Way
    where: str
    """The address of the page."""
    language: str | None
    """None: of whoever reads it."""
    number: int | None = None
    """Of the version of which it is a copy."""


@dataclass(frozen=True)
class Presence:
    """`home`: the site's first page, where it was found in the end."""

    home: str
    sightings: tuple[Sighting, ...]
    others: tuple[str, ...]
    """Pages of the site about privacy that home links to, and that do not show this policy."""
    links: tuple[str, ...]
    """What the links of the home page say, in small letters."""

    def languages_missing(self, version: Version) -> list[str]:
        """Those that nothing leads to. A link for whoever reads it is in all of them."""
        seen = {sighting.language for sighting in self.sightings}
        return [] if None in seen else [code for code in version.languages if code not in seen]

    def outdated(self, version: Version) -> list[Sighting]:
        """Copies of an older version, and links that stay with one version whatever is published."""
        numbered = (s for s in self.sightings if s.number is not None)
        return [s for s in numbered if s.way == Way.LINK or s.number != version.number]


def look(version: Version, website: str, ours: str, fetcher: Fetcher) -> Presence:
    """`ours`: the address of this installation. Fetches at most MOST_PAGES, and none after SECONDS. Raises
    FetchError where the home page can't be read; what else can't be is passed over."""
    end = time.monotonic() + SECONDS
    home = _sheet(fetcher, website)
    policy = _Policy(version, ours)
    direct = list(policy.sightings(home))
    candidates = [] if direct else islice(_candidates(home), MOST_PAGES - 1)
    found = {sheet.url: list(policy.sightings(sheet)) for sheet in _read(candidates, fetcher, end)}
    sightings = direct or [one for several in found.values() for one in several]
    return Presence(
        home.url,
        tuple(sightings),
        tuple(url for url, several in found.items() if not several),
        tuple(" ".join(text.split()).casefold() for text, _ in home.links()),
    )


def _sheet(fetcher: Fetcher, address: str) -> "_Sheet":
    """Raises FetchError, for an error page and for what is no page too."""
    fetched = fetcher.fetch(address)
    if fetched.status != HTTPStatus.OK or fetched.kind not in _PAGES:
        raise FetchError(Trouble.NO_PAGE, fetched.url)
    return _Sheet(fetched)


def _read(addresses: Iterable[str], fetcher: Fetcher, end: float) -> Iterator["_Sheet"]:
    for address in addresses:
        if time.monotonic() > end:
            return
        with suppress(FetchError):
            yield _sheet(fetcher, address)


def _candidates(home: "_Sheet") -> Iterator[str]:
    """Pages of the same site that may hold a policy, those that say so in their link first."""
    said = [url for text, url in home.links() if _ABOUT_PRIVACY.search(text)]
    named = [url for _, url in home.links() if _ABOUT_PRIVACY.search(urlsplit(url).path)]
    own = registrable(urlsplit(home.url).hostname or "")
    for url in dict.fromkeys([*said, *named]):
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and registrable(parts.hostname or "") == own:
            yield url


class _Sheet:
    """A fetched page, read for what it links to and says."""

    def __init__(self, fetched: Fetched):
        self.url = fetched.url
        # A declaration of XML names an encoding, which lxml refuses in what is decoded already.
        text = _XML.sub("", decoded(fetched.body))
        try:
            self._root: HtmlElement | None = document_fromstring(text or " ")
        except (ParserError, ValueError):
            self._root = None
        base = next((one.get("href") for one in self.of("base") if one.get("href")), "")
        self._base = _joined(self.url, base) or self.url

    def of(self, tag: str) -> Iterator[HtmlElement]:
        return iter(()) if self._root is None else self._root.iter(tag)

    def links(self) -> Iterator[tuple[str, str]]:
        """Text or name, and full address without its fragment."""
        for link in self.of("a"):
            if url := self.full(link.get("href")):
                yield link.text_content() or link.get("aria-label", ""), url

    def full(self, address: str | None) -> str:
        return _joined(self._base, address.strip()).partition("#")[0] if address else ""

    def text(self) -> str:
        return "" if self._root is None else _plain(self._root.text_content())


class _Policy:
    """What a version looks like from outside."""

    def __init__(self, version: Version, ours: str):
        self._version = version
        self._ours = urlsplit(ours).netloc
        self._beginning = f"/p/{version.policy.slug}/"

    def sightings(self, sheet: _Sheet) -> list[Sighting]:
        return list(dict.fromkeys([*self._loaded(sheet), *self._copies(sheet)]))

    def _loaded(self, sheet: _Sheet) -> Iterator[Sighting]:
        scripted = any(
            urlsplit(sheet.full(script.get("src"))).netloc == self._ours
            for script in sheet.of("script")
        )
        for link in sheet.of("a"):
            embedded = _EMBED in link.attrib and scripted
            way = Way.EMBED if embedded else Way.LINK
            yield from self._one(way, sheet, link.get("href"))
        for frame in sheet.of("iframe"):
            yield from self._one(Way.FRAME, sheet, frame.get("src") or frame.get("data-src"))

    def _one(self, way: Way, sheet: _Sheet, address: str | None) -> Iterator[Sighting]:
        """Of our addresses those that show the policy; that of a version shows that one for ever."""
        parts = urlsplit(sheet.full(address))
        if parts.netloc != self._ours:
            return
        try:
            leads = resolve(parts.path)
        except Resolver404:
            return
        if leads.view_name in _SHOWING and leads.kwargs["slug"] == self._version.policy.slug:
            language = leads.kwargs.get("language")
            known = language if language in self._version.languages else None
            yield Sighting(way, sheet.url, known, leads.kwargs.get("number"))

    def _copies(self, sheet: _Sheet) -> Iterator[Sighting]:
        """Of each language the version that it resembles most, and the newest of those."""
        text = sheet.text()
        pages = self._paragraphs if len(text) > _LEAST_LETTERS else []
        for language in self._version.languages:
            alike = [
                (_share(blocks, text), number) for code, number, blocks in pages if code == language
            ]
            share, number = max(alike, default=(0.0, 0))
            if share >= ALIKE:
                yield Sighting(Way.COPY, sheet.url, language, number)

    @cached_property
    def _paragraphs(self) -> list[tuple[str, int, list[str]]]:
        """Language, number of the version, and what stands in it: a page takes a tenth of a second."""
        found = Page.objects.filter(
            version__policy=self._version.policy_id,
            version__number__gt=self._version.number - MOST_VERSIONS,
        )
        pages = found.select_related("version")
        return [(page.language, page.version.number, _blocks(page)) for page in pages]


_LEAST_LETTERS = 1_000
"""Of a page that could hold a policy."""


def _joined(base: str, address: str) -> str:
    """Empty where it leads nowhere."""
    try:
        url = urljoin(base, address)
        urlsplit(url)
    except ValueError:
        return ""
    return url


def _blocks(page: Page) -> list[str]:
    root = document_fromstring(pasted(page))
    return [_plain(block.text_content()) for block in root.iter("p", "li", "td", "h2", "h3")]


def _share(blocks: list[str], text: str) -> float:
    """How many of the paragraphs are in `text`, of one. What editors do to spaces is no matter."""
    return sum(block in text for block in blocks) / len(blocks) if blocks else 0.0


def _plain(text: str) -> str:
    return " ".join(text.split())
