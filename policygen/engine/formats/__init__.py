"""Writers turn a document into bytes. The same document gives the same bytes."""

from collections.abc import Callable

from policygen.engine.formats.docx import write_docx
from policygen.engine.formats.html import write_html
from policygen.engine.formats.json import write_json
from policygen.engine.formats.markdown import write_markdown
from policygen.engine.policy.document import Document

Writer = Callable[[Document], bytes]


def _write_pdf(document: Document) -> bytes:
    from policygen.engine.formats.pdf import write_pdf

    return write_pdf(document)


WRITERS: dict[str, Writer] = {
    "html": write_html,
    "pdf": _write_pdf,
    "markdown": write_markdown,
    "docx": write_docx,
    "json": write_json,
}
"""Formats by the names that the command line uses."""

SUFFIXES = {"html": "html", "pdf": "pdf", "markdown": "md", "docx": "docx", "json": "json"}

CONTENT_TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "markdown": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json; charset=utf-8",
}
