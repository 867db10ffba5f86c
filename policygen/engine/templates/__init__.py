"""From Markdown with placeholders to something that can be rendered: once per library release.

A clause is Markdown, made HTML here, before any fact is in it. Facts go in afterwards, escaped, so that
an answer can be neither markup nor a template.

Editors are trusted with words, not with the server. So a text is measured before anything parses it, a
placeholder is looked at as a tree and never run, and what is not allowed is refused. So is
what is not understood: nothing goes out as it was typed because nobody knew what was meant.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from markupsafe import Markup, escape

from policygen.engine.templates.characters import tidied
from policygen.engine.templates.errors import NoValue, TextError
from policygen.engine.templates.markdown import ALLOWED_TAGS, InnerLink, inner_links, to_html
from policygen.engine.templates.markup import Html, markup
from policygen.engine.templates.measures import (
    MAX_PLACEHOLDERS,
    MAX_SIGNS,
    MAX_TEXT,
    measure,
    measure_line,
)
from policygen.engine.templates.parsing import Names, check_placeholders, pieces

__all__ = [
    "ALLOWED_TAGS",
    "MAX_PLACEHOLDERS",
    "MAX_SIGNS",
    "MAX_TEXT",
    "InnerLink",
    "NoValue",
    "Text",
    "TextError",
    "check_format",
    "check_placeholders",
    "compile_line",
    "compile_text",
    "inner_links",
    "measure",
    "tidied",
    "to_html",
]


_WITH_A_DOT = (".", ".</bdi>", ".</a>", ".</bdi></a>")
"""How a value ends that brings the full stop of its sentence: Willow Inc."""
_FULL_STOP = re.compile(r"\A((?:</[a-z]+>)*)\.(?!\.)")


@dataclass(frozen=True, slots=True)
class Text:
    """A compiled text: HTML at every even place, and the name of a placeholder between two of them."""

    pieces: tuple[str, ...]

    @property
    def html(self) -> Markup | None:
        """The whole text, where it holds no placeholder."""
        return Markup(self.pieces[0]) if len(self.pieces) == 1 else None  # noqa: S704 - as below

    @property
    def placeholders(self) -> tuple[str, ...]:
        return self.pieces[1::2]

    def render(self, values: Mapping[str, object]) -> Markup:
        """`values` by the name of the placeholder: ``shop.phone``, ``tools_table()``. What is no HTML of
        ours is escaped. Raises KeyError; the values of a shop raise NoValue, which is one."""
        parts: list[str] = [*self.pieces]
        for place in range(1, len(parts), 2):
            value = values[parts[place]]
            parts[place] = html = value if type(value) is Markup else escape(value)
            if html.endswith(_WITH_A_DOT):
                parts[place + 1] = _FULL_STOP.sub(r"\1", parts[place + 1], count=1)
        return markup(Html("".join(parts)))  # sanitised, or escaped just now


def compile_text(source: str, names: Names, *, strict: bool = True) -> Text:
    """`names`: the placeholders a text may use, each with its attributes ("()" if it is called).

    Not `strict`: of what has been released, where the rules of that time hold, and what nobody understands
    is shown as typed. Raises TextError.
    """
    html = to_html(source, strict=strict)
    if "{{" not in html:
        return Text((html,))
    check_placeholders(source, names)
    return Text(pieces(html, names))


def compile_line(source: str, names: Names, *, strict: bool = True) -> Text:
    """The same for one line of plain text without Markdown, such as a finding's message."""
    source = tidied(source)
    measure_line(source, strict=strict)
    if "{{" not in source:
        return Text((str(escape(source)),))
    check_placeholders(source, names)
    return Text(pieces(source, names))


def check_format(source: str, fields: frozenset[str] | None = None, *, strict: bool = True) -> None:
    """For a text that is filled in by `str.format`: plain ``{name}`` only. Raises TextError.

    An attribute of a value would lead out of it, and a width could fill the memory.
    """
    measure(source, template=False, strict=strict)
    try:
        parts = list(Formatter().parse(source))
    except ValueError:
        raise TextError("not_closed", "a placeholder is not closed") from None
    for text, name, spec, conversion in parts:
        if strict and ("{" in text or "}" in text):
            raise TextError("double_brace", "a field has one brace on each side: {name}")
        if name is None:
            continue
        if spec or conversion or not name.isidentifier() or (fields and name not in fields):
            raise TextError("field", f"there is no field «{name[:40]}»", name=name[:40])
