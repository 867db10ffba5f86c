"""`python -m tests.pasting.table` writes into docs/pasting.md what each editor keeps of single elements."""

import re
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bs4 import BeautifulSoup

from tests.pasting.desktop import Desktop, served
from tests.pasting.machine import PURIFIER, WORDPRESS, php, versions
from tests.paths import ROOT

PATH = ROOT / "docs" / "pasting.md"
MARKS = ("<!-- what survives -->\n", "<!-- end of what survives -->\n")
_TABLE = "<table><thead><tr><th scope='col'>A</th><th>B</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>"

PROBES: tuple[tuple[str, str, str], ...] = (
    ("`h2` `h3`", "<h2>Two</h2><h3>Three</h3><p>words</p>", "h2 ~ h3"),
    ("`h1`", "<h1>One</h1><p>words</p>", "h1"),
    ("`ul` `ol` `li`", "<ul><li>a</li><li>b</li></ul><ol><li>c</li><li>d</li></ol>", "ol li ~ li"),
    ("`ol start`", '<ol start="3"><li>c</li><li>d</li></ol>', "ol[start='3']"),
    ("a list in a list", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "li li"),
    ("`strong`", "<p>a <strong>b</strong></p>", "strong, b"),
    ("`em`", "<p>a <em>b</em></p>", "em, i"),
    ("`blockquote`", "<p>a</p><blockquote><p>b</p></blockquote>", "blockquote"),
    ("a link", '<p>a <a href="https://a.example/b">c</a></p>', "a[href='https://a.example/b']"),
    ("`mailto:`", '<p>a <a href="mailto:a@b.example">b</a></p>', "a[href='mailto:a@b.example']"),
    ("`tel:`", '<p>a <a href="tel:+380321111111">b</a></p>', "a[href='tel:+380321111111']"),
    ("`table` `td`", _TABLE, "td + td"),
    ("`thead` `th`", _TABLE, "thead th"),
    ("`th scope`", _TABLE, "th[scope='col']"),
    ("`caption`", _TABLE.replace("<thead>", "<caption>Name</caption><thead>"), "caption"),
    (
        "`colspan`",
        _TABLE.replace("<td>c</td><td>d</td>", "<td colspan='2'>c</td>"),
        "[colspan='2']",
    ),
    (
        "`id` of a heading",
        '<h2 id="privacy-a">A</h2><p><a href="#privacy-a">b</a></p>',
        "#privacy-a",
    ),
    ("`id` that the page knows", '<h2 id="links">A</h2><p>words</p>', "#links"),
    ("`id` of a `section`", '<section id="privacy-a"><h2>A</h2><p>b</p></section>', "#privacy-a"),
    ("`dl`", "<dl><dt>a</dt><dd>b</dd></dl><p>c</p>", "dl dt + dd"),
    ("`style`", "<style>p { color: red }</style><p>words</p>", "style"),
)
"""What it is called, the HTML, and what selects it if it is still there."""
EDITORS = ("tinymce", "ckeditor5", "jodit", "quill")


def ways(desktop: Desktop) -> dict[str, Callable[[str], str]]:
    """From paste to what would be saved, in the order of the table's columns."""
    pasted = {name: partial(desktop.paste, name) for name in ("blocks", *EDITORS)}
    return {
        "wordpress": partial(php, "wordpress.php", WORDPRESS),
        "blocks": pasted.pop("blocks"),
        "moodle": partial(php, "moodle.php", PURIFIER),
        **pasted,
    }


def rows(desktop: Desktop) -> Iterator[str]:
    through = ways(desktop).values()
    for name, html, selector in PROBES:
        cells = [outcome(html, way(html), selector) for way in through]
        yield f"| {name} | {' | '.join(cells)} |"


def outcome(before: str, after: str, selector: str) -> str:
    had, has = words(before), words(after)
    if "color:" in has:
        return "shown as text"
    if had != has:
        return "loses words" if len(has) < len(had) else "adds words"
    return "yes" if BeautifulSoup(after, "lxml").select_one(selector) else "–"


def words(html: str) -> str:
    return "".join(BeautifulSoup(html, "lxml").get_text().replace("\u200b", "").split())


def header() -> list[str]:
    known = versions()
    names = [
        f"WordPress {known['wordpress']}, filter",
        "WordPress, block editor",
        f"HTMLPurifier {known['htmlpurifier']} as Moodle sets it",
        f"TinyMCE {known['tinymce']}",
        f"CKEditor {known['ckeditor5']}",
        f"Jodit {known['jodit']}",
        f"Quill {known['quill']}",
    ]
    return [f"| | {' | '.join(names)} |", "| --- " * (len(names) + 1) + "|"]


def documented() -> list[str]:
    """The lines of the table as they stand in the page, its head among them."""
    text = PATH.read_text("utf-8")
    return text.partition(MARKS[0])[2].partition(MARKS[1])[0].splitlines()


def write(desktop: Desktop, path: Path = PATH) -> None:
    table = "\n".join([*header(), *rows(desktop)]) + "\n"
    begin, end = map(re.escape, MARKS)
    text = path.read_text("utf-8")
    made = re.sub(rf"(?s)({begin}).*({end})", lambda m: m[1] + table + m[2], text)
    path.write_text(made, "utf-8")


def main() -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser import ARGUMENTS, NAMES

    path = next(found for name in NAMES if (found := shutil.which(name)))
    with served() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        write(Desktop(browser, site))
        browser.close()
    print(PATH)


if __name__ == "__main__":
    main()
