"""Plain text: what people read, or hear, where nothing but words is shown."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from policygen.engine.formats.fragment import write_fragment
from policygen.engine.formats.text import WIDTH
from tests.cast import LANGUAGES, composed, written
from tests.engine.formats.reading_back import squeezed
from tests.paths import SHOPS

every_policy = pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in SHOPS for language in LANGUAGES]
)
UNDERLINE = re.compile(r"(=+|-+|~+)$")
MARK = re.compile(r"^\s*(?:- |\d+\. )")


def text(name: str, language: str) -> str:
    return written(name, language, "text").decode()


def test_it_works() -> None:
    lines = text("klumandel", "uk").splitlines()
    assert lines[:9] == [
        "Політика конфіденційності",
        "=========================",
        "",
        "klumandel",
        "",
        "Діє з 22 листопада 2026 року",
        "",
        "Коротко про головне",
        "-------------------",
    ]


@pytest.mark.few(4)
@every_policy
def test_no_line_is_long_but_an_address(name: str, language: str) -> None:
    long = [line for line in text(name, language).splitlines() if len(line) > WIDTH]
    assert [line for line in long if " " in MARK.sub("", line).strip()] == []
    assert "\u00a0" not in text(name, language)
    assert "\n\n\n" not in text(name, language)


@pytest.mark.few(4)
@every_policy
def test_every_heading_is_underlined(name: str, language: str) -> None:
    lines = text(name, language).splitlines()
    found = [
        above
        for above, line in pairwise(lines)
        if UNDERLINE.match(line) and len(line) == len(above)
    ]
    document = composed(name, language)
    assert [found[0], *(squeezed(line) for line in found[1:])] == [
        document.title,
        *(squeezed(section.title) for section in document.sections),
    ]


@pytest.mark.few(4)
@every_policy
def test_it_says_what_the_text_to_paste_says(name: str, language: str) -> None:
    """Every word in its order, and the address of every link that its words do not say already."""
    soup = BeautifulSoup(write_fragment(composed(name, language), tables=False), "lxml")
    for link in soup.find_all("a"):
        words, address = link.get_text(), str(link["href"]).removeprefix("mailto:")
        bare = {address.rstrip("/"), address.removeprefix("https://").rstrip("/")}
        if words.rstrip("/") in bare:
            link.string = address
        elif not address.startswith("tel:"):
            link.append(f" ({address})")
    for list_ in soup.find_all(["ul", "ol"]):
        for number, item in enumerate(
            list_.find_all("li", recursive=False), int(list_.get("start", 1))
        ):
            item.insert(0, "- " if list_.name == "ul" else f"{number}. ")
    document = composed(name, language)
    _title, _underline, *lines = text(name, language).splitlines()
    read = [line for line in lines if not UNDERLINE.match(line)]
    assert squeezed("".join(read)) == squeezed(document.shop + soup.get_text())


def test_lists_in_lists_and_quotations(monkeypatch: pytest.MonkeyPatch) -> None:
    html = (
        '<h3>Three</h3><ol start="9"><li><p>One <a href="tel:+380321111111">032 111 11 11</a></p>'
        "<ul><li>two</li></ul></li><li>three<br>four</li></ol><blockquote><p>five</p><p>six</p></blockquote>"
        '<p>See <a href="https://a.example/">a.example</a>, <a href="https://b.example/x">b</a>,\n'
        '<a href="mailto:a@b.example">write</a>.</p>'
    )
    monkeypatch.setattr(
        "policygen.engine.formats.text.write_fragment", lambda *_, **__: html.encode()
    )
    _title, _shop, body = text("klumandel", "en").split("\n\n", 2)
    assert body == (
        "Three\n~~~~~\n\n"
        "9. One 032 111 11 11\n   - two\n10. three\n    four\n\n"
        "    five\n\n    six\n\n"
        "See https://a.example/, b (https://b.example/x), write (a@b.example).\n"
    )
