"""Formats turn a document into bytes. The same document gives the same bytes.

A new one is a module here with its `FORMAT`, and its place in the list below: the command line,
publishing, downloads and pages go by that list.
"""

from policygen.engine.formats import (
    archive,
    docx,
    fragment,
    html,
    json,
    lists,
    markdown,
    pdf,
    text,
)
from policygen.engine.formats.format import Format
from policygen.engine.policy.document import Document

FORMATS: dict[str, Format] = {
    module.FORMAT.name: module.FORMAT
    for module in (pdf, html, docx, markdown, text, json, fragment, lists, archive)
}
"""By name, in the order in which they are shown."""


def write(document: Document, format_name: str) -> bytes:
    """Raises KeyError for a format that there is not."""
    return FORMATS[format_name].write(document)


def public_formats() -> list[Format]:
    """Those that a version is published in."""
    return [form for form in FORMATS.values() if form.public]


def format_with(suffix: str) -> Format | None:
    return next((form for form in FORMATS.values() if form.suffix == suffix), None)
