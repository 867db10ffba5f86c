from dataclasses import replace
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from policygen.engine.formats.markdown import names_of_headings, write_markdown
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from tests.cast import LANGUAGES, composed, silver_willow, written
from tests.engine.formats.reading_back import (
    elements,
    links,
    policy_html,
    render_markdown,
    soup,
    squeezed,
)
from tests.paths import SHOPS

every_policy = pytest.mark.parametrize(
    ("name", "language"), [(name, language) for name in SHOPS for language in LANGUAGES]
)


def test_it_works() -> None:
    lines = written("klumandel", "en", "markdown").decode().splitlines()
    assert lines[:7] == [
        "# Privacy policy",
        "",
        "**klumandel**",
        "",
        "In force from 22 November 2026",
        "",
        "## At a glance",
    ]
    assert "## Who we are" in lines
    written_whole = "\n".join(lines)
    assert "[list of purposes](#why-we-use-your-data-and-on-what-legal-basis)" in written_whole
    assert "<a" not in written_whole


@pytest.mark.few(4)
@every_policy
def test_it_renders_to_the_text_of_the_html(name: str, language: str) -> None:
    document = composed(name, language)
    back = render_markdown(written(name, language, "markdown"))
    assert squeezed(soup(back).get_text()) == squeezed(soup(policy_html(document)).get_text())


@pytest.mark.few(4)
@every_policy
def test_it_renders_to_the_elements_of_the_html(name: str, language: str) -> None:
    document = composed(name, language)
    back, html = render_markdown(written(name, language, "markdown")), policy_html(document)
    names = names_of_headings(document)
    inner = [
        (f"#{names.get(href[1:])}" if href[0] == "#" else href, text) for href, text in links(html)
    ]
    assert [(unquote(href), text) for href, text in links(back)] == [
        (unquote(href), text) for href, text in inner
    ]
    for kinds in (["h1", "h2", "h3"], ["li"], ["tr"], ["strong", "em"]):
        assert elements(back, *kinds) == elements(html, *kinds)
    cells, expected = elements(back, "th", "td"), elements(html, "th", "td")
    assert [text for _, text in cells] == [text for _, text in expected]


def test_of_two_headings_alike_the_second_has_a_number() -> None:
    section = composed("klumandel", "uk").sections[0]
    words = section.clauses[0]._replace(html=Markup("<h3>Хто ви</h3><h3>Діти &amp; ми</h3>"))
    document = replace(
        composed("klumandel", "uk"),
        title="Діти",
        sections=(
            replace(section, id="glance", title="Коротко", clauses=(words,)),
            replace(section, id="who-we-are", title="Хто ми", clauses=()),
            replace(section, id="children", title="Діти", clauses=()),
            replace(section, id="contact", title="Як із нами зв’язатися", clauses=()),
        ),
    )
    names = names_of_headings(document)
    assert {id_: name for id_, name in names.items() if id_} == {
        "glance": "коротко",
        "who-we-are": "хто-ми",
        "children": "діти-1",
        "contact": "як-із-нами-звязатися",
    }


def who_we_are(name: str) -> Document:
    """The first lines and the section that holds what was typed, with `name` in all of it."""
    typed = {"business.name": name, "business.legal_name": name, "business.address": name}
    facts = silver_willow({**typed, "business.registration": name, "business.contact.phone": name})
    document = compose(shipped_library(), facts, "en")
    sections = tuple(section for section in document.sections if section.id == "who-we-are")
    return replace(document, sections=sections)


INLINE = (
    "em",
    "strong",
    "code",
    "s",
    "h1",
    "h2",
    "h3",
    "li",
    "tr",
    "blockquote",
    "pre",
    "hr",
    "img",
)


@given(
    st.text(
        "ab .,-+*_#>~`|[](){}<>&;!\"'\\/=:^$@1234567890\u05d0їґ’«»", min_size=1, max_size=40
    ).filter(lambda name: bool(name.strip()))
)
@example("**bold** [x](http://evil.example) |a|b|")
@example("<http://evil.example>")
@example("&amp; &lt;b&gt; &#60;")
@example("1. a")
@example("1)")
@example("- a")
@example("# a")
@example("***")
@example("===")
@example("--- | ---")
@example("~~~")
@example("[a]: /b")
@example("\\\\")
@example("a  \\")
def test_any_name_stays_plain_text(name: str) -> None:
    document = who_we_are(name)
    back, html = render_markdown(write_markdown(document)), policy_html(document)
    assert squeezed(soup(back).get_text()) == squeezed(soup(html).get_text())
    assert links(back) == links(html)
    assert elements(back, *INLINE) == elements(html, *INLINE)
