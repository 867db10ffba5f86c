"""What policies, findings and promises say: the distinct sentences of many generated shops, per language.

    python -m tests.library.sentences

writes the lists anew (sentences.en.txt, sentences.uk.txt). Read what changed in them as its reader would: they
change only knowingly. Conflicts of a merge in the lists are resolved by writing them anew. What differs from shop
to shop stands as ⟨placeholder⟩; test_sentences.py reads some of the shops with their values.
"""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from markupsafe import Markup

from policygen.engine.facts.model import Facts
from policygen.engine.library.standing import standing_in
from policygen.engine.loading.load import shipped_library
from policygen.engine.placeholders.values import Values, values
from policygen.engine.policy.passages import Passages
from policygen.engine.policy.plain_text import plain_text
from policygen.engine.templates import NoValue, Text
from tests.cast import LANGUAGES
from tests.library.witness import real_shops

LIBRARY = shipped_library()
_END = re.compile(r"(?<=[.!?;])\s+(?=[\w«“⟨])|\s*\n\s*| \| ")
_ABBREVIATED = re.compile(
    r"(?:\b(?:ст|п|ч|Art|Arts|Inc|Sch|e\.g|reg|regs|No|тел|вул|м|ім|Cal|Civ)\.)$"
)


def path(language: str) -> Path:
    return Path(__file__).with_name(f"sentences.{language}.txt")


class Masked(dict[str, Markup]):
    """The names of a shop's values instead of them."""

    def __init__(self, real: Values):
        super().__init__()
        self._real = real

    def __missing__(self, name: str) -> Markup:
        assert self._real[name]  # raises NoValue where there is none
        return Markup(f"⟨{name}⟩")


def sentences(language: str) -> list[str]:
    """In the order of the alphabet."""
    found: set[str] = set()
    seen: set[str] = set()
    for facts, true in real_shops():
        masked = Masked(values(facts, LIBRARY, language))
        for html in _passages(masked, true, language):
            if html not in seen:
                seen.add(html)
                found.update(split(plain_text(html)))
    return sorted(found, key=lambda line: (line.casefold(), line))


def _passages(masked: Masked, true: frozenset[str], language: str) -> Iterator[str]:
    for _, title, rows in LIBRARY.once(Passages, language).sections:
        yield title
        for passage in standing_in(rows, true):
            yield str(passage.written(masked, true).html)
    for finding in LIBRARY.findings:
        if finding.rule.when.holds(true):
            yield from _rendered(finding.messages[language], masked)
    for rule in LIBRARY.promises:
        if rule.source.when.holds(true):
            yield from _rendered(rule.texts[language], masked)
    for name in true & LIBRARY.condition_labels.keys():
        yield LIBRARY.condition_label(name, language)


def _rendered(text: Text, masked: Masked) -> Iterator[str]:
    """A promise about what stands in no policy may have no value."""
    try:
        yield str(text.render(masked))
    except NoValue:
        return


def split(text: str) -> list[str]:
    """Sentences, items of lists, cells of tables."""
    parts: list[str] = []
    for part in _END.split(unescape(text)):
        if parts and _ABBREVIATED.search(parts[-1]):
            parts[-1] += f" {part}"
        elif part.strip():
            parts.append(part.strip())
    return parts


def scanned(language: str, every: int = 5) -> set[str]:
    """Clauses of some of the shops with their values, as a reader gets them."""
    return {
        line
        for facts, true in real_shops()[::every]
        for html in _real(facts, true, language)
        for line in split(plain_text(html))
    }


def _real(facts: Facts, true: frozenset[str], language: str) -> Iterator[str]:
    found = values(facts, LIBRARY, language)
    for _, _, rows in LIBRARY.once(Passages, language).sections:
        for passage in standing_in(rows, true):
            yield str(passage.written(found, true).html)


def main() -> None:
    for language in LANGUAGES:
        path(language).write_text("\n".join([*sentences(language), ""]), encoding="utf-8")
        print(path(language))


if __name__ == "__main__":
    main()
