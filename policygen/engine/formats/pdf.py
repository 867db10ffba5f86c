"""A policy as a PDF. What prints it (printing.py) is slow to load, so the first PDF loads it."""

from policygen.engine.formats.format import Format
from policygen.engine.policy.document import Document


def write_pdf(document: Document) -> bytes:
    """Takes about a tenth of a second a page: make it once and keep it."""
    from policygen.engine.formats.printing import print_document

    return print_document(document)


FORMAT = Format("pdf", "pdf", "application/pdf", "PDF", write_pdf)
