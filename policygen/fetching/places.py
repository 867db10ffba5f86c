"""From an address as it is written to the machine that answers there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urlsplit

import dns.exception
import dns.resolver
import idna

from policygen.fetching.errors import FetchError, Trouble
from policygen.fetching.public import is_public

PORTS = {"http": 80, "https": 443}
LONGEST = 2_000
"""Letters of an address."""
_DNS_SECONDS = 5.0
_AS_IT_IS = "%/:?&=+,;@!$'()*~[]"
"""What stays unquoted in a path and a query."""


@dataclass(frozen=True)
class Place:
    """`address` and `port` are what is connected to; `host` is what the server is asked for."""

    url: str
    scheme: str
    host: str
    target: str
    """Path and query."""
    address: str
    port: int


@dataclass(frozen=True)
class Names:
    """Finds the machine of a name. `stand_ins`: `host` → IP address and port, for the servers of tests,
    which no environment can set; everything else has to be public."""

    stand_ins: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    resolver: dns.resolver.Resolver | None = None

    def place(self, url: str) -> Place:
        """Asked once for each connection, so a name can't lead elsewhere between look and connection.
        Raises FetchError."""
        parts = _parts(url)
        host = _ascii(parts.hostname or "", url)
        query = f"?{parts.query}" if parts.query else ""
        target = quote((parts.path or "/") + query, _AS_IT_IS)
        if stand_in := self.stand_ins.get(host):
            return Place(url, parts.scheme, host, target, *stand_in)
        addresses = self._addresses(host, url)
        if not addresses or not all(map(is_public, addresses)):
            raise FetchError(Trouble.NOT_PUBLIC, url)
        return Place(url, parts.scheme, host, target, addresses[0], PORTS[parts.scheme])

    def _addresses(self, host: str, url: str) -> list[str]:
        """IPv4 first. One that is not public spoils them all: the next answer could begin with it."""
        try:
            resolver = self.resolver or dns.resolver.Resolver()
            found = resolver.resolve_name(host, lifetime=_DNS_SECONDS, search=False)
        except dns.exception.Timeout as error:
            raise FetchError(Trouble.TOO_SLOW, url) from error
        except dns.exception.DNSException as error:
            raise FetchError(Trouble.NO_SUCH_NAME, url) from error
        return sorted(found.addresses(), key=lambda address: ":" in address)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchError(Trouble.NOT_WEB, url) from error
    usual = PORTS.get(parts.scheme)
    written = url.isprintable() and " " not in url and len(url) <= LONGEST
    if not written or usual is None or port not in (None, usual) or "@" in parts.netloc:
        raise FetchError(Trouble.NOT_WEB, url)
    return parts


def _ascii(host: str, url: str) -> str:
    """The name as DNS has it. Numbers alone are no name: every resolver reads them differently."""
    try:
        name = idna.encode(host.removesuffix("."), uts46=True).decode() if host else ""
    except idna.IDNAError as error:
        raise FetchError(Trouble.NO_SUCH_NAME, url) from error
    last = name.rpartition(".")[2]
    if "." not in name or last.isdecimal() or last.startswith("0x"):
        raise FetchError(Trouble.NOT_WEB if last.isdecimal() else Trouble.NO_SUCH_NAME, url)
    return name
