"""Where links within a policy in Markdown lead, after programs that people use for it."""

import subprocess
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from policygen.engine.formats.markdown import names_of_headings
from tests.cast import LANGUAGES, composed, written
from tests.pasting.desktop import Desktop
from tests.pasting.kept import read
from tests.pasting.machine import missing
from tests.paths import SHOPS

pytestmark = [pytest.mark.long, pytest.mark.skipif(bool(missing()), reason=missing())]
every_policy = pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in SHOPS for language in LANGUAGES]
)


def run(*command: str, given: bytes) -> str:
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout.decode()


def titles_linked_to(name: str, language: str) -> list[str]:
    """Of the sections, in the order of the links to them."""
    document = composed(name, language)
    titles = {section.id: section.title for section in document.sections}
    soup = BeautifulSoup("".join(str(clause.html) for clause in document.clauses), "lxml")
    return [titles[a["href"][1:]] for a in soup.select('a[href^="#"]')]


def targets(html: str) -> list[str | None]:
    soup = BeautifulSoup(html, "lxml")
    headings = {
        str(tag["id"]): tag.get_text() for tag in soup.find_all(["h1", "h2", "h3"], id=True)
    }
    return [headings.get(unquote(a["href"][1:])) for a in soup.select('a[href^="#"]')]


def words(texts: list[str | None]) -> list[str]:
    return [" ".join((text or "nowhere").split()) for text in texts]


@pytest.mark.parametrize(
    "kind", ["gfm", "markdown", "commonmark_x", "commonmark+gfm_auto_identifiers"]
)
@every_policy
def test_pandoc_leads_each_to_its_heading(name: str, language: str, kind: str) -> None:
    html = run("pandoc", "-f", kind, "-t", "html", given=written(name, language, "markdown"))
    assert words(targets(html)) == titles_linked_to(name, language)


@every_policy
def test_what_github_shows_has_the_words_and_the_links(name: str, language: str) -> None:
    """Its program names no headings, which GitHub does afterwards; of HTML it would leave a mark."""
    html = run("cmark-gfm", "-e", "table", given=written(name, language, "markdown"))
    assert "<!--" not in html
    names = names_of_headings(composed(name, language))
    inner = [unquote(href)[1:] for href, _ in read(html).links if href.startswith("#")]
    assert set(inner) <= set(names.values())
    assert len(inner) == len(titles_linked_to(name, language))


@every_policy
def test_markdown_it_leads_each_to_its_heading(name: str, language: str, desktop: Desktop) -> None:
    """With markdown-it-anchor as it comes, in a browser."""
    text = written(name, language, "markdown").decode()
    html = desktop.as_code("markdown-it", text)
    assert "&lt;a" not in html
    found = desktop.page("markdown-it").evaluate("targets()")
    assert words(found) == titles_linked_to(name, language)
