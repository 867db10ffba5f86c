"""Legal bases in a cell of a table: "Contract with the customer; for the person who gets a gift: …"."""

from policygen.engine.law.bases import INTERESTS, LegalBasis
from policygen.engine.library.wording import NOTHING, capitalised
from policygen.engine.placeholders.case import Case
from policygen.engine.templates.markup import Html, joined


def basis_cell(case: Case, bases: tuple[LegalBasis, ...]) -> Html:
    """Where nobody has given a reason that stands, the cell says nothing."""
    return capitalised(joined("; ", [_told(case, basis) for basis in bases])) or NOTHING


def _told(case: Case, basis: LegalBasis) -> Html:
    words = _words(case, basis)
    if basis.people:
        whom = case.words.whom
        return Html(f"{joined(', ', [whom[kind] for kind in basis.people])}: {words}")
    return Html(f"{case.row('laws', basis.laws)}: {words}") if basis.laws else words


def _words(case: Case, basis: LegalBasis) -> Html:
    words = case.words
    label, own = words.labels["bases"][basis.basis], words.bases.get((basis.basis, basis.of))
    interest = words.labels["interests"][basis.interest] if basis.interest else own
    if basis.basis != INTERESTS or not interest:
        return own or label
    return Html(f"{label} ({interest})" if basis.people or basis.laws else f"{label}: {interest}")
