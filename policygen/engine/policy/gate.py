"""What has to be right before a policy goes public."""

import re
from collections import Counter
from collections.abc import Sequence

from policygen.engine.policy.document import Covered, Document, Finding
from policygen.engine.policy.plain_text import plain_text

_NUMBER = re.compile(r"\d+")


class Refused(Exception):
    """The policy may not be published; the reasons are for its owner to read."""

    def __init__(
        self,
        unmet: Sequence[Covered] = (),
        errors: Sequence[Finding] = (),
        unequal: Sequence[str] = (),
    ):
        super().__init__("refused")
        self.unmet = tuple(unmet)
        self.errors = tuple(errors)
        self.unequal = tuple(unequal)


def refusal(documents: Sequence[Document]) -> Refused | None:
    """Why a policy may not be published; None where it may. Nobody else decides that.

    `documents`: the same facts in each language of the policy.
    """
    first = documents[0]
    unequal = [clause_id for other in documents[1:] for clause_id in unequal_clauses(first, other)]
    if first.publishable and not unequal:
        return None
    return Refused(first.unmet, first.errors, unequal)


def check(documents: Sequence[Document]) -> None:
    """Raises Refused."""
    if refused := refusal(documents):
        raise refused


def unequal_clauses(one: Document, other: Document) -> list[str]:
    """Clauses that only one of the languages has, or whose numbers differ: a defect of the library.

    Numbers inside what the owner typed for one language are the owner's own affair, and so are own
    words: that a language lacks them is a finding of the document (own_words).
    """
    own = {clause.id for clause in (*one.on_pages, *other.on_pages) if clause.own}
    left = {c.id: _numbers(c.html, one.typed) for c in one.on_pages if c.id not in own}
    right = {c.id: _numbers(c.html, other.typed) for c in other.on_pages if c.id not in own}
    ids = dict.fromkeys([*left, *right])
    return [clause_id for clause_id in ids if left.get(clause_id) != right.get(clause_id)]


def _numbers(html: str, typed: Sequence[str]) -> Counter[str]:
    if not _NUMBER.search(html):
        return Counter()  # most clauses have none, and reading their text is what takes time
    text = plain_text(html)
    for own in sorted(typed, key=len, reverse=True):
        text = text.replace(own, "")
    return Counter(_NUMBER.findall(text))
