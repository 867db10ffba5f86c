"""The values of the placeholders for one shop in one language, each made when a text asks for it."""

from markupsafe import Markup

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.facts.model import Facts
from policygen.engine.library.model import Library
from policygen.engine.placeholders.case import Case
from policygen.engine.placeholders.known import BY_NAME
from policygen.engine.templates import NoValue
from policygen.engine.templates.markup import markup


class Values(dict[str, Markup]):
    """By name. Raises NoValue where the shop's answers give none."""

    def __init__(self, case: Case):
        super().__init__()
        self._case = case

    def __missing__(self, name: str) -> Markup:
        known = BY_NAME.get(name)
        html = known.value(self._case) if known else None
        if html is None:
            raise NoValue(name)
        value = self[name] = markup(html)
        return value


def values(
    facts: Facts, library: Library, language: str, catalogue: Catalogue | None = None
) -> Values:
    """`catalogue`: the same shop's, where it has been made already."""
    return Values(Case(facts, library, language, catalogue))
