"""The explanation of a policy as the review shows it: in the page's language, gathered to be read."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from policygen.engine.library.cited import Cite
from policygen.engine.policy.document import (
    Answer,
    Article,
    Clause,
    Document,
    Duty,
    Explanation,
    LeftOut,
    Reason,
    Receipt,
)
from policygen.shops.models import Shop
from policygen.shops.questions import place


@dataclass(frozen=True)
class Passage:
    clause: Clause
    receipt: Receipt
    articles: tuple[Article, ...]


@dataclass(frozen=True)
class PolicySection:
    id: str
    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Linked:
    label: str
    url: str


@dataclass(frozen=True)
class Why:
    lead: str
    answers: tuple[Linked, ...]


@dataclass(frozen=True)
class Cause:
    """Why some passages were left out; `number` of them for the same reasons."""

    reasons: tuple[Why, ...]
    number: int


@dataclass(frozen=True)
class SectionLeftOut:
    title: str
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Duties:
    title: str
    items: tuple[Duty, ...]


@dataclass(frozen=True)
class Explained:
    sections: tuple[PolicySection, ...]
    left_out: tuple[SectionLeftOut, ...]
    laws_left_out: tuple[LeftOut, ...]
    duties: tuple[Duties, ...]


def explained(shop: Shop, document: Document, explanation: Explanation) -> Explained:
    """`explanation` may be in another language than the document: the owner's."""
    return Explained(
        _sections(document, explanation),
        _left_out(shop, explanation.left_out),
        tuple(left for left in explanation.left_out if left.kind == "law"),
        _duties(explanation.checklist),
    )


def _sections(document: Document, explanation: Explanation) -> tuple[PolicySection, ...]:
    return tuple(
        PolicySection(
            section.id,
            section.title,
            tuple(_passage(clause, explanation.receipts[clause.id]) for clause in section.clauses),
        )
        for section in document.layers
    )


def _passage(clause: Clause, receipt: Receipt) -> Passage:
    """The articles of one law stand in one line."""
    by_law: dict[str, list[Cite]] = {}
    for article in receipt.articles:
        by_law.setdefault(article.law, []).extend(article.cites)
    lines = (Article(law, tuple(dict.fromkeys(found))) for law, found in by_law.items())
    return Passage(clause, receipt, tuple(lines))


def _left_out(shop: Shop, left_out: Iterable[LeftOut]) -> tuple[SectionLeftOut, ...]:
    sections: dict[str, Counter[tuple[Reason, ...]]] = {}
    for left in left_out:
        if left.kind == "clause":
            sections.setdefault(left.title, Counter())[left.because] += 1
    return tuple(
        SectionLeftOut(
            title,
            tuple(Cause(_whys(shop, because), number) for because, number in causes.items()),
        )
        for title, causes in sections.items()
    )


def _whys(shop: Shop, because: Sequence[Reason]) -> tuple[Why, ...]:
    return tuple(
        Why(reason.lead, tuple(_linked(shop, answer) for answer in reason.answers))
        for reason in because
    )


def _linked(shop: Shop, answer: Answer) -> Linked:
    where = place(answer.question)
    return Linked(answer.label, _screen(shop.public_id, where.step, get_language()) + where.within)


@lru_cache(maxsize=256)
def _screen(public_id: str, step: str, language: str | None) -> str:
    """`language`: an address begins with it. A policy leaves out a hundred passages, and finding the
    address of a screen anew for each answer behind them takes longer than composing the policy."""
    return reverse("shops:step", args=[public_id, step])


def _duties(checklist: Sequence[Duty]) -> tuple[Duties, ...]:
    """A duty that concerns both the page and the work stands once, under the page."""
    on_page = tuple(duty for duty in checklist if "page" in duty.where)
    at_work = tuple(duty for duty in checklist if "page" not in duty.where)
    groups = (Duties(_("On your site"), on_page), Duties(_("In your work"), at_work))
    return tuple(group for group in groups if group.items)
