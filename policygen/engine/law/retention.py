"""How long records are kept, held against what laws and custom say (retention.yaml)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from policygen.engine.facts.model import Activity, Facts
from policygen.engine.language import phrases as lang
from policygen.engine.language.duration import Duration
from policygen.engine.language.no_break import bound
from policygen.engine.library.cited import cited
from policygen.engine.library.countries import EEA
from policygen.engine.library.model import Library
from policygen.engine.library.schema import RetentionRule

LEGAL_RECORDS = "legal_records"
COOKIE_CHOICE = "cookie-choice"
_YEAR = 366.0
_YEAR_END = frozenset({"tax_return", "tax_year_end", "financial_year_end"})
"""What happens up to a year later than the deal itself."""
_ANY_DAY = frozenset({"account_closed", "consent_withdrawn", "deletion_request", "programme_end"})
"""Ends that may come the day after the deal."""
_LONG = 5 * 365.25

Kept = tuple[Activity, RetentionRule]


def suggestion(
    library: Library, country: str, purpose: str, form: str = "company"
) -> RetentionRule | None:
    """What the wizard shows: the country's own rule first, then that of the EEA, then custom.

    `country` may be a US state (US-CA). A tax duty is suggested for orders too.
    """
    of_purpose = library.once(_Concerning, "")(country).get(purpose)
    rules = of_purpose.all if of_purpose else ()
    return next((rule for rule in rules if not rule.forms or form in rule.forms), None)


def too_short(facts: Facts, library: Library) -> tuple[Kept, ...]:
    """Activities that end before a legal duty to keep their records does."""
    rules_of = library.once(_Concerning, "")(_place(facts))
    found = [
        (activity, rule)
        for activity in facts.activities
        if (rules := rules_of.get(activity.purpose))
        and rules.duties
        and (rule := _duty(facts, activity, rules))
        and _ends_before(activity, rule)
    ]
    if not found:
        return ()
    records_kept = any(
        activity.purpose == LEGAL_RECORDS for activity in facts.activities
    ) and not any(activity.purpose == LEGAL_RECORDS for activity, _ in found)
    # Tax records that are kept long enough under their own purpose need not stand under orders too.
    return tuple(
        (a, r) for a, r in found if not (records_kept and r.reason and a.purpose != LEGAL_RECORDS)
    )


def too_long(facts: Facts, library: Library) -> tuple[Kept, ...]:
    """Activities kept longer than anybody has a reason to; a year more is let pass."""
    rules_of = library.once(_Concerning, "")(_place(facts))
    return tuple(
        [
            (activity, rules.longest)
            for activity in facts.activities
            if (period := activity.keep.period)
            and (rules := rules_of.get(activity.purpose))
            and rules.longest
            and period.days > rules.most  # a duty only makes it longer
            and period.days > _most(rules.longest, _duty(facts, activity, rules))
        ]
    )


def _most(rule: RetentionRule, duty: RetentionRule | None = None) -> float:
    """Days that a rule with a maximum lets pass, beside a legal duty to keep the same."""
    if rule.maximum is None:
        return math.inf
    most = max(rule.maximum.days, duty.minimum.days if duty and duty.minimum else 0)
    extra = _YEAR if {rule.after, duty.after if duty else None} & _YEAR_END else 0
    return most + extra + _slack(rule.maximum)


def without_reason(facts: Facts) -> tuple[Activity, ...]:
    """Activities kept for more than five years without a word why; a duty of the law is a reason."""
    return tuple(
        [
            activity
            for activity in facts.activities
            if (period := activity.keep.period)
            and period.days > _LONG + 7
            and not activity.keep.why
            and activity.basis != "legal_obligation"
        ]
    )


def cookie_choice_too_long(facts: Facts, library: Library) -> bool:
    kept = facts.cookies.choice_kept
    return bool(kept and kept.days > library.once(_cookie_choice, "") + 7)


def _cookie_choice(library: Library, _language: str) -> float:
    """For how many days a cookie choice may be kept at most."""
    rule = next((rule for rule in library.retention if rule.id == COOKIE_CHOICE), None)
    return rule.maximum.days if rule and rule.maximum else math.inf


def _place(facts: Facts) -> str:
    return facts.business.home_region or facts.business.country


@dataclass(frozen=True)
class _Rules:
    """Those that concern a purpose, the nearest place first."""

    all: tuple[RetentionRule, ...]

    @cached_property
    def duties(self) -> tuple[RetentionRule, ...]:
        return tuple(r for r in self.all if r.kind == "law" and r.minimum is not None)

    @cached_property
    def longest(self) -> RetentionRule | None:
        return next((rule for rule in self.all if rule.maximum), None)

    @cached_property
    def most(self) -> float:
        """Days that are let pass whoever keeps them."""
        return _most(self.longest) if self.longest else math.inf


class _Concerning:
    """Every policy asks for the rules of one place: they are put in order once.
    Get it by ``library.once(_Concerning, "")``."""

    def __init__(self, library: Library, _language: str):
        self._of = library.retention_of
        self._named = {where for of_place in self._of.values() for where in of_place}
        self._found: dict[str, Mapping[str, _Rules]] = {}

    def __call__(self, place: str) -> Mapping[str, _Rules]:
        """By purpose. Of a region that no rule names, those of its country: regions are typed, without
        end."""
        key = place if place in self._named else place[:2]
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = {
                purpose: _Rules(tuple(r for where in _around(key) for r in rules.get(where, ())))
                for purpose, rules in self._of.items()
            }
        return found


def _around(place: str) -> tuple[str | None, ...]:
    """A state, its country, the EEA, everywhere."""
    country = place[:2]
    return (*dict.fromkeys([place, country]), *(("EU",) if country in EEA else ()), None)


def _duty(facts: Facts, activity: Activity, rules: _Rules) -> RetentionRule | None:
    """The legal duty to keep this activity's records; None where there is none."""
    for rule in rules.duties:
        if rule.forms and facts.business.form not in rule.forms:
            continue
        if (
            rule.reason is None
            or activity.purpose == LEGAL_RECORDS
            or rule.reason in activity.keep.why
        ):
            return rule
    return None


def _ends_before(activity: Activity, rule: RetentionRule) -> bool:
    keep = activity.keep
    if keep.until in _ANY_DAY:
        return True
    if keep.period is None or rule.minimum is None:
        return False
    kept = keep.period.days + (_YEAR if keep.after in _YEAR_END else 0)
    asked = rule.minimum.days + (_YEAR if rule.after in _YEAR_END else 0)
    return kept + _slack(rule.minimum) < asked


def _slack(period: Duration) -> float:
    """Months and leap years are not all alike."""
    return max(1.0, period.days / 100)


# -- in words ------------------------------------------------------------------------------------------


def explained(rule: RetentionRule, library: Library, place: str, language: str) -> str:
    """The rule as a hint to the owner: "Ukraine, tax records: at least 1095 days …"."""
    lines = []
    shown = rule.minimum or rule.customary
    if shown:
        key = "law" if rule.minimum else "claims" if rule.kind == "law" else "custom"
        lines.append(_said(library, key, language, rule, place, shown))
    if rule.maximum and not rule.minimum:
        lines.append(
            library.retention_words["maximum"][language].format(
                period=lang.duration(rule.maximum, language, nouns=library.nouns)
            )
        )
    if rule.note:
        lines.append(bound(rule.note[language], language))
    return " ".join(lines)


def in_finding(kept: Kept, library: Library, language: str) -> str:
    """The purpose with what is asked: "Tax records: at least 3 years … (Tax Code …)"."""
    activity, rule = kept
    purpose = lang.quoted(library.ticked("purposes", activity.purpose, language), language)
    limit = rule.minimum or rule.maximum
    if limit is None:
        return purpose
    key = "at_least" if rule.minimum else "at_most"
    return _said(library, key, language, rule, "", limit, purpose)


def _said(
    library: Library,
    key: str,
    language: str,
    rule: RetentionRule,
    place: str,
    period: Duration,
    purpose: str = "",
) -> str:
    where = next((c for c in rule.countries if c in (place, place[:2])), None) or "EU"
    length = lang.duration(period, language, nouns=library.nouns)
    if rule.after:
        length += f" {anchor(library, rule.after, language)}"
    text = library.retention_words[key][language].format(
        place=lang.place(where, language),
        records=rule.records[language],
        period=length,
        citation=cited(library, rule.citation, language),
        purpose=purpose,
    )
    return lang.capitalise(text)


def anchor(library: Library, slug: str, language: str) -> str:
    """What a period begins with, in a sentence to the owner: "after you file the tax return"."""
    term = library.term("keep_anchors", slug)
    to_owner = term.get("owner")
    return str(to_owner[language]) if isinstance(to_owner, dict) else term.label[language]
