"""docs/pasting.md says what the editors really do."""

import pytest

from tests.pasting import table
from tests.pasting.desktop import Desktop
from tests.pasting.machine import missing, versions

pytestmark = [pytest.mark.long, pytest.mark.skipif(bool(missing()), reason=missing())]


def test_it_works() -> None:
    html = "<p>a <b>b</b></p>"
    assert table.outcome(html, html, "b") == "yes"
    assert table.outcome(html, "<p>a b</p>", "b") == "–"
    assert table.outcome(html, "<p>a</p>", "b") == "loses words"
    assert table.outcome(html, html + "<p>p { color: red }</p>", "b") == "shown as text"


def test_the_page_says_what_they_do(desktop: Desktop) -> None:
    """WordPress and HTMLPurifier may be of another version elsewhere, as long as they do the same."""
    assert table.documented()[2:] == list(table.rows(desktop)), "run: python -m tests.pasting.table"


def test_the_page_names_the_versions() -> None:
    head = table.documented()[0]
    known = versions()
    assert [name for name in table.EDITORS if f" {known[name]} " not in head] == []
