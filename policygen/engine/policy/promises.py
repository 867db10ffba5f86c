"""Everything that a shop's own policy obliges it to do, for the shop: once, when asked, and regularly.

Pure: library + facts + the policy made from them → promises, in the policy's language. What a policy
does not say is no promise; what laws ask for beside the text comes from its checklist.
"""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from policygen.engine.conditions.deriving import conditions
from policygen.engine.conditions.names import question_of
from policygen.engine.facts.model import Activity, Facts
from policygen.engine.language import phrases as lang
from policygen.engine.language.duration import Duration
from policygen.engine.law import retention
from policygen.engine.library.model import Library, PromiseRule
from policygen.engine.placeholders.values import values
from policygen.engine.policy.coming import Coming, coming
from policygen.engine.policy.document import Article, Document, Duty, Section
from policygen.engine.policy.findings import plain
from policygen.engine.policy.receipts import article
from policygen.engine.policy.recurring import Recurrence, first_day, later

DAILY_WORK = 31.0
"""Days: what is kept for less is deleted by a setting, not by hand."""
YEARLY, QUARTERLY, MONTHLY = map(Duration.parse, ("P1Y", "P3M", "P1M"))
DELETION_ROUND = "deletion-round"


@dataclass(frozen=True, slots=True)
class Promise:
    """`id` stays the same as long as the policy says it.

    `section`: the title of the section of the policy that says it, and `anchor` its id; empty for what
    only a law asks. `reworded`: the owner wrote that passage, which may promise something else now.
    """

    id: str
    kind: Literal["once", "asked", "recurring", "coming"]
    text: str
    question: str
    articles: tuple[Article, ...] = ()
    section: str = ""
    anchor: str = ""
    reworded: bool = False
    recurrence: Recurrence | None = None
    level: str = "must"
    day: datetime.date | None = None
    """From which it applies, of what a law asks for only then (policy/coming.py)."""


def promises(library: Library, facts: Facts, document: Document) -> tuple[Promise, ...]:
    """In the order of the library, then the periods of each purpose, then the checklist."""
    true = conditions(facts, library)
    stand = {c.id: (section, c.own) for section in document.sections for c in section.clauses}
    making = _Making(library, facts, document, true, values(facts, library, document.language))
    said = [
        (rule, [clause for clause in rule.source.clauses if clause in stand])
        for rule in library.promises
        if rule.source.when.holds(true)
    ]
    written = [making.written(rule, clauses, stand) for rule, clauses in said if clauses]
    covered = {id_ for rule, clauses in said if clauses for id_ in rule.source.requirements}
    duties = (d for d in document.explain().checklist if d.requirement not in covered)
    later = (making.coming(what) for what in coming(library, facts))
    return (*written, *making.deletions(), *(making.duty(duty) for duty in duties), *later)


_Standing: TypeAlias = Mapping[str, tuple[Section, bool]]
"""Clauses of the policy: the section, and whether the owner wrote the text."""


@dataclass(frozen=True)
class _Making:
    library: Library
    facts: Facts
    document: Document
    true: frozenset[str]
    values: Mapping[str, object]

    @property
    def language(self) -> str:
        return self.document.language

    def words(self, key: str, **values: str) -> str:
        return self.library.promise_words[key][self.language].format(**values)

    def written(self, rule: PromiseRule, clauses: list[str], stand: "_Standing") -> Promise:
        source = rule.source
        section, _own = stand[clauses[0]]
        return Promise(
            id=source.id,
            kind=source.kind,
            text=plain(str(rule.texts[self.language].render(self.values))),
            question=source.question,
            articles=self._articles(source.requirements),
            section=section.title,
            anchor=section.id,
            reworded=all(stand[clause][1] for clause in clauses),
            recurrence=self._recurrence(rule),
        )

    def _articles(self, requirements: tuple[str, ...]) -> tuple[Article, ...]:
        applying = (self.library.requirements_by_id[id_] for id_ in requirements)
        found = (
            article(self.library, r, self.true, self.language)
            for r in applying
            if r.when.holds(self.true)
        )
        return tuple(dict.fromkeys(found))

    def _recurrence(self, rule: PromiseRule) -> Recurrence | None:
        source = rule.source
        if source.every is None or source.title is None:
            return None
        first = first_day(self.facts.effective, source.every)
        return Recurrence(source.id, source.title[self.language], source.every, first)

    # -- periods -----------------------------------------------------------------------------------

    def deletions(self) -> Iterator[Promise]:
        used: dict[str, int] = {}
        for activity in self.facts.activities:
            number = used[activity.purpose] = used.get(activity.purpose, 0) + 1
            id_ = f"delete-{activity.purpose}" + (f"-{number}" if number > 1 else "")
            yield self._deletion(id_, activity)

    def _deletion(self, id_: str, activity: Activity) -> Promise:
        keep = activity.keep
        purpose = self._purpose(activity)
        kind: Literal["once", "asked", "recurring"] = "recurring"
        recurrence = None
        if keep.period is not None:
            soon = keep.period.days < DAILY_WORK
            kind = "once" if soon else "recurring"
            recurrence = None if soon else self._round()
            key = "delete_soon" if soon else "delete_after"
            text = self.words(key, purpose=purpose, period=self._period(activity))
        elif keep.until is not None:
            kind = "asked"
            event = self.words(f"until_{keep.until}")
            text = self.words("delete_until", purpose=purpose, event=event)
        else:
            recurrence = self._criteria()
            reason = self.words(f"criteria_{keep.criteria}")
            text = self.words("delete_criteria", purpose=purpose, reason=reason)
        titles = self.library.section_titles
        return Promise(
            id_, kind, text, "activities.keep",
            articles=self._articles(("GDPR-13-2a", "UA-6-8-retention", "CCPA-7012-retention")),
            section=titles["retention"][self.language], anchor="retention", recurrence=recurrence,
        )  # fmt: skip

    def _purpose(self, activity: Activity) -> str:
        """In the owner's words, as the wizard calls it: "Customers can order and pay"."""
        return lang.capitalise(self.library.ticked("purposes", activity.purpose, self.language))

    def _period(self, activity: Activity) -> str:
        keep = activity.keep
        assert keep.period is not None and keep.after is not None  # noqa: S101 - facts.Keep
        length = lang.duration(keep.period, self.language, nouns=self.library.nouns)
        return f"{length} {retention.anchor(self.library, keep.after, self.language)}"

    def _round(self) -> Recurrence:
        """Deleting by hand: every month where something is kept for less than a year, else quarterly."""
        periods = [a.keep.period.days for a in self.facts.activities if a.keep.period]
        short = any(DAILY_WORK <= days < 365 for days in periods)
        every = MONTHLY if short else QUARTERLY
        first = later(self.facts.effective.replace(day=1), MONTHLY)
        return Recurrence(DELETION_ROUND, self.words("round_title"), every, first)

    def _criteria(self) -> Recurrence:
        first = later(self.facts.effective, YEARLY)
        return Recurrence("still-needed", self.words("criteria_title"), YEARLY, first)

    # -- what laws ask for beside the text -----------------------------------------------------------

    def duty(self, duty: Duty) -> Promise:
        requirement = self.library.requirements_by_id[duty.requirement]
        behind = requirement.when.because(self.true)
        question = question_of(behind[0]) if behind else "customers.where"
        return Promise(
            f"duty-{duty.requirement}", "once", duty.asks, question, (duty.article,),
            level=duty.level,
        )  # fmt: skip

    # -- what laws will ask for ----------------------------------------------------------------------

    def coming(self, what: Coming) -> Promise:
        requirement = what.requirement
        return Promise(
            f"coming-{requirement.id}", "coming", requirement.asks[self.language], what.question,
            (article(self.library, requirement, what.true, self.language),),
            level=requirement.level, day=what.day,
        )  # fmt: skip
