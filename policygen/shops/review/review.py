"""The last screen: the policy, what the laws ask of it, and what stands in its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from policygen.engine.facts.reading import FactsError, Problem, make_facts
from policygen.engine.language.phrases import date
from policygen.engine.library.cited import Cite, cites
from policygen.engine.library.model import Library
from policygen.engine.policy.coming import Coming, coming
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Article, Clause, Covered, Document
from policygen.engine.policy.gate import refusal
from policygen.engine.policy.receipts import article
from policygen.releases.current import current_library
from policygen.shops.as_facts import shop_data
from policygen.shops.choices import current_language
from policygen.shops.former_words import gone_label
from policygen.shops.models import Shop
from policygen.shops.question_help import questions, words_of
from policygen.shops.questions import OWN_WORDS, Place, place, place_of_problem
from policygen.shops.review.earlier import earlier_facts
from policygen.shops.review.explanation import Explained, Linked, Passage, PolicySection, explained
from policygen.shops.review.noticed import Noticed, noticed
from policygen.shops.steps import STEPS, get_step


@dataclass(frozen=True)
class Obstacle:
    """Something to mend before the policy can be published. `url` is None where only we can."""

    message: str
    url: str | None


@dataclass(frozen=True)
class Finding:
    id: str
    message: str
    cites: tuple[Cite, ...]
    url: str


@dataclass(frozen=True)
class Findings:
    severity: str
    title: str
    items: tuple[Finding, ...]


@dataclass(frozen=True)
class Unmet:
    cites: tuple[Cite, ...]
    asks: str
    duty: bool
    """Whether the law demands it ("must"); else it is good practice."""


@dataclass(frozen=True)
class Unsure:
    """What the owner should look up, or ask a lawyer: the section, and what the library's editors wrote."""

    section: str
    note: str


@dataclass(frozen=True)
class ComingDuty:
    """What a law asks for from a later day on."""

    day: str
    asks: str
    article: Article


@dataclass(frozen=True)
class LawCoverage:
    law: str
    label: str
    total: int
    unmet: tuple[Unmet, ...]
    not_checked: tuple[Unmet, ...] = ()
    """What is met by nothing but passages that the owner has reworded; they count as met."""

    @property
    def met(self) -> int:
        return self.total - len(self.unmet)


@dataclass(frozen=True)
class Pair:
    """One passage in every language of the policy."""

    passage: Passage
    texts: tuple[tuple[str, Clause], ...]
    """(language, clause)."""


@dataclass(frozen=True)
class Facing:
    """One section in every language of the policy."""

    id: str
    titles: tuple[tuple[str, str], ...]
    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class Review:
    """`document` is None while required answers are missing."""

    language: str
    languages: tuple[tuple[str, str], ...]
    obstacles: tuple[Obstacle, ...]
    document: Document | None = None
    coverage: tuple[LawCoverage, ...] = ()
    findings: tuple[Findings, ...] = ()
    unsure: tuple[Unsure, ...] = ()
    explained: Explained | None = None
    coming: tuple[ComingDuty, ...] = ()
    facing: tuple[Facing, ...] = ()
    """Both languages side by side, if that was asked for."""

    @property
    def publishable(self) -> bool:
        return not self.obstacles

    @property
    def noticed(self) -> int:
        return sum(len(group.items) for group in self.findings)

    @property
    def met(self) -> int:
        return sum(law.met for law in self.coverage)

    @property
    def asked(self) -> int:
        return sum(law.total for law in self.coverage)


_SEVERITY_TITLES: dict[str, str | Promise] = {
    "warning": gettext_lazy("Risks and gaps"),
    "note": gettext_lazy("Good to know"),
}


def review(shop: Shop, wanted: str = "", side: bool = False) -> Review:
    """The review in the page's language; the policy in `wanted`, if it is a language of the policy.

    `side`: in all its languages, passage beside passage.
    """
    library, page = current_library(), current_language()
    languages = tuple((code, library.languages.get(code, code)) for code in shop.languages)
    codes = [code for code, _name in languages]
    language = next((c for c in (wanted, page, *codes) if c in codes), page)
    unfinished = _unfinished(shop)
    data = shop_data(shop, also=(page,))
    try:
        facts = make_facts(data, library)
    except FactsError as error:
        purposes = [activity["purpose"] for activity in data.get("activities", ())]
        missing = tuple(_missing(shop, problem, purposes, library) for problem in error.problems)
        return Review(language, languages, (*_without_doubles(missing, unfinished),))
    earlier = earlier_facts(shop, facts, library)
    documents = {
        code: compose(library, facts, code, earlier) for code in dict.fromkeys([*codes, page])
    }
    spoken = documents[page]
    told = explained(shop, documents[language], spoken.explain())
    found = noticed(spoken, facts, library)
    in_all = [documents[code] for code in codes]
    return Review(
        language,
        languages,
        (*unfinished, *_refusals(shop, in_all, found)),
        documents[language],
        _coverage(spoken.coverage, library),
        _findings(shop, found),
        _unsure(spoken),
        told,
        tuple(_coming_duty(what, library) for what in coming(library, facts)),
        _facing(told.sections, in_all) if side and len(in_all) > 1 else (),
    )


def _coming_duty(what: Coming, library: Library) -> ComingDuty:
    page, requirement = current_language(), what.requirement
    cited = article(library, requirement, what.true, page)
    return ComingDuty(date(what.day, page), requirement.asks[page], cited)


def _facing(sections: Sequence[PolicySection], documents: list[Document]) -> tuple[Facing, ...]:
    """All languages have the same passages (policy/gate.py)."""
    titles = [(d.language, {s.id: s.title for s in d.layers}) for d in documents]
    clauses = [(d.language, {c.id: c for c in d.on_pages}) for d in documents]
    return tuple(
        Facing(
            section.id,
            tuple((code, known[section.id]) for code, known in titles if section.id in known),
            tuple(
                Pair(p, tuple((code, c[p.clause.id]) for code, c in clauses if p.clause.id in c))
                for p in section.passages
            ),
        )
        for section in sections
    )


def _unfinished(shop: Shop) -> tuple[Obstacle, ...]:
    message = _("Look through the screen “%(screen)s” and save it.")
    return tuple(
        Obstacle(message % {"screen": step.title}, step.url(shop))
        for step in STEPS
        if not step.is_complete(shop)
    )


def _missing(shop: Shop, problem: Problem, purposes: Sequence[str], library: Library) -> Obstacle:
    where = place_of_problem(problem.path, purposes)
    message = _said(problem, library)
    return Obstacle(f"{question_label(where)} — {message}", where.url(shop))


def _said(problem: Problem, library: Library) -> str:
    """A word that the library has no more is told by the name it had."""
    if problem.code != "unknown_slug":
        return problem.message(library, current_language())
    kind, slug = str(problem.params["kind"]), str(problem.params["value"])
    return gone_label(kind, slug, current_language())


def question(shop: Shop, path: str) -> Linked:
    """A question in its own words, and the way to it. `path` as findings name it."""
    where = place(path)
    return Linked(question_label(where), where.url(shop))


def _without_doubles(
    missing: Sequence[Obstacle], unfinished: Sequence[Obstacle]
) -> tuple[Obstacle, ...]:
    """A screen that nobody has seen needs no list of what is missing on it."""
    screens = {obstacle.url for obstacle in unfinished}
    seen = dict.fromkeys(o for o in missing if urlsplit(o.url or "").path not in screens)
    return (*unfinished, *seen)


def question_label(where: Place) -> str:
    """The words of the question, where it is one field of the form; else the title of its screen."""
    if where.step == OWN_WORDS:
        return _("Your own words")
    name = where.anchor.removeprefix("id_")
    question = questions(where.step).get(name)
    if question and question.kind != "group":
        return words_of(where.step, name).label
    return str(get_step(where.step).title)


def _refusals(
    shop: Shop, documents: list[Document], found: Sequence[Noticed]
) -> tuple[Obstacle, ...]:
    """Why publishing would be refused (policy/gate.py), each with the place that mends it. `found`: in the
    document in the language of the page, which says the same of the answers."""
    refused = refusal(documents)
    if refused is None:
        return ()
    errors = [one for one in found if one.severity == "error"]
    told = [Obstacle(one.message, one.places[0].url(shop)) for one in errors]
    known = {one.id for one in errors}
    told += [
        Obstacle(f.message, place(f.question).url(shop))
        for f in refused.errors
        if f.id not in known
    ]
    if refused.unequal:
        told.append(Obstacle(_("The languages differ. That is our mistake; please tell us."), None))
    return tuple(dict.fromkeys(told))


def _coverage(coverage: Sequence[Covered], library: Library) -> tuple[LawCoverage, ...]:
    by_law: dict[str, list[Covered]] = {}
    for covered in coverage:
        if covered.level != "may":
            by_law.setdefault(covered.law, []).append(covered)
    return tuple(
        LawCoverage(
            law=law,
            label=library.label("laws", law, current_language()),
            total=len(rows),
            unmet=tuple(_point(row, library) for row in rows if not row.met),
            not_checked=tuple(_point(row, library) for row in rows if row.not_checked),
        )
        for law, rows in by_law.items()
    )


def _point(row: Covered, library: Library) -> Unmet:
    language = current_language()
    asks = library.requirements_by_id[row.requirement].asks[language]
    return Unmet(cites(library, row.citation, language), asks, row.level == "must")


def _findings(shop: Shop, found: Sequence[Noticed]) -> tuple[Findings, ...]:
    """What does not stand in the way of publishing: the rest is on top of the page (`obstacles`)."""
    groups = [
        Findings(
            severity,
            str(title),
            tuple(
                Finding(one.id, one.message, one.cites, one.places[0].url(shop))
                for one in found
                if one.severity == severity
            ),
        )
        for severity, title in _SEVERITY_TITLES.items()
    ]
    return tuple(group for group in groups if group.items)


def _unsure(document: Document) -> tuple[Unsure, ...]:
    notes = (
        Unsure(section.title, clause.unsure)
        for section in document.layers
        for clause in section.clauses
        if clause.unsure
    )
    return tuple(dict.fromkeys(notes))
