"""A policy as Markdown (CommonMark with tables).

Links within it lead to the names that programs give to headings by themselves (GitHub, GitLab, pandoc,
markdown-it-anchor), since marks of one's own survive nowhere.
"""

import re
from collections.abc import Iterator
from html import unescape

from policygen.engine.formats.format import Format
from policygen.engine.policy.document import Document, Section
from policygen.engine.policy.markdown import escape, passage

_HEADING = re.compile(r"<h3>(.*?)</h3>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_INNER_LINK = re.compile(r'(?<=href="#)([a-z0-9-]+)(?=")')


def write_markdown(document: Document) -> bytes:
    names = names_of_headings(document)
    parts = [
        f"# {escape(document.title)}",
        f"**{escape(document.shop)}**",
        f"{document.strings['in_force']} {document.effective_text}",
        *(_section(section, names) for section in document.sections),
    ]
    return ("\n\n".join(parts) + "\n").encode()


def _section(section: Section, names: dict[str, str]) -> str:
    clauses = [
        passage(_INNER_LINK.sub(lambda link: names.get(link[1], link[1]), html))
        for html in (_without_cards(str(clause.html)) for clause in section.clauses)
    ]
    return "\n\n".join([f"## {section.title}", *clauses])


def names_of_headings(document: Document) -> dict[str, str]:
    """By id of the section. Where two headings are alike, the later one gets a number."""
    taken: set[str] = set()
    names: dict[str, str] = {}
    for id_, title in _headings(document):
        name = plain = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
        number = 0
        while name in taken:
            number += 1
            name = f"{plain}-{number}"
        taken.add(name)
        names.setdefault(id_, name)
    return names


def _headings(document: Document) -> Iterator[tuple[str, str]]:
    """Of all levels, in their order; those of no section without an id."""
    yield "", document.title
    for section in document.sections:
        yield section.id, section.title
        for clause in section.clauses:
            for heading in _HEADING.findall(clause.html):
                yield "", unescape(_TAG.sub("", heading))


def _without_cards(html: str) -> str:
    """A table of Markdown has to have a head; a card, which has none, is written as a list."""
    if "<table" not in html or "<thead" in html:
        return html
    from bs4 import BeautifulSoup  # slow to load

    from policygen.engine.formats.pasting import cards_as_lists

    blocks = BeautifulSoup(html, "html.parser")
    cards_as_lists(blocks)
    return blocks.decode(formatter="minimal")


FORMAT = Format("markdown", "md", "text/markdown; charset=utf-8", "Markdown", write_markdown)
