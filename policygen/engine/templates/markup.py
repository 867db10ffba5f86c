"""The few pieces of HTML that the engine itself makes. Everything that goes in is escaped."""

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

# Hebrew, Arabic and other right-to-left letters, and the marks that set a direction.
_RTL = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff]")


def fact(text: str) -> Markup:
    """A typed answer. Right-to-left text is isolated, so that it can't reorder what stands around it."""
    if _RTL.search(text):
        return html("<bdi>", escape(text), "</bdi>")
    return escape(text)


def html(*parts: str) -> Markup:
    """The parts put together. Each is our own HTML or escaped already."""
    # Markup.format and Markup.join escape as well, at twenty times the cost.
    return Markup("".join(parts))  # noqa: S704


def link(url: str, text: str | None = None) -> Markup:
    return html('<a href="', escape(url), '">', fact(text or url), "</a>")


def email_link(address: str) -> Markup:
    return link(f"mailto:{address}", address)


def phone_link(number: str) -> Markup:
    digits = re.sub("[^+0-9]", "", number)
    return link(f"tel:{digits}", number) if len(digits) > 4 else fact(number)


def bullets(items: Iterable[str]) -> Markup:
    inner = "".join(f"<li>{escape(item)}</li>" for item in items)
    return html("<ul>", inner, "</ul>") if inner else Markup("")


def table(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """A table whose first column heads its rows. Cells carry their heading, for narrow screens."""
    heads = [escape(heading) for heading in headings]
    head = "".join(f'<th scope="col">{heading}</th>' for heading in heads)
    body = "".join(_row(heads, row) for row in rows)
    return html(
        f'<table class="{name}"><thead><tr>', head, "</tr></thead><tbody>", body, "</tbody></table>"
    )


def _row(headings: Sequence[Markup], cells: Sequence[str]) -> str:
    rest = "".join(
        f'<td data-label="{heading}">{escape(cell)}</td>'
        for heading, cell in zip(headings[1:], cells[1:], strict=True)
    )
    return f'<tr><th scope="row">{escape(cells[0])}</th>{rest}</tr>'


def card(name: str, rows: Iterable[tuple[str, str]]) -> Markup:
    """A table of two columns without a head: what, and its value."""
    body = "".join(
        f'<tr><th scope="row">{escape(k)}</th><td>{escape(v)}</td></tr>' for k, v in rows
    )
    return html(f'<table class="{name}"><tbody>', body, "</tbody></table>")
