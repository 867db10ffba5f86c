"""The clauses of a library in one language, made ready once per release.

A clause whose text and reason are the same for every shop that has it is made once and stands as it is
in every policy. Of the others only what differs is made per shop.
"""

from collections.abc import Mapping

from markupsafe import Markup

from policygen.engine.library.model import Clause, Library
from policygen.engine.library.standing import Row, row
from policygen.engine.policy import document
from policygen.engine.policy.errors import ComposeError
from policygen.engine.templates import NoValue, Text


class Passage:
    """One clause in one language."""

    __slots__ = ("_all", "_any", "_html", "_text", "clause", "language", "ready", "unsure")
    _text: Text | None
    _html: Markup | None
    """Its text, where that is the same for every shop."""
    ready: document.Clause | None
    """The clause, where it is the same for every shop and has been asked for."""

    def __init__(self, clause: Clause, language: str):
        self.clause, self.language = clause, language
        self._text = self._html = self.ready = None
        self._all, self._any = clause.when.all, clause.when.any
        self.unsure = clause.unsure[language] if clause.unsure else None

    def written(self, values: Mapping[str, object], true: frozenset[str]) -> document.Clause:
        """Raises ComposeError, and LibraryError where the text can't be used."""
        text = self._read() if self._text is None else self._text
        if self.ready is not None:
            return self.ready
        html = self._html
        if html is None:
            try:
                html = text.render(values)
            except NoValue as error:
                place = f"clause {self.clause.id} ({self.language})"
                raise ComposeError(f"{place}: {error.message}") from error
        because = self._all  # all of them hold, or it would not stand here
        if self._any:
            because += tuple([name for name in self._any if name in true])
        return self._written(html, because)

    def _read(self) -> Text:
        """At the first need: what a shop does not have, nobody has to compile."""
        self._text = text = self.clause.texts[self.language]
        self._html = text.html
        if self._html is not None and not self._any:
            self.ready = self._written(self._html, self._all)
        return text

    def _written(self, html: Markup, because: tuple[str, ...]) -> document.Clause:
        own = self.clause
        return document.Clause(
            *(own.id, html, own.callout, because, own.satisfies, own.reviewed, self.unsure),
            first_layer=own.first_layer,
        )


class Passages:
    """Get them by ``library.once(Passages, language)``: by section, in the order of the library."""

    def __init__(self, library: Library, language: str):
        of_section: dict[str, list[Row[Passage]]] = {section.id: [] for section in library.sections}
        for clause in library.clauses:
            of_section[clause.section].append(row(clause.when, Passage(clause, language)))
        self.sections = tuple(
            (section.id, section.title[language], tuple(of_section[section.id]))
            for section in library.sections
        )
