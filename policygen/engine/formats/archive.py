"""A policy for the owner's records: PDF/A-3 (ISO 19005-3), with the answers that it was made from inside.

For the owner alone: the answers hold more than the policy says. The public PDF has nothing attached.
"""

from functools import partial

from policygen.engine.formats.format import Format
from policygen.engine.policy.document import Document


def write_archive(document: Document) -> bytes:
    from policygen.engine.formats.archiving import make_archive
    from policygen.engine.formats.printing import print_document

    return print_document(document, partial(make_archive, document=document))


FORMAT = Format("archive", "archive.pdf", "application/pdf", "PDF/A", write_archive, public=False)
