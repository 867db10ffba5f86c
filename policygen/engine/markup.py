"""The few pieces of HTML that the engine itself makes. Everything that goes in is escaped."""

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

# Hebrew, Arabic and other right-to-left letters, and the marks that set a direction.
_RTL = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff]")


def fact(text: str) -> Markup:
    """A typed answer. Right-to-left text is isolated, so that it can't reorder what stands around it."""
    if _RTL.search(text):
        return Markup("<bdi>{}</bdi>").format(text)
    return escape(text)


def link(url: str, text: str | None = None) -> Markup:
    return Markup('<a href="{}">{}</a>').format(url, fact(text or url))


def email_link(address: str) -> Markup:
    return link(f"mailto:{address}", address)


def phone_link(number: str) -> Markup:
    digits = re.sub(r"[^+\d]", "", number)
    return link(f"tel:{digits}", number) if len(digits) > 4 else fact(number)


def bullets(items: Iterable[str]) -> Markup:
    inner = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    return Markup("<ul>{}</ul>").format(inner) if inner else Markup("")


def table(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Markup:
    """A table whose first column heads its rows. Cells carry their heading, for narrow screens."""
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(h) for h in headings)
    body = Markup("").join(_row(headings, row) for row in rows)
    return Markup(
        '<table class="{}"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>'
    ).format(name, head, body)


def _row(headings: Sequence[str], cells: Sequence[str]) -> Markup:
    first = Markup('<th scope="row">{}</th>').format(cells[0])
    rest = Markup("").join(
        Markup('<td data-label="{}">{}</td>').format(heading, cell)
        for heading, cell in zip(headings[1:], cells[1:], strict=True)
    )
    return Markup("<tr>{}{}</tr>").format(first, rest)


def card(name: str, rows: Iterable[tuple[str, str]]) -> Markup:
    """A table of two columns without a head: what, and its value."""
    body = Markup("").join(
        Markup('<tr><th scope="row">{}</th><td>{}</td></tr>').format(k, v) for k, v in rows
    )
    return Markup('<table class="{}"><tbody>{}</tbody></table>').format(name, body)
