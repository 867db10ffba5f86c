"""The clauses of a library in one language, made ready once per release.

A clause whose text and reason are the same for every shop that has it is made once and stands as it is
in every policy. Of the others only what differs is made per shop.
"""

from collections.abc import Mapping

from markupsafe import Markup

from policygen.engine.library.model import Clause, Library
from policygen.engine.policy import document
from policygen.engine.policy.errors import ComposeError
from policygen.engine.templates import NoValue, Text


class Passage:
    """One clause in one language."""

    __slots__ = ("_all", "_any", "_none", "_ready", "_text", "clause", "language")
    _text: Text | None
    _ready: document.Clause | None

    def __init__(self, clause: Clause, language: str):
        self.clause, self.language = clause, language
        self._text = self._ready = None
        when = clause.when
        self._all, self._any, self._none = map(frozenset, (when.all, when.any, when.none))

    def stands(self, true: frozenset[str]) -> bool:
        """The same as ``clause.when.holds(true)``."""
        return (
            self._all <= true
            and self._none.isdisjoint(true)
            and (not self._any or not self._any.isdisjoint(true))
        )

    def written(self, values: Mapping[str, object], true: frozenset[str]) -> document.Clause:
        """Raises ComposeError, and LibraryError where the text can't be used."""
        if self._ready is not None:
            return self._ready
        text = self._read() if self._text is None else self._text
        try:
            html = text.render(values)
        except NoValue as error:
            place = f"clause {self.clause.id} ({self.language})"
            raise ComposeError(f"{place}: {error.message}") from error
        because = self.clause.when.all  # all of them hold, or it would not stand here
        if self._any:
            because += tuple([name for name in self.clause.when.any if name in true])
        return self._document_clause(html, because)

    def _read(self) -> Text:
        """At the first need: what a shop does not have, nobody has to compile."""
        self._text = text = self.clause.texts[self.language]
        if text.html is not None and not self._any:
            self._ready = self._document_clause(text.html, self.clause.when.all)
        return text

    @property
    def unsure(self) -> str | None:
        return self.clause.unsure[self.language] if self.clause.unsure else None

    def _document_clause(self, html: Markup, because: tuple[str, ...]) -> document.Clause:
        known = self.clause
        more = (known.satisfies, known.reviewed, self.unsure)
        return document.Clause(known.id, html, known.callout, because, *more)


class Passages:
    """Get them by ``library.once(Passages, language)``: by section, in the order of the library."""

    def __init__(self, library: Library, language: str):
        of_section: dict[str, list[Passage]] = {section.id: [] for section in library.sections}
        for clause in library.clauses:
            of_section[clause.section].append(Passage(clause, language))
        self.sections = tuple(
            (section.id, section.title[language], tuple(of_section[section.id]))
            for section in library.sections
        )
