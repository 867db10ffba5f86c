"""Pages of other people's sites, fetched because an owner asked for it.

Nothing but public addresses is reached, after every redirect; sizes, times and redirects are bounded; what
comes back is data. No cookies are kept, no scripts run, no proxy of the environment is used."""

import ssl
import time
from dataclasses import dataclass, field
from urllib.parse import urljoin

from policygen.fetching.connection import Reply, ask
from policygen.fetching.errors import FetchError, Trouble
from policygen.fetching.places import Names

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class Limits:
    seconds: float = 15.0
    """For a page with all its redirects."""
    bytes: int = 3_000_000
    """Of a page, unpacked."""
    redirects: int = 5


@dataclass(frozen=True)
class Fetched:
    url: str
    """Where it was found, after redirects."""
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    whole: bool

    def header(self, name: str) -> str:
        """The first of that name, or nothing."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def kind(self) -> str:
        """The media type, without its parameters."""
        return self.header("Content-Type").partition(";")[0].strip().lower()


@dataclass(frozen=True)
class Fetcher:
    """`agent`: who asks, with an address at which they can be read about."""

    agent: str
    names: Names = field(default_factory=Names)
    limits: Limits = field(default_factory=Limits)
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def fetch(self, url: str, *, accept: str = "text/html,*/*;q=0.1") -> Fetched:
        """The page at `url`, whatever its status. Raises FetchError."""
        end, here = time.monotonic() + self.limits.seconds, url
        for _ in range(self.limits.redirects + 1):
            reply = self._ask(here, accept, end - time.monotonic())
            onward = _location(reply)
            if onward is None:
                return Fetched(here, reply.status, reply.headers, reply.body, reply.whole)
            here = urljoin(here, onward)
        raise FetchError(Trouble.TOO_MANY_REDIRECTS, url)

    def _ask(self, url: str, accept: str, seconds: float) -> Reply:
        headers = {
            "User-Agent": self.agent,
            "Accept": accept,
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }
        place = self.names.place(url)
        if seconds <= 0:
            raise FetchError(Trouble.TOO_SLOW, url)
        return ask(place, headers, self.tls, seconds=seconds, most=self.limits.bytes)


def _location(reply: Reply) -> str | None:
    if reply.status not in _REDIRECTS:
        return None
    found = next((value for key, value in reply.headers if key.lower() == "location"), None)
    # Read as Latin-1, as headers once were; many servers write UTF-8.
    return found and found.encode("latin-1").decode(errors="replace")
