"""Every address of the project, as the resolver knows it, and what to put into it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from policygen.publishing.models import Version
from policygen.shops.models import Shop

NOT_OURS = ("admin:",)
"""Django's own desk, which asks for staff before anything else; it is tested as a whole."""


def named_patterns() -> list[str]:
    """``shops:step``, ``home`` …: each name once, in the order of the resolver."""
    return list(dict.fromkeys(name for name in _names(get_resolver().url_patterns, "")))


def _names(patterns: list[Any], namespace: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            if not inner.startswith(NOT_OURS):
                yield from _names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


@dataclass(frozen=True)
class Address:
    name: str
    url: str


def owned(shop: Shop) -> dict[str, list[Address]]:
    """The addresses that belong to one shop, by the name of their pattern."""
    keys: dict[str, list[tuple[str, ...]]] = {
        "shops:step": [
            (slug,)
            for slug in ("shop", "customers", "contact", "purposes", "tools", "details", "site")
        ],
        "shops:own_words_edit": [("clause", "ukraine-requests"), ("section", "security")],
        "policies:draft-download": [("uk", "markdown"), ("uk", "html")],
        "policies:take-back-version": [("1",)],
        "policies:note-draft": [("uk",)],
        "policies:stored-page": [("1", "uk")],
        "policies:stored-file": [("1", "uk", "md")],
        "policies:pasted-file": [("uk", "fragment"), ("uk", "lists")],
    }
    names = [name for name in named_patterns() if name.startswith(("shops:", "policies:"))]
    return {
        name: [
            Address(name, reverse(name, args=(shop.public_id, *more)))
            for more in keys.get(name, [()])
        ]
        for name in names
        if name not in NOBODYS
    }


NOBODYS = {"policies:list", "shops:start", "shops:import", "shops:resume", "shops:subscribed"}
"""Under /shops/, but of no shop in particular."""


def public(version: Version) -> dict[str, list[str]]:
    slug, number = version.policy.slug, version.number
    return {
        "published:policy": [f"/p/{slug}/"],
        "published:oembed": [f"/oembed/?url=http%3A%2F%2Ftestserver%2Fp%2F{slug}%2F"],
        "published:embed-any": [f"/p/{slug}/embed.json"],
        "published:embed": [f"/p/{slug}/uk/embed.json"],
        "published:frame": [f"/p/{slug}/uk/frame/"],
        "published:page": [f"/p/{slug}/uk/"],
        "published:versions": [f"/p/{slug}/uk/versions/"],
        "published:compare": [f"/p/{slug}/uk/compare/"],
        "published:download": [f"/p/{slug}/uk/policy.html"],
        "published:version": [f"/p/{slug}/{number}/uk/"],
        "published:version-download": [f"/p/{slug}/{number}/uk/policy.html"],
    }


def everyones() -> dict[str, str]:
    """Pages of the site itself, which tell nobody anything about a shop."""
    return {
        "home": "/en/",
        "robots": "/robots.txt",
        "favicon": "/favicon.ico",
        "language": "/language/en/",
        "policies:list": "/en/shops/",
        "shops:start": "/en/shops/start/",
        "shops:import": "/en/shops/import/",
        "shops:resume": "/en/shops/resume/nonsense/",
        "shops:subscribed": "/en/shops/calendar/nonsense/promises.ics",
    }


SECOND_FACTOR = {
    name: f"/en/account/second-factor/{end}"
    for name, end in (
        ("mfa_authenticate", "code/"),
        ("mfa_index", ""),
        ("mfa_reauthenticate", "confirm/"),
        ("account_reauthenticate", "password/"),
        ("mfa_activate_totp", "app/"),
        ("mfa_view_recovery_codes", "recovery-codes/"),
        ("mfa_generate_recovery_codes", "recovery-codes/new/"),
        ("mfa_download_recovery_codes", "recovery-codes/download/"),
    )
}
"""Of editors, and of nobody else."""


def desk() -> list[str]:
    """The desk as a whole, Django's pages and ours: every pattern with something put into it."""
    routes = _routes(get_resolver().url_patterns, "")
    return [url for url in routes if url.startswith("/en/admin/") and url != "/en/admin/login/"]


def _routes(patterns: list[Any], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield "/" + re.sub(r"<.*?>|\(\?P.*?\)", "1", route).strip("^$")
