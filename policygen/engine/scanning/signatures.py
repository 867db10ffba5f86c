"""The signatures of the catalogue's tools, ready to be looked up (docs/library.md, "Signatures").

An entry of `hosts` and `links` is ``host``, ``host/path`` or ``host/path?key=prefix``. It holds for the host
and what is below it, for paths that begin so (``*`` is one step of a path), and for a value that begins so.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from policygen.engine.library.schema import Tool

LONGEST = 4_000
"""Letters of an address that are looked at."""
_HOST = re.compile(r"(?!-)(?:[a-z0-9_-]{1,63}\.)+[a-z][a-z0-9-]{1,23}")
_SECOND_LEVEL = frozenset(
    {"ac", "co", "com", "edu", "gov", "in", "net", "org"}
    | {"dp", "kharkiv", "kiev", "kyiv", "lviv", "odesa"}
)
"""What stands between a name and its country: shop.com.ua, shop.co.uk."""
_PASSED_ON = ("/sharer", "/share", "/intent/", "/dialog/share", "/dialog/feed")
"""Where a button to pass the page on leads: the shop need not be there itself."""


@dataclass(frozen=True)
class Address:
    host: str
    path: str
    query: str


def address(text: str) -> Address | None:
    """The parts of a full web address; None for a relative or unusable one."""
    text = text.strip()[:LONGEST]
    if text.startswith("//"):
        text = f"https:{text}"
    if not text[:8].lower().startswith(("http://", "https://", "ws://", "wss://")):
        return None
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").rstrip(".").lower()
    except ValueError:
        return None
    return Address(host, parts.path, parts.query) if _HOST.fullmatch(host) else None


def registrable(host: str) -> str:
    """The domain that somebody registered: ``shop.example.com.ua`` is ``example.com.ua``."""
    labels = host.lower().split(".")
    deep = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL
    return ".".join(labels[-3 if deep else -2 :])


@dataclass(frozen=True)
class _Place:
    """A signature of a host: what has to follow it, and whose it is."""

    slug: str
    path: re.Pattern[str]
    query: str
    length: int

    def fits(self, found: Address) -> bool:
        return bool(self.path.match(found.path or "/")) and (
            not self.query or any(p.startswith(self.query) for p in found.query.split("&"))
        )


class SignatureIndex:
    """Look-ups from what a page shows to the tools that show it."""

    def __init__(self, tools: Mapping[str, Tool]):
        self.tools = tools
        self._hosts = _places(_all(tools, "hosts"))
        self._links = _places(_all(tools, "links"))
        self._paths = _all(tools, "paths")
        self._scripts = _all(tools, "scripts")
        self._generators = _all(tools, "generators")
        self._headers = [
            (slug, h.lower() if ":" in h else f"{h}:") for slug, h in _all(tools, "headers")
        ]
        cookies = _all(tools, "cookies")
        self._cookies = {name: slug for slug, name in cookies if "*" not in name}
        self._cookie_families = [(slug, name) for slug, name in cookies if "*" in name]

    def of_host(self, found: Address) -> tuple[str, ...]:
        return _nearest(self._hosts, found)

    def of_link(self, text: str) -> tuple[str, ...]:
        found = address(text)
        if found is None:
            scheme = f"{text.strip().partition(':')[0].lower()[:20]}:"
            return tuple(place.slug for place in self._links.get(scheme, ()))
        if found.path.lower().startswith(_PASSED_ON):
            return ()
        return _nearest(self._links, found)

    def of_path(self, path: str) -> list[str]:
        """The tools whose files a shop has on its own server."""
        path = f"/{path.strip()[:LONGEST].lstrip('./')}"
        return [slug for slug, part in self._paths if part in path]

    def of_code(self, code: str) -> list[str]:
        """`code` has no spaces, and ' for every kind of quote."""
        return [slug for slug, part in self._scripts if part in code]

    def of_generator(self, text: str) -> list[str]:
        return [slug for slug, beginning in self._generators if text.startswith(beginning)]

    def of_cookie(self, name: str) -> list[str]:
        if name in self._cookies:
            return [self._cookies[name]]
        return [slug for slug, family in self._cookie_families if fnmatchcase(name, family)]

    def of_header(self, name: str, value: str) -> list[str]:
        line = f"{name}: {value}".lower()
        return [slug for slug, beginning in self._headers if line.startswith(beginning)]


def _all(tools: Mapping[str, Tool], kind: str) -> list[tuple[str, str]]:
    return [(slug, e) for slug, tool in tools.items() for e in getattr(tool.signatures, kind)]


def _places(entries: Iterable[tuple[str, str]]) -> dict[str, list[_Place]]:
    found: dict[str, list[_Place]] = {}
    for slug, entry in entries:
        address_, _mark, query = entry.partition("?")
        host, slash, path = address_.partition("/")
        steps = (
            re.escape(step) if step != "*" else "[^/]+" for step in f"{slash}{path}".split("/")
        )
        place = _Place(slug, re.compile("/".join(steps)), query, len(entry))
        found.setdefault(host, []).append(place)
    return found


def _nearest(places: Mapping[str, list[_Place]], found: Address) -> tuple[str, ...]:
    """Of the signatures that fit, the one of the longest host, and there the longest."""
    labels = found.host.split(".")
    for start in range(len(labels) - 1):
        fitting = [p for p in places.get(".".join(labels[start:]), ()) if p.fits(found)]
        if fitting:
            longest = max(place.length for place in fitting)
            return tuple(place.slug for place in fitting if place.length == longest)
    return ()
