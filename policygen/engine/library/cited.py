"""Citations, place by place: each in the usual form of its country, with the way to the official text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from policygen.engine.language.citations import citation, place_in
from policygen.engine.library.model import Library
from policygen.engine.library.schema import Term, Texts

STATUTES = "statutes"
_EXAMPLE = "e.g. "
_NUMBER = r"([A-Z]?\d(?:[\w:.-]*\w)?)"
"""A range has a dash, not a hyphen: "Arts. 44–49"."""
_CYRILLIC = re.compile(r"[а-яґєії]", re.IGNORECASE)
_BESIDE = re.compile(r"(?:§|\d|Part )")
"""What stands beside the name of a statute without a comma."""


@dataclass(frozen=True, slots=True)
class Cite:
    """One place in one law. `link` leads to its official text; "" where the library has none. `example`: how
    `text` begins where the place is one of several ("e.g. ").
    """

    text: str
    link: str = ""
    example: str = ""

    @property
    def place(self) -> str:
        return self.text.removeprefix(self.example)

    @property
    def in_latin(self) -> bool:
        """Cited as in its own country, which a page in another script has to mark as English."""
        return not _CYRILLIC.search(self.place)


@dataclass(frozen=True, slots=True)
class _Read:
    statute: str
    place: str
    example: bool


def cites(
    library: Library,
    text: str,
    language: str,
    instead: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Cite, ...]:
    """What a citation of the library names, place by place. `instead`: a statute → the one to cite for it."""
    return _cites(library, text, language, tuple(instead.items()))


def cited(library: Library, text: str, language: str) -> str:
    """A citation in a language, without its links."""
    return said(cites(library, text, language))


def said(found: tuple[Cite, ...]) -> str:
    return "; ".join(cite.text for cite in found)


def unknown(statutes: Mapping[str, Term], text: str) -> tuple[str, ...]:
    """The places of a citation that name no statute of the library."""
    return tuple(piece for piece in _pieces(text) if _read(statutes, piece) is None)


@lru_cache(maxsize=4_000)
def _cites(
    library: Library, text: str, language: str, instead: tuple[tuple[str, str], ...]
) -> tuple[Cite, ...]:
    statutes, other = library.vocabulary.get(STATUTES, {}), dict(instead)
    found = []
    for piece in _pieces(text):
        read = _read(statutes, piece)
        if read is None:
            found.append(Cite(citation(piece, language)))
        else:
            statute = statutes.get(other.get(read.statute, "")) or statutes[read.statute]
            as_written = language == "en" and statute is statutes[read.statute]
            words = piece if as_written else _said(statute, read, language)
            spoken = language if language in statute.label else "en"
            example = citation(_EXAMPLE, spoken) if read.example else ""
            found.append(Cite(words, _link(statute, read.place), example))
    return tuple(found)


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(piece for piece in text.split("; ") if piece)


def _read(statutes: Mapping[str, Term], piece: str) -> _Read | None:
    """The statute with the longest name that fits, and what stands beside its name."""
    example, piece = piece.startswith(_EXAMPLE), piece.removeprefix(_EXAMPLE)
    best, longest = None, 0
    for slug, statute in statutes.items():
        for name, place in _fitting(statute, piece):
            if len(name) > longest:
                best, longest = _Read(slug, place, example), len(name)
    return best


def _fitting(statute: Term, piece: str) -> tuple[tuple[str, str], ...]:
    """As editors write it, which is in English: before the place in it, or after that."""
    name, after = statute.label["en"], _of(statute).get("en")
    found = []
    if piece == name or piece.startswith((f"{name} ", f"{name}, ")):
        found.append((name, piece[len(name) :].lstrip(", ")))
    if after and piece.endswith(f" {after}"):
        found.append((after, piece[: -len(after) - 1]))
    return tuple(found)


def _of(statute: Term) -> Texts:
    of = statute.get("of")
    return of if isinstance(of, dict) else {}


def _said(statute: Term, read: _Read, language: str) -> str:
    spoken = language if language in statute.label else "en"
    before = citation(_EXAMPLE, spoken) if read.example else ""
    return before + _named(statute, place_in(read.place, spoken), spoken)


def _named(statute: Term, place: str, language: str) -> str:
    name, after = statute.label[language], _of(statute).get(language)
    if not place:
        return name.rstrip(",")
    if after:
        return f"{place} {after}"
    return f"{name} {place}" if name.endswith(",") or _BESIDE.match(place) else f"{name}, {place}"


def _link(statute: Term, place: str) -> str:
    """The address of the first section, where the library knows how sections are addressed there."""
    sections = statute.get("places")
    for mark, address in sections.items() if isinstance(sections, dict) else ():
        beginning = rf"(?:{re.escape(mark)})+s?\.? ?" if mark else ""
        if found := re.match(beginning + _NUMBER, place):
            return str(address).replace("{}", found[1])
    return str(statute.get("link") or "")
