"""Links to the official text of laws: each on a host that is known to publish them."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from policygen.engine.library.faults import Path, Trouble
from policygen.engine.library.word_schemas import OfficialHost, Statute
from policygen.engine.loading.checking.files import REMEMBERED, Part
from policygen.engine.loading.checking.schema import nearest

At = Iterator[tuple[Part, Trouble]]


def troubles(parts: tuple[Part, ...]) -> At:
    published = (part for part in parts if part.model is OfficialHost)
    hosts = tuple(str(p.data.get("host")) for p in published if isinstance(p.data, dict))
    for part in parts:
        if part.model is Statute and isinstance(part.data, dict):
            yield from ((part, trouble) for trouble in _of_statute(part, hosts))


@lru_cache(maxsize=REMEMBERED)
def _of_statute(part: Part, hosts: tuple[str, ...]) -> tuple[Trouble, ...]:
    return tuple(_addressed(part.data, hosts))


def _addressed(data: Mapping[str, Any], hosts: tuple[str, ...]) -> Iterator[Trouble]:
    """All its addresses are on one host, which is official. What is no address is told as such."""
    home = _host(data.get("link"))
    for at, address in _addresses(data):
        host = _host(address)
        if host and host not in hosts:
            yield Trouble("no_official_host", at, {"name": host, "near": nearest(host, hosts)})
        elif host and home and host != home:
            yield Trouble("other_host", at, {"name": host, "other": home})
        if at[0] == "places" and "{}" not in str(address):
            yield Trouble("no_section", at)


def _addresses(data: Mapping[str, Any]) -> Iterator[tuple[Path, Any]]:
    yield ("link",), data.get("link")
    places = data.get("places")
    for mark, address in places.items() if isinstance(places, dict) else ():
        yield ("places", str(mark)), address


def _host(address: Any) -> str:
    try:
        return urlsplit(str(address or "")).hostname or ""
    except ValueError:
        return ""
