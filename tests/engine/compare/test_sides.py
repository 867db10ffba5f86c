"""A redline taken apart gives back the two texts that it was made of."""

import re

import pytest
from lxml.html import fromstring

from policygen.engine.compare.redline import redline
from policygen.engine.compare.sides import sides

TABLE = (
    "<table class='t'><thead><tr><th scope='col'>What</th></tr></thead><tbody>{}</tbody></table>"
)
ROW = "<tr><th scope='row'>{}</th><td data-label='Days'>{}</td></tr>"
TEXTS = [
    "",
    "<p>We keep it 30 days.</p>",
    "<p>We keep it 60 days, and no longer &lt;b&gt;.</p>",
    "<p>Lists:</p><ul><li>One thing here</li><li>Another one</li></ul>",
    "<p>Lists:</p><ul><li>Another one</li></ul><p>And a word.</p>",
    TABLE.format(ROW.format("Orders", 30) + ROW.format("Letters", 5)),
    TABLE.format(ROW.format("Orders", 40)),
]


def words(html: str) -> str:
    text = " ".join(fromstring(f"<div>{html}</div>").itertext()) if html else ""
    return " ".join(re.sub(r"(\w+|[^\w\s])", r" \1 ", text).split())


def test_it_works() -> None:
    before, after = sides(redline(TEXTS[1], "<p>We keep it 60 days.</p>"))
    assert before == "<p>We keep it <del>30</del> days.</p>"
    assert after == "<p>We keep it <ins>60</ins> days.</p>"


@pytest.mark.parametrize("old", TEXTS)
def test_each_side_is_the_text_that_it_was_made_of(old: str) -> None:
    for new in TEXTS:
        found = sides(redline(old, new))
        assert (words(found.before), words(found.after)) == (words(old), words(new))
        assert "<ins>" not in found.before and "<del>" not in found.after


def test_what_came_leaves_no_empty_entry_before() -> None:
    found = sides(redline(TEXTS[4], TEXTS[3]))
    assert found.before == "<p>Lists:</p><ul><li>Another one</li></ul><p><del>And a word.</del></p>"
    assert sides(redline("", TEXTS[5])).before == ""
