"""A redline taken apart again: as it stood with what went marked, and as it stands with what came."""

from typing import Literal, NamedTuple

from lxml.html import (  # type: ignore[import-untyped]
    HtmlElement,
    fragment_fromstring,
    tostring,
)
from markupsafe import Markup, escape

_BLOCKS = ("p", "h3", "li", "tr")
_AROUND = ("tbody", "thead", "table", "ul", "ol")


class Sides(NamedTuple):
    """Safe HTML; empty where the passage was not there."""

    before: Markup
    after: Markup


def sides(redline: Markup) -> Sides:
    """`redline`: as `redline.redline` writes it."""
    return Sides(_without(redline, "ins"), _without(redline, "del"))


def _without(redline: Markup, mark: Literal["ins", "del"]) -> Markup:
    whole: HtmlElement = fragment_fromstring(redline, create_parent="div")
    emptied = {_block(found) for found in whole.iter(mark)}
    for found in list(whole.iter(mark)):
        _drop(found)
    for block in emptied:
        if block is not None and not block.text_content().strip():
            block.drop_tree()
    for name in _AROUND:
        for around in list(whole.iter(name)):
            if len(around) == 0:
                around.drop_tree()
    inner = "".join(tostring(child, encoding="unicode") for child in whole)
    return Markup(escape(whole.text or "")) + Markup(inner)  # noqa: S704 - of a redline, which is safe


def _drop(mark: HtmlElement) -> None:
    """With the space before it, which the redline writes outside of the mark."""
    before, parent = mark.getprevious(), mark.getparent()
    if before is not None:
        before.tail = (before.tail or "").removesuffix(" ")
    else:
        parent.text = (parent.text or "").removesuffix(" ")
    mark.drop_tree()


def _block(mark: HtmlElement) -> HtmlElement | None:
    """The paragraph, entry or row that a mark stands in."""
    return next((found for found in mark.iterancestors() if found.tag in _BLOCKS), None)
