"""A published policy for whoever asks by oEmbed 1.0 (https://oembed.com), as WordPress does of an address
that is pasted alone on a line."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html

from policygen.publishing.models import Page

WIDTH, HEIGHT = 800, 800
"""CSS pixels, where whoever asks sets no other limit."""
REMEMBERED = 300
"""Seconds, as the page itself."""


@dataclass(frozen=True)
class Wanted:
    slug: str
    language: str | None


def wanted(url: str, ours: str) -> Wanted | None:
    """The policy that an address of a page leads to. `ours`: the address of this installation."""
    try:
        parts = urlsplit(url)
        match = resolve(parts.path)
    except (ValueError, Resolver404):
        return None
    if f"{parts.scheme}://{parts.netloc}" != ours:
        return None
    if match.view_name not in ("published:policy", "published:page", "published:frame"):
        return None
    return Wanted(match.kwargs["slug"], match.kwargs.get("language"))


def oembed_address(url: str) -> str:
    """Where to ask about the page at `url`; without our host."""
    return f"{reverse('published:oembed')}?{urlencode({'format': 'json', 'url': url})}"


def rich(page: Page, *, ours: str, title: str, most: tuple[int, int]) -> dict[str, Any]:
    """The answer. `most`: width and height that whoever asks has room for."""
    address = f"{ours}/p/{page.version.policy.slug}/{page.language}/"
    width, height = min(WIDTH, most[0]), min(HEIGHT, most[1])
    shop = page.version.facts["business"]["name"]
    name = shop if isinstance(shop, str) else shop[page.language]
    return {
        "version": "1.0",
        "type": "rich",
        "title": f"{title} · {name}",
        "provider_name": "policygen",
        "provider_url": f"{ours}/",
        "cache_age": REMEMBERED,
        "width": width,
        "height": height,
        "html": _html(address, title, page.language, width, height),
    }


def _html(address: str, title: str, language: str, width: int, height: int) -> str:
    """WordPress keeps of other people's markup a quotation and a frame, and shows the quotation until the
    frame says how high it is (static/js/embed-frame.js)."""
    return format_html(
        '<blockquote lang="{2}"><a href="{0}">{1}</a></blockquote>'
        '<iframe src="{0}frame/" title="{1}" lang="{2}" width="{3}" height="{4}" frameborder="0"></iframe>',
        *(address, title, language, width, height),
    )
