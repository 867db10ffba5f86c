"""Whether the text of a policy shows what a requirement asks for, and does not only touch it."""

from collections.abc import Iterable, Iterator, Mapping

from policygen.engine.language.words import begins, plain
from policygen.engine.library.model import Clause
from policygen.engine.library.schema import Evidence
from policygen.engine.templates import NoValue


class Shown:
    """What the clauses of a policy show in one language.

    `values` of the placeholders, of this shop. `own`: ids of the clauses that the owner has reworded; their
    words count for what the clause meets, since nobody has checked them (docs/facts.md).
    """

    def __init__(
        self, language: str, values: Mapping[str, object], own: frozenset[str] = frozenset()
    ):
        self._language, self._values, self._own = language, values, own
        self._texts: dict[str, str] = {}

    def lacking(self, evidence: Evidence, clauses: Iterable[Clause]) -> tuple[str, ...]:
        """The first placeholder or words of each piece of evidence that none of the clauses shows."""
        standing = list(clauses)
        if any(clause.id in self._own for clause in standing):
            return ()
        return (*self._not_shown(evidence, standing), *self._not_said(evidence, standing))

    def _not_shown(self, evidence: Evidence, clauses: list[Clause]) -> Iterator[str]:
        if not evidence.shows:
            return
        names = {n for clause in clauses for n in clause.texts[self._language].placeholders}
        for either in evidence.shows:
            if not any(name in names and self._has(name) for name in either):
                yield either[0]

    def _has(self, name: str) -> bool:
        try:
            return bool(self._values[name])
        except NoValue:
            return False

    def _not_said(self, evidence: Evidence, clauses: list[Clause]) -> Iterator[str]:
        wanted = evidence.says.get(self._language, ())
        if not wanted:
            return
        text = "\n".join(map(self._text, clauses))
        for either in wanted:
            if not any(begins(words).search(text) for words in either):
                yield either[0]

    def _text(self, clause: Clause) -> str:
        """Of the library's own words: what an owner typed, or a table's heading, proves nothing."""
        if clause.id not in self._texts:
            pieces = clause.texts[self._language].pieces[::2]
            self._texts[clause.id] = plain(" … ".join(pieces))
        return self._texts[clause.id]
