"""What is pasted is what was published."""

import pytest

from policygen.engine.facts.reading import facts_data
from policygen.engine.formats import write
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.document import Document
from policygen.publishing.hosting import hosted_page
from policygen.publishing.models import Page, Policy, Version
from policygen.publishing.pasted import PASTED, pasted
from tests.cast import LANGUAGES, composed, example
from tests.paths import SHOPS


def page_of(name: str, language: str) -> tuple[Document, Page]:
    document = composed(name, language)
    policy = Policy(slug="shop")
    version = Version(policy=policy, number=3, facts=facts_data(example(name)))
    html = hosted_page(document, version, shipped_library())
    return document, Page(version=version, language=language, html=html)


@pytest.mark.few(4)
@pytest.mark.parametrize("form", PASTED)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHOPS)
def test_the_page_and_the_document_give_the_same(name: str, language: str, form: str) -> None:
    document, page = page_of(name, language)
    assert pasted(page, tables=PASTED[form]) == write(document, form).decode()


def test_a_page_of_an_older_kind() -> None:
    """A day without its element, sections without links to themselves, clauses of other elements."""
    html = (
        '<!doctype html><html lang="en"><body><main class="policy"><header><p class="date">In force</p></header>'
        '<section id="rights"><h2>Rights</h2><p class="clause callout">Ask us.</p></section></main></body></html>'
    )
    text = pasted(Page(language="en", html=html.encode()))
    assert text == '<h2 id="privacy-rights">Rights</h2>\n<blockquote>\nAsk us.</blockquote>\n'
