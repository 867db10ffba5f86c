"""Links inside a policy: in quotation marks they name a heading or a lead that stands where they lead."""

import re

from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.document import Document
from policygen.engine.policy.plain_text import plain_text
from tests.cases import cases
from tests.cast import LANGUAGES, composed
from tests.library.texts import every_text
from tests.paths import SHOPS

LIBRARY = shipped_library()
LINK = re.compile(r'<a href="#([^"]+)">([^<]*)</a>')
QUOTES = "“”«»"
MARKED = re.compile(r"\[([^\]]*)\]\(#([a-z-]+)\)")


def headings(document: Document) -> dict[str, set[str]]:
    """What a link may call each section: its title, and the bold words that begin a paragraph."""
    return {
        section.id: {section.title}
        | {
            plain_text(lead).strip(" .:,")
            for clause in section.clauses
            for lead in re.findall(r"<strong>(.*?)</strong>", clause.html)
        }
        for section in document.layers
    }


@cases("language", LANGUAGES)
@cases("name", SHOPS)
def test_it_works(name: str, language: str) -> None:
    document = composed(name, language)
    known = headings(document)
    links = [link for clause in document.on_pages for link in LINK.findall(clause.html)]
    assert links
    assert [to for to, _ in links if to not in known] == []
    named = [(to, words.strip(QUOTES)) for to, words in links if words[0] in QUOTES]
    assert [(to, words) for to, words in named if words not in known[to]] == []


def quoted(text: str) -> list[tuple[str, bool]]:
    return [(to, words[0] in QUOTES) for words, to in MARKED.findall(text)]


def test_both_languages_name_the_same() -> None:
    """“How to ask” was «Ваші права» in Ukrainian, the title of the whole section."""
    linked = [text for text in every_text(LIBRARY) if MARKED.search(text[1]["en"])]
    assert linked
    assert [p for p, words in linked if quoted(words["en"]) != quoted(words["uk"])] == []
