"""What stands on the paper and is no part of the text: footers, and a table's head on its further pages."""

from collections.abc import Collection

import pydyf

from policygen.engine.formats.tags.marks import referenced

_ARTIFACT = "/Artifact"


def mark_artifacts(
    pdf: pydyf.PDF, page: bytes, text: Collection[int], heads: Collection[int]
) -> None:
    """Of a page, by the reference to it. `text`: the numbers of marks that are read; `heads`: those of a
    table's repeated head. All others are the footer's."""
    content = referenced(pdf, referenced(pdf, page)["Contents"]).stream
    for place, piece in enumerate(content):
        if isinstance(piece, pydyf.Dictionary) and "MCID" in piece and piece["MCID"] not in text:
            footer = {} if piece["MCID"] in heads else {"Subtype": "/Footer"}
            content[place - 1] = _ARTIFACT
            content[place] = pydyf.Dictionary({"Type": "/Pagination", **footer})
