"""Whether a published policy stands on the shop's own site, told from the site's own pages.

They are anybody's text: nothing of them is shown but addresses.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from urllib.parse import SplitResult, urljoin, urlsplit

from lxml.etree import ParserError  # type: ignore[import-untyped]
from lxml.html import HtmlElement, document_fromstring  # type: ignore[import-untyped]

from policygen.engine.scanning.page_source import decoded
from policygen.engine.scanning.signatures import registrable
from policygen.fetching import Fetched, Fetcher, FetchError
from policygen.publishing.models import Page, Version
from policygen.publishing.pasted import pasted

MOST_PAGES = 5
"""Of the shop's site, its home page among them."""
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
    linked: bool
    """From the home page, by itself or by a page of the site that shows it."""
    others: tuple[str, ...]
    """Pages of the site about privacy that home links to, and that do not show this policy."""
    links: tuple[str, ...]
    """What the links of the home page say, in small letters."""

    def languages_missing(self, version: Version) -> list[str]:
        """Those that nothing leads to. A link for whoever reads it is in all of them."""
        seen = {sighting.language for sighting in self.sightings}
        return [] if None in seen else [code for code in version.languages if code not in seen]

    def outdated(self, version: Version) -> list[Sighting]:
        """Copies of an older version."""
        return [s for s in self.sightings if s.number not in (None, version.number)]


def look(version: Version, website: str, ours: str, fetcher: Fetcher) -> Presence:
    """`ours`: the address of this installation. Fetches at most MOST_PAGES. Raises FetchError where the
    home page can't be read; what else can't be is passed over."""
    home = _Sheet(fetcher.fetch(website))
    policy = _Policy(version, ours)
    direct = list(policy.sightings(home, copies=False))
    sheets = [] if direct else list(_read(islice(_candidates(home), MOST_PAGES - 1), fetcher))
    found = {sheet.url: list(policy.sightings(sheet)) for sheet in sheets}
    sightings = direct or [one for several in found.values() for one in several]
    return Presence(
        home.url,
        tuple(sightings),
        bool(sightings),
        tuple(url for url, several in found.items() if not several),
        tuple(" ".join(text.split()).casefold() for text, _ in home.links()),
    )


def _read(addresses: Iterable[str], fetcher: Fetcher) -> Iterator["_Sheet"]:
    for address in addresses:
        try:
            yield _Sheet(fetcher.fetch(address))
        except FetchError:
            continue


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
        try:
            self._root: HtmlElement | None = document_fromstring(decoded(fetched.body) or " ")
        except (ParserError, ValueError):
            self._root = None

    def of(self, tag: str) -> Iterator[HtmlElement]:
        return iter(()) if self._root is None else self._root.iter(tag)

    def links(self) -> Iterator[tuple[str, str]]:
        """Text or name, and full address without its fragment."""
        for link in self.of("a"):
            if url := self.full(link.get("href")):
                yield link.text_content() or link.get("aria-label", ""), url

    def full(self, address: str | None) -> str:
        try:
            return urljoin(self.url, (address or "").strip()).partition("#")[0] if address else ""
        except ValueError:
            return ""

    def text(self) -> str:
        return "" if self._root is None else _plain(self._root.text_content())


class _Policy:
    """What a version looks like from outside."""

    def __init__(self, version: Version, ours: str):
        self._version = version
        self._ours = urlsplit(ours).netloc
        self._beginning = f"/p/{version.policy.slug}/"

    def sightings(self, sheet: _Sheet, *, copies: bool = True) -> Iterator[Sighting]:
        seen = dict.fromkeys([*self._loaded(sheet), *(self._copies(sheet) if copies else ())])
        yield from seen

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
        parts = _split(sheet.full(address))
        if parts and parts.netloc == self._ours and parts.path.startswith(self._beginning):
            first = parts.path.removeprefix(self._beginning).partition("/")[0]
            language = first if first in self._version.languages else None
            yield Sighting(way, sheet.url, language)

    def _copies(self, sheet: _Sheet) -> Iterator[Sighting]:
        """Of each language the version that it resembles most, and the newest of those."""
        text = sheet.text()
        pages = self._pages() if len(text) > _LEAST_LETTERS else []
        for language in self._version.languages:
            of_it = [page for page in pages if page.language == language]
            alike = [(_share(page, text), page.version.number) for page in of_it]
            share, number = max(alike, default=(0.0, 0))
            if share >= ALIKE:
                yield Sighting(Way.COPY, sheet.url, language, number)

    def _pages(self) -> list[Page]:
        found = Page.objects.filter(
            version__policy=self._version.policy_id,
            version__number__gt=self._version.number - MOST_VERSIONS,
        )
        return list(found.select_related("version"))


_LEAST_LETTERS = 1_000
"""Of a page that could hold a policy."""


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _share(page: Page, text: str) -> float:
    """How many of the paragraphs of `page` are in `text`, of one. What editors do to spaces is no matter."""
    root = document_fromstring(pasted(page))
    blocks = [_plain(block.text_content()) for block in root.iter("p", "li", "td", "h2", "h3")]
    return sum(block in text for block in blocks) / len(blocks) if blocks else 0.0


_plain: Callable[[str], str] = lambda text: " ".join(text.split())  # noqa: E731
