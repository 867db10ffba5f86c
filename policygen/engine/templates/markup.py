"""The few pieces of HTML that the engine itself makes. Everything that goes in is escaped."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NewType

from markupsafe import Markup, escape

Html = NewType("Html", str)
"""Our own HTML, or what has been escaped. The type checker tells it from text; at run time it is a plain
string, which is put together at a tenth of what Markup costs."""

# Hebrew, Arabic and other right-to-left letters, and the marks that set a direction.
_RTL_SIGNS = "\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff"
_RTL = re.compile(f"[{_RTL_SIGNS}]")
# Most texts have none of these, and to see that costs a third of escaping.
_ESCAPED = re.compile("[&<>\"']")
_SPECIAL = re.compile(f"[&<>\"'{_RTL_SIGNS}]")


def escaped(text: str) -> Html:
    """A text of the library, or of our own."""
    return Html(str(escape(text)) if _ESCAPED.search(text) else text)


def fact(text: str) -> Html:
    """A typed answer. Right-to-left text is isolated, so that it can't reorder what stands around it."""
    if not _SPECIAL.search(text):
        return Html(text)
    html = escaped(text)
    return Html(f"<bdi>{html}</bdi>") if _RTL.search(text) else html


def html(*parts: Html) -> Html:
    """The parts put together."""
    return Html("".join(parts))


def joined(separator: str, parts: Iterable[Html]) -> Html:
    """`separator` is ours, without signs of HTML."""
    return Html(separator.join(parts))


def markup(html: Html) -> Markup:
    """For what escapes everything that is not marked. Markup(…) would first ask what it is given."""
    return str.__new__(Markup, html)


def link(url: str, text: str | None = None) -> Html:
    return Html(f'<a href="{escaped(url)}">{fact(text or url)}</a>')


def bullets(items: Iterable[Html]) -> Html:
    inner = "".join([f"<li>{item}</li>" for item in items])
    return Html(f"<ul>{inner}</ul>" if inner else "")


def table(name: str, headings: Sequence[Html], rows: Iterable[tuple[Html, ...]]) -> Html:
    """A table whose first column heads its rows. Cells carry their heading, for narrow screens."""
    head, row = _frame(name, *headings)
    body = "".join([row % cells for cells in rows])
    return Html(f"{head}<tbody>{body}</tbody></table>")


@lru_cache(maxsize=1000)
def _frame(name: str, *headings: Html) -> tuple[str, str]:
    """Headings are the library's, the same in every policy: the head, and a row with a place for each
    cell."""
    head = "".join([f'<th scope="col">{heading}</th>' for heading in headings])
    labels = [heading.replace("%", "%%") for heading in headings[1:]]
    cells = "".join([f'<td data-label="{label}">%s</td>' for label in labels])
    return (
        f'<table class="{name}"><thead><tr>{head}</tr></thead>',
        f'<tr><th scope="row">%s</th>{cells}</tr>',
    )


def card(name: str, rows: Iterable[tuple[Html, Html]]) -> Html:
    """A table of two columns without a head: what, and its value."""
    body = "".join([f'<tr><th scope="row">{k}</th><td>{v}</td></tr>' for k, v in rows])
    return Html(f'<table class="{name}"><tbody>{body}</tbody></table>')
