"""The clauses of a library in one language, made ready once per release.

A clause whose text and reason are the same for every shop that has it is made once and stands as it is
in every policy. Of the others only what differs is made per shop.
"""

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from policygen.engine.library.model import Clause, Library
from policygen.engine.policy import document
from policygen.engine.policy.errors import ComposeError
from policygen.engine.templates import NoValue, Text


class Passage:
    """One clause in one language."""

    __slots__ = ("_more", "_text", "clause", "language", "ready")
    _text: Text | None
    ready: document.Clause | None
    """The clause, where it is the same for every shop and has been asked for."""

    def __init__(self, clause: Clause, language: str):
        self.clause, self.language = clause, language
        self._text = self.ready = None
        self._more = (clause.satisfies, clause.reviewed, self.unsure)

    def written(self, values: Mapping[str, object], true: frozenset[str]) -> document.Clause:
        """Raises ComposeError, and LibraryError where the text can't be used."""
        text = self._read() if self._text is None else self._text
        if self.ready is not None:
            return self.ready
        try:
            html = text.render(values)
        except NoValue as error:
            place = f"clause {self.clause.id} ({self.language})"
            raise ComposeError(f"{place}: {error.message}") from error
        because = self.clause.when.all  # all of them hold, or it would not stand here
        if self.clause.when.any:
            because += tuple([name for name in self.clause.when.any if name in true])
        return self._document_clause(html, because)

    def _read(self) -> Text:
        """At the first need: what a shop does not have, nobody has to compile."""
        self._text = text = self.clause.texts[self.language]
        if text.html is not None and not self.clause.when.any:
            self.ready = self._document_clause(text.html, self.clause.when.all)
        return text

    @property
    def unsure(self) -> str | None:
        return self.clause.unsure[self.language] if self.clause.unsure else None

    def _document_clause(self, html: Markup, because: tuple[str, ...]) -> document.Clause:
        known = self.clause
        return document.Clause(known.id, html, known.callout, because, *self._more)


Row = tuple[frozenset[str], frozenset[str], frozenset[str], Passage]
"""`all`, `any` and `none` of a clause's condition, and the clause."""


def standing_in(rows: Iterable[Row], true: frozenset[str]) -> list[Passage]:
    """Those whose conditions hold (``When.holds``): of some two hundred, for every policy."""
    return [
        passage
        for needs, either, none, passage in rows
        if needs <= true and none.isdisjoint(true) and (not either or not either.isdisjoint(true))
    ]


class Passages:
    """Get them by ``library.once(Passages, language)``: by section, in the order of the library."""

    def __init__(self, library: Library, language: str):
        of_section: dict[str, list[Row]] = {section.id: [] for section in library.sections}
        for clause in library.clauses:
            when = clause.when
            sets = (frozenset(when.all), frozenset(when.any), frozenset(when.none))
            of_section[clause.section].append((*sets, Passage(clause, language)))
        self.sections = tuple(
            (section.id, section.title[language], tuple(of_section[section.id]))
            for section in library.sections
        )
