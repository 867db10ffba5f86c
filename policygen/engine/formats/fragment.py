"""A policy to paste into a page of the shop's own site (pasting.py says what is left of it)."""

from collections.abc import Iterator

from policygen.engine.formats.format import Format
from policygen.engine.formats.typesetting import typeset
from policygen.engine.policy.document import Document


def write_fragment(document: Document, *, tables: bool = True) -> bytes:
    from policygen.engine.formats.pasting import fragment  # slow to load

    document = typeset(document)
    lead = f"{document.strings['in_force']} {document.effective_text}"
    return fragment(lead, _sections(document), tables=tables).encode()


def _sections(document: Document) -> Iterator[tuple[str, str, list[str]]]:
    for section in document.sections:
        clauses = [
            f"<blockquote>{clause.html}</blockquote>" if clause.callout else str(clause.html)
            for clause in section.clauses
        ]
        yield section.id, section.title, clauses


FORMAT = Format(
    "fragment",
    "fragment.html",
    "text/html; charset=utf-8",
    "HTML fragment",
    write_fragment,
    public=False,
)
