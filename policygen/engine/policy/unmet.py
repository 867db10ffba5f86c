"""Which questions an owner can answer for the policy to say what a law asks for."""

from collections.abc import Iterable, Iterator

from policygen.engine.conditions.names import question_of
from policygen.engine.library.model import Library
from policygen.engine.placeholders.declaration import EVERY_SHOP
from policygen.engine.placeholders.known import BY_NAME
from policygen.engine.policy.document import Covered, LeftOut

_OF_LAWS = "customers.where"
"""A clause that waits for a law that does not apply is not what is missing, if there is another."""


def questions_behind(
    library: Library, covered: Covered, left_out: Iterable[LeftOut]
) -> tuple[str, ...]:
    """Paths of the facts file, the likeliest first; none where only the library's editors can mend it.

    `left_out`: of the document that `covered` is of.
    """
    if covered.clauses:
        return tuple(dict.fromkeys(_of_placeholders(covered.lacking)))
    meeting = {c.id for c in library.clauses if covered.requirement in c.satisfies}
    found = [_questions(left) for left in left_out if left.kind == "clause" and left.id in meeting]
    found.sort(key=lambda questions: (_OF_LAWS in questions, len(questions)))
    return tuple(dict.fromkeys(path for questions in found for path in questions))


def _questions(left: LeftOut) -> list[str]:
    return [answer.question for reason in left.because for answer in reason.answers]


def _of_placeholders(names: Iterable[str]) -> Iterator[str]:
    """The evidence that a text lacks may be words too (evidence.py): those stand in no answer."""
    for name in names:
        known = BY_NAME.get(name)
        given = known.given.split() if known and known.given != EVERY_SHOP else []
        yield from map(question_of, given)
