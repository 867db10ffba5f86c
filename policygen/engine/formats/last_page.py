"""No last page with a few lines: the text is set a little tighter, so that they fit on the one before."""

from typing import NamedTuple

from weasyprint import Document


class Setting(NamedTuple):
    margins: str
    leading: float
    """From line to line, in heights of the type."""


SETTINGS = (
    Setting("20mm 20mm 22mm", 1.45),
    Setting("18mm 20mm 20mm", 1.42),
    Setting("17mm 20mm 18mm", 1.39),
)
"""The widest first. Lines break alike in all of them."""
_FILLED = 0.2
"""Of a page: about eight lines, so that the last section stands there with its heading."""


def ends_short(document: Document) -> bool:
    """Whether there is hardly anything on its last page."""
    *others, last = document.pages
    page = last._page_box
    return bool(others) and page.children[0].height < _FILLED * page.height
