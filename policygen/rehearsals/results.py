"""What a rehearsal found: counted for the desk, and one policy at a time."""

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policygen.engine.compare.difference import Difference
from policygen.engine.library.model import Library
from policygen.publishing.models import Version
from policygen.rehearsals import screens, states, units
from policygen.rehearsals.models import Rehearsal, Rehearsed
from policygen.shops.steps import STEPS


@dataclass(frozen=True)
class Result:
    """`clauses` and `laws`: how many documents (policy × language) each changes, most first."""

    documents: int
    policies: int
    clauses: list[tuple[str, Counter[str]]]
    laws: list[tuple[str, int]]
    unmet: list[tuple[str, int]]
    findings: list[tuple[str, int]]
    errors: int
    closed: list["ClosedPages"]


def result(rehearsal: Rehearsal) -> Result:
    """Three queries; row by row, so that it takes no more memory for more policies."""
    clauses: dict[str, Counter[str]] = {}
    laws, unmet, findings = Counter[str](), Counter[str](), Counter[str]()
    documents = errors = 0
    names = ("clauses", "moved", "laws", "unmet", "findings", "error")
    about_policies = rehearsal.changes.filter(screen="")
    rows = about_policies.values_list(*names).iterator()
    for changed, moved, of_laws, gaps, found, error in rows:
        documents += not error
        errors += bool(error)
        laws.update(of_laws)
        unmet.update(gaps)
        findings.update(found)
        for id_, status in (*changed, *((id_, "moved") for id_ in moved)):
            clauses.setdefault(id_, Counter())[status] += 1
    policies = about_policies.values("shop", "policy").distinct().count()
    order = sorted(clauses.items(), key=lambda item: (-item[1].total(), item[0]))
    return Result(
        documents,
        policies,
        order,
        laws.most_common(),
        unmet.most_common(),
        findings.most_common(),
        errors,
        closed_pages(rehearsal),
    )


@dataclass(frozen=True)
class ClosedPages:
    """The pages of the wizard that the draft closes for one reason, for shops in any language."""

    error: str
    entry: str
    screens: tuple[str, ...]
    shops: tuple[str, ...]

    @property
    def titles(self) -> list[str]:
        """In the language of the page."""
        steps = {step.slug: str(step.title) for step in STEPS}
        return [steps.get(screen) or str(_PAGES[screen]) for screen in self.screens]

    @property
    def reason(self) -> str:
        kind, _colon, about = self.error.partition(": ")
        if kind == "KeyError":
            return _("it does not know the word %(word)s") % {"word": about}
        return self.error


def closed_pages(rehearsal: Rehearsal) -> list[ClosedPages]:
    """One query."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    rows = rehearsal.changes.exclude(screen="").values_list("error", "entry", "screen", "shop")
    for error, entry, screen, shop in rows:
        found.setdefault((error, entry), []).append((screen, shop))
    return _by_reason(found)


def closed_by(library: Library) -> list[ClosedPages]:
    """Without a rehearsal, of all forms and the examples alone: that takes a second or two."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for turn, path in enumerate(units.examples()):
        for closed in screens.closed_to(
            units.example_data(path.stem), library, screens.FORMS, turn
        ):
            found.setdefault((closed.why, ""), []).append((closed.screen, path.stem))
    return _by_reason(found)


def _by_reason(found: dict[tuple[str, str], list[tuple[str, str]]]) -> list[ClosedPages]:
    order = (*screens.FORMS, *screens.PAGES)
    return [
        ClosedPages(
            *why,
            tuple(sorted({screen for screen, _shop in where}, key=order.index)),
            tuple(dict.fromkeys(shop for _screen, shop in where)),
        )
        for why, where in found.items()
    ]


_PAGES = {
    "review": gettext_lazy("Review"),
    "preview": gettext_lazy("Your policy so far"),
    "what_if": gettext_lazy("What if an answer were another?"),
    "promises": gettext_lazy("What you promise"),
    "own_words": gettext_lazy("Your own words"),
    "answers": gettext_lazy("Answers as a file"),
    "list": gettext_lazy("My shops"),
}


def redline(row: Rehearsed) -> Difference:
    """Of one policy, made when it is asked for. Raises OutOfDate, FactsError and ComposeError."""
    if row.policy_id is None:
        data = units.example_data(row.shop)
    else:
        data = Version.objects.filter(policy=row.policy_id).values_list("facts", flat=True)[0]
    return states.comparison(row.rehearsal).differences(data, row.language)
