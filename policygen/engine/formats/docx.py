"""A policy as a Word document. What makes it (word.py) is slow to load, so the first one loads it."""

from policygen.engine.formats.format import Format
from policygen.engine.policy.document import Document


def write_docx(document: Document) -> bytes:
    from policygen.engine.formats.word import word_file

    return word_file(document)


FORMAT = Format(
    "docx",
    "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "Word",
    write_docx,
)
