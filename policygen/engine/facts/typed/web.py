"""Web addresses: whether a visitor can open one, and how a link writes it."""

import re
from functools import lru_cache
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit, urlunsplit

from policygen.engine.facts.typed.alphabets import mixes

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_WRITTEN = re.compile(r"https?://[^\s<>\"'`{}|\\^\[\]]+", re.IGNORECASE)
_SIGN = r"""\s<>"'`{}|\\^\[\]"""
BARE = rf"[^@:/?#{_SIGN}]+\.[^@:/?#.{_SIGN}]{{2,}}(:[0-9]+)?([/?#][^{_SIGN}]*)?"
"""An address whose scheme was left out."""
_BARE = re.compile(BARE)
_ACCOUNT = re.compile(r"(?:https?://)?@", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE)
# Under these, a name of two parts is somebody's own; the list need not be loaded for it.
_OPEN = frozenset(
    (
        "com",
        "net",
        "org",
        "info",
        "biz",
        "shop",
        "store",
        "online",
        "site",
        "art",
        "click",
        "example",
    )
)
_NOT_PUBLIC = frozenset(
    ("localhost", "local", "internal", "lan", "home", "test", "invalid", "onion", "arpa")
)


def completed(text: str) -> str:
    """With the scheme that was left out: shop.com.ua → https://shop.com.ua."""
    return f"https://{text}" if _BARE.fullmatch(text) else text


@lru_cache(maxsize=1000)
def web_fault(url: str) -> str | None:
    """The problem (library/messages.yaml) of an address that no visitor can open, or that nobody may see."""
    if _ACCOUNT.match(url):
        return "url_account_name"
    parts = _split(url)
    if parts is None:
        return "bad_url"
    if "@" in parts.netloc:
        return "url_password"
    return _host_fault(parts.hostname or "")


def _split(url: str) -> SplitResult | None:
    if not _WRITTEN.fullmatch(url):
        return None
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is none
    except ValueError:
        return None
    return parts


def _host_fault(host: str) -> str | None:
    try:
        return None if ip_address(host).is_global else "url_not_public"
    except ValueError:
        pass
    name = _ascii_host(host)
    if name is None:
        return "bad_url"
    if any(mixes(label) for label in host.split(".")):
        return "url_letters"
    return None if _is_public(name) else "url_not_public"


def _ascii_host(host: str) -> str | None:
    host = host.removesuffix(".")
    if not host.isascii():
        import idna  # few shops have a domain of other letters

        try:
            host = idna.encode(host, uts46=True).decode()
        except idna.IDNAError:
            return None
    fits = len(host) <= 253 and all(_LABEL.fullmatch(label) for label in host.split("."))
    return host if fits else None


def _is_public(name: str) -> bool:
    labels = name.casefold().split(".")
    if len(labels) < 2 or labels[-1] in _NOT_PUBLIC:
        return False
    return labels[-1] in _OPEN or _suffixes().privatesuffix(".".join(labels)) is not None


@lru_cache
def _suffixes() -> "PublicSuffixList":
    from publicsuffixlist import PublicSuffixList  # 40 ms, and most addresses do without

    return PublicSuffixList(accept_unknown=False, only_icann=True)


def shown_url(url: str) -> str:
    """Without a name and password in it: they are never printed."""
    before, scheme, rest = url.partition("://")
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    return f"{before}{scheme}{rest[authority.rfind('@') + 1 :]}" if "@" in authority else url


@lru_cache(maxsize=1000)
def url_target(url: str) -> str | None:
    """What a link leads to, its host in ASCII; None where it would lead nowhere."""
    url = shown_url(url)
    if web_fault(url):
        return None
    if url.isascii():
        return url
    parts = urlsplit(url)
    host = _ascii_host(parts.hostname or "") or ""
    netloc = f"{host}:{parts.port}" if parts.port else host
    return urlunsplit(parts._replace(netloc=netloc))
