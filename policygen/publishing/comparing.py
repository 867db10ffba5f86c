"""Two published versions as visitors read them: the stored pages, compared passage by passage.

Not composed again from the answers: what was published can be compared whatever became of its library.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from lxml.html import (  # type: ignore[import-untyped]
    HtmlElement,
    document_fromstring,
    tostring,
)
from markupsafe import Markup

from policygen.engine.compare.order import in_order
from policygen.engine.compare.redline import redline
from policygen.publishing.models import Page, Version

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Passage:
    """One that differs. `status`: added, removed or changed."""

    status: str
    redline: Markup


@dataclass(frozen=True)
class Section:
    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Comparison:
    """In one language; `only_in`: the number of the one version that has it, else 0."""

    language: str
    sections: tuple[Section, ...]
    only_in: int = 0


@dataclass(frozen=True)
class _Read:
    """A section of a stored page: its title, and the passages' HTML by id."""

    title: str
    passages: dict[str, str]


def compare(before: Version, after: Version) -> list[Comparison]:
    """Per language of either, the newer one's order first. One query per version."""
    old, new = _pages(before), _pages(after)
    languages = dict.fromkeys([*after.languages, *before.languages])
    return [_compared(old, new, language, before, after) for language in languages]


def _pages(version: Version) -> dict[str, bytes]:
    rows = Page.objects.filter(version=version).values_list("language", "html")
    return {language: bytes(html) for language, html in rows}


def _compared(
    old: dict[str, bytes], new: dict[str, bytes], language: str, before: Version, after: Version
) -> Comparison:
    if language not in old or language not in new:
        return Comparison(language, (), (after if language in new else before).number)
    return Comparison(language, tuple(_sections(_read(old[language]), _read(new[language]))))


def _sections(before: dict[str, _Read], after: dict[str, _Read]) -> Iterator[Section]:
    """Those in which something differs."""
    nothing = _Read("", {})
    for key in in_order(list(before), list(after)):
        was, now = before.get(key, nothing), after.get(key, nothing)
        passages = tuple(_passages(was.passages, now.passages))
        if passages:
            yield Section(now.title or was.title, passages)


def _passages(before: dict[str, str], after: dict[str, str]) -> Iterator[Passage]:
    for key in in_order(list(before), list(after)):
        was, now = before.get(key, ""), after.get(key, "")
        if was != now:
            status = "changed" if was and now else "added" if now else "removed"
            yield Passage(status, redline(was, now))


# -- reading a stored page -------------------------------------------------------------------------


def _read(html: bytes) -> dict[str, _Read]:
    page = document_fromstring(html.decode())
    return {section.get("id"): _section(section) for section in page.iter("section")}


def _section(section: HtmlElement) -> _Read:
    heading = section.find("h2")
    for link in heading.findall("a"):
        link.drop_tree()
    title = _tidy(heading.text_content())
    clauses = section.findall("div[@id]")
    if clauses:
        return _Read(title, {clause.get("id"): _inner(clause) for clause in clauses})
    return _Read(title, {"": _inner(section)})


def _inner(element: HtmlElement) -> str:
    """Without the heading of a section. Spaces that only typesetting put there are none."""
    copy = deepcopy(element)
    for heading in copy.findall("h2"):
        heading.drop_tree()
    return _tidy("".join(tostring(child, encoding="unicode") for child in copy))


def _tidy(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
