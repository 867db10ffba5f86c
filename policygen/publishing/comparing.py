"""Two published versions as visitors read them: the stored pages, compared passage by passage.

Not composed again from the answers: what was published can be compared whatever became of its library.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.core.cache import cache
from markupsafe import Markup, escape

from policygen.engine.compare.order import in_order
from policygen.engine.compare.redline import redline
from policygen.engine.compare.sides import Sides, sides
from policygen.publishing.models import Page, Version
from policygen.publishing.stored_page import ReadSection, parsed, sections

_SPACE = re.compile(r"\s+")
_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Passage:
    """One that differs. `status`: added, removed or changed. `id`: of its clause; "" for a section."""

    status: str
    redline: Markup
    id: str = ""

    @cached_property
    def sides(self) -> Sides:
        """The same as two texts: as it stood, and as it stands."""
        return sides(self.redline)


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
    """Per language of either, the newer one's order first. One query, and one for each page that has not been
    compared with the other lately."""
    languages = dict.fromkeys([*after.languages, *before.languages])
    return [compared(before, after, language) for language in languages]


def compared(before: Version, after: Version, language: str) -> Comparison:
    """In one language. Remembered by the hashes of the pages: it takes a tenth of a second."""
    rows = Page.objects.filter(version__in=(before, after), language=language)
    found = {
        version: (key, sha256)
        for version, key, sha256 in rows.values_list("version", "pk", "sha256")
    }
    if before.pk not in found or after.pk not in found:
        return Comparison(language, (), (after if after.pk in found else before).number)
    (old, was), (new, now) = found[before.pk], found[after.pk]
    name = f"compared2:{was}:{now}" if was and now else ""
    known: tuple[Section, ...] | None = cache.get(name) if name else None
    if known is None:
        known = tuple(_sections(_read(_html(old)), _read(_html(new))))
        if name:
            cache.set(name, known, _DAY)
    return Comparison(language, known)


def _html(page: int) -> bytes:
    return bytes(Page.objects.values_list("html", flat=True).get(pk=page))


def _sections(before: dict[str, _Read], after: dict[str, _Read]) -> Iterator[Section]:
    """Those in which something differs."""
    nothing = _Read("", {})
    for key in in_order(list(before), list(after)):
        was, now = before.get(key, nothing), after.get(key, nothing)
        passages = (*_renamed(was, now), *_passages(was.passages, now.passages))
        if passages:
            yield Section(now.title or was.title, passages)


def _renamed(was: _Read, now: _Read) -> Iterator[Passage]:
    if was.title and now.title and was.title != now.title:
        yield Passage(
            "changed", redline(f"<p>{escape(was.title)}</p>", f"<p>{escape(now.title)}</p>")
        )


def _passages(before: dict[str, str], after: dict[str, str]) -> Iterator[Passage]:
    for key in in_order(list(before), list(after)):
        was, now = before.get(key, ""), after.get(key, "")
        if was != now:
            status = "changed" if was and now else "added" if now else "removed"
            yield Passage(status, redline(was, now), key)


# -- reading a stored page -------------------------------------------------------------------------


def _read(html: bytes) -> dict[str, _Read]:
    return {section.id: _section(section) for section in sections(parsed(html))}


def _section(section: ReadSection) -> _Read:
    """Spaces that only typesetting put there are none."""
    passages = {passage.id: _tidy(passage.html) for passage in section.passages}
    return _Read(_tidy(section.title), passages)


def _tidy(text: str) -> str:
    return _SPACE.sub(" ", text).strip()
