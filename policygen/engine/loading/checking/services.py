"""The catalogue of services: names, aliases and signatures that belong to one of them."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from policygen.engine.library.faults import Path, Trouble
from policygen.engine.library.schema import Signatures, Tool
from policygen.engine.loading.checking.files import Part
from policygen.engine.scanning.signatures import registrable

At = Iterator[tuple[Part, Trouble]]
Found = tuple[tuple[Part, Trouble], ...]

_KINDS = tuple(Signatures.model_fields)
_PLACE = re.compile(
    r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[A-Za-z0-9_.*-]+)*/?(?:\?[a-z]+=[A-Z]+-)?|[a-z]+:"
)
_OF_MANY = frozenset(
    {"google.com", "googleapis.com", "gstatic.com", "facebook.com", "facebook.net"}
    | {"twitter.com", "cloudflare.com", "amazonaws.com", "cloudfront.net", "doubleclick.net"}
    | {"googletagmanager.com", "windows.net", "jsdelivr.net"}
)
"""Hosts on which many things live: a signature of one of them needs a path."""
_SHORTEST_COOKIE, _SHORTEST_CODE = 3, 5


def troubles(parts: tuple[Part, ...]) -> Found:
    return _of_tools(tuple(p for p in parts if p.model is Tool and isinstance(p.data, dict)))


@lru_cache(maxsize=4)
def _of_tools(tools: tuple[Part, ...]) -> Found:
    return tuple(_all(tools))


def _all(tools: tuple[Part, ...]) -> At:
    yield from _called_alike(tools)
    yield from _aliases(tools)
    cookies = {id(part): _cookies(part) for part in tools}
    yield from _signatures(tools, cookies)
    for part in tools:
        yield from ((part, trouble) for trouble in _places(part))
        yield from ((part, trouble) for trouble in _code(part))
        yield from ((part, trouble) for trouble in _own_cookies(part, cookies))


def _called_alike(tools: Sequence[Part]) -> At:
    """Names that two services have in one language: whoever looks at either is told of the other."""
    holders: dict[tuple[str, str], list[Part]] = {}
    for part in tools:
        for language, name in _names(part):
            holders.setdefault((language, name), []).append(part)
    for part in tools:
        for language, name in _names(part):
            for other in _others(part, holders[language, name]):
                at = ("name", language) if language else ("name",)
                yield part, Trouble("called_alike", at, {"name": name, "other": other.entry})


def _names(part: Part) -> list[tuple[str, str]]:
    names = part.data.get("name")
    if isinstance(names, dict):
        return [(str(language), str(name)) for language, name in names.items() if name]
    return [("", str(names))] if names else []


def _others(part: Part, holders: list[Part]) -> list[Part]:
    return [other for other in holders if other is not part][:1]


def _aliases(tools: Sequence[Part]) -> At:
    holders: dict[str, list[Part]] = {}
    for part in tools:
        for alias in _list(part.data, "aliases"):
            holders.setdefault(alias.casefold(), []).append(part)
    for part in tools:
        for number, alias in enumerate(_list(part.data, "aliases")):
            for other in _others(part, holders[alias.casefold()]):
                values = {"name": alias, "other": other.entry}
                yield part, Trouble("called_alike", ("aliases", number), values)


def _list(data: Any, key: str) -> list[str]:
    found = data.get(key) if isinstance(data, dict) else None
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def _entries(part: Part, kind: str) -> list[str]:
    return _list(part.data.get("signatures"), kind)


def _signatures(tools: Sequence[Part], cookies: Mapping[int, Counter[str]]) -> At:
    """Each belongs to one tool; a cookie that two set proves nothing of either."""
    holders: dict[tuple[str, str], list[Part]] = {}
    setters: dict[str, list[Part]] = {}
    for part in tools:
        for kind in _KINDS:
            for entry in _entries(part, kind):
                holders.setdefault((kind, entry), []).append(part)
        for name in cookies[id(part)]:
            setters.setdefault(name, []).append(part)
    for part in tools:
        for kind in _KINDS:
            for number, entry in enumerate(_entries(part, kind)):
                at = ("signatures", kind, number)
                yield from _held_twice(part, at, entry, holders[kind, entry])
                if kind == "cookies":
                    yield from _set_twice(part, at, entry, setters.get(entry, []))


def _held_twice(part: Part, at: Path, entry: str, holders: list[Part]) -> At:
    for other in _others(part, holders):
        yield part, Trouble("signature_taken", at, {"value": entry, "other": other.entry})
    if holders.count(part) > 1:
        yield part, Trouble("double", at, {"name": entry})


def _set_twice(part: Part, at: Path, name: str, setters: list[Part]) -> At:
    for other in _others(part, setters):
        yield part, Trouble("signature_cookie_taken", at, {"value": name, "other": other.entry})


def _places(part: Part) -> Iterator[Trouble]:
    for kind in ("hosts", "links"):
        for number, entry in enumerate(_entries(part, kind)):
            code = _place(entry, kind)
            if code:
                yield Trouble(code, ("signatures", kind, number), {"value": entry[:60]})


def _place(entry: str, kind: str) -> str:
    host = entry.partition("/")[0].partition("?")[0]
    scheme = entry.endswith(":")
    if not _PLACE.fullmatch(entry) or host.startswith("www.") or (scheme and kind == "hosts"):
        return "signature_place"
    if scheme:
        return ""
    public = registrable(f"shop.{host}").count(".") != registrable(host).count(".")
    shared = kind == "hosts" and host in _OF_MANY and "/" not in entry
    return "signature_wide" if public or shared else ""


def _code(part: Part) -> Iterator[Trouble]:
    for number, entry in enumerate(_entries(part, "scripts")):
        at, values = ("signatures", "scripts", number), {"value": entry[:60]}
        if re.search(r"[\s\"`]", entry):
            yield Trouble("signature_code", at, values)
        elif len(entry) < _SHORTEST_CODE:
            yield Trouble("signature_short", at, values)
    for number, entry in enumerate(_entries(part, "paths")):
        if not entry.startswith("/"):
            yield Trouble("signature_path", ("signatures", "paths", number), {"value": entry[:60]})


def _cookies(part: Part) -> Counter[str]:
    rows = part.data.get("cookies")
    found = rows if isinstance(rows, list) else []
    return Counter(str(row["name"]) for row in found if isinstance(row, dict) and "name" in row)


def _own_cookies(part: Part, cookies: Mapping[int, Counter[str]]) -> Iterator[Trouble]:
    own = cookies[id(part)]
    for name in (name for name, number in own.items() if number > 1):
        yield Trouble("double", ("cookies",), {"name": name})
    for number, name in enumerate(_entries(part, "cookies")):
        at, values = ("signatures", "cookies", number), {"value": name[:60]}
        if name not in own:
            yield Trouble("signature_cookie", at, values)
        elif len(name) < _SHORTEST_COOKIE:
            yield Trouble("signature_short", at, values)
