"""What real editors of sites keep of the text to paste: of every example, in both languages.

`table.py` writes docs/pasting.md from what they do with single elements.
"""

from dataclasses import replace

import pytest

from tests.cast import LANGUAGES, written
from tests.pasting.desktop import Desktop
from tests.pasting.kept import Kept, read
from tests.pasting.machine import PURIFIER, WORDPRESS, missing, php
from tests.paths import SHOPS

pytestmark = [pytest.mark.long, pytest.mark.skipif(bool(missing()), reason=missing())]

WITH_IDS = ("blocks", "tinymce", "jodit")
WITHOUT_IDS = ("ckeditor5",)
every_policy = pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in SHOPS for language in LANGUAGES]
)


def fragment(name: str, language: str, form: str = "fragment") -> str:
    return written(name, language, form).decode()


def without_telephone(kept: Kept) -> Kept:
    return replace(kept, links=tuple(link for link in kept.links if link[0][:4] != "tel:"))


def without_ids(kept: Kept) -> Kept:
    """Where headings lose their ids, links within the text lead nowhere."""
    return replace(kept, dead=tuple(href for href, _ in kept.links if href.startswith("#")))


def test_it_works(desktop: Desktop) -> None:
    html = '<h2 id="privacy-a">A</h2>\n<p>See <a href="#privacy-a">A</a>.</p>\n'
    assert desktop.paste("tinymce", html).replace("\n", "") == html.replace("\n", "")
    assert read(html).differences(read(html.replace("See", "Look"))) == {
        "lines": (2, 2, ["See A."], ["Look A."])
    }


@every_policy
def test_the_filter_of_wordpress_keeps_everything(name: str, language: str) -> None:
    html = fragment(name, language)
    assert php("wordpress.php", WORDPRESS, html) == html


@every_policy
def test_moodle_keeps_all_but_ids_and_links_of_telephones(name: str, language: str) -> None:
    html = fragment(name, language)
    kept = read(php("moodle.php", PURIFIER, html))
    assert without_ids(without_telephone(read(html))).differences(kept) == {}


@pytest.mark.parametrize("editor", [*WITH_IDS, *WITHOUT_IDS])
@every_policy
def test_editors_keep_everything_of_a_paste(
    name: str, language: str, editor: str, desktop: Desktop
) -> None:
    html = fragment(name, language)
    assert after(editor, html).differences(read(desktop.paste(editor, html))) == {}


@pytest.mark.parametrize("editor", [*WITH_IDS, *WITHOUT_IDS])
@pytest.mark.parametrize("language", LANGUAGES)
def test_editors_keep_everything_of_their_source(
    language: str, editor: str, desktop: Desktop
) -> None:
    html = fragment("jane-ellen", language)
    assert after(editor, html).differences(read(desktop.as_code(editor, html))) == {}


def after(editor: str, html: str) -> Kept:
    return read(html) if editor in WITH_IDS else without_ids(read(html))


@every_policy
def test_quill_keeps_the_text_with_lists_without_a_dead_link(
    name: str, language: str, desktop: Desktop
) -> None:
    html = fragment(name, language, "lists")
    assert read(html).dead == read(html).tables == ()
    assert read(html).differences(read(desktop.paste("quill", html))) == {}


def test_nothing_of_them_is_fetched_from_elsewhere(desktop: Desktop) -> None:
    """The tests need no network. Jodit would take a better field for its source from one."""
    asked = {address.split("/")[2] for address in desktop.asked_outside}
    assert asked <= {"cdnjs.cloudflare.com"}
