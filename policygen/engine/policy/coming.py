"""What laws will ask of a shop: the requirements that begin to apply after the day of its policy."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from policygen.engine.conditions.deriving import conditions
from policygen.engine.conditions.names import question_of
from policygen.engine.facts.model import Facts
from policygen.engine.library.model import Library
from policygen.engine.library.schema import Requirement


@dataclass(frozen=True)
class Coming:
    """A requirement that applies from `day` on, if the answers stay as they are; `true`: as they are then."""

    day: datetime.date
    requirement: Requirement
    true: frozenset[str]

    @property
    def question(self) -> str:
        """The first answer that brings it in."""
        names = self.requirement.when.because(self.true)
        answers = (name for name in names if not name.startswith("from:"))
        return question_of(next(answers, "market:"))


def coming(library: Library, facts: Facts) -> Iterator[Coming]:
    """In the order of the days, and of one day in that of the library."""
    before = conditions(facts, library)
    for day in library.days.values():
        if day > facts.effective:
            true = conditions(facts.model_copy(update={"effective": day}), library)
            for requirement in library.requirements:
                when = requirement.when
                if when.holds(true) and not when.holds(before):
                    yield Coming(day, requirement, true)
            before = true
