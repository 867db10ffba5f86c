"""What a shop's earlier policies show about an answer on the last twelve months (11 CCR 7011(e)(1)(D))."""

from collections.abc import Iterator, Sequence
from datetime import date

from policygen.engine.conditions.catalogue import Catalogue
from policygen.engine.conditions.families.selling import shares_for_ads
from policygen.engine.facts.answered import answered
from policygen.engine.facts.model import Facts
from policygen.engine.language import phrases as lang
from policygen.engine.library.model import Library
from policygen.engine.policy.document import Finding

QUESTION = "answers.twelve_months"
_NAMES = frozenset({"law:ccpa", "yes:twelve_months"})


def looking_back(
    library: Library, facts: Facts, earlier: Sequence[Facts], true: frozenset[str], language: str
) -> Iterator[Finding]:
    """`earlier`: the answers of the published versions that have begun, the oldest first."""
    if not true >= _NAMES:
        return
    for one in reversed(_in_force(facts, earlier)):
        if _sold_or_shared(one, library):
            words = library.receipt_words["twelve_months_contradicted"][language]
            yield Finding(
                id="twelve-months-contradicted",
                severity="error",
                message=words.format(date=lang.date(one.effective, language)),
                question=QUESTION,
                citation="11 CCR 7011(e)(1)(D)",
            )
            return


def _in_force(facts: Facts, earlier: Sequence[Facts]) -> list[Facts]:
    """Those that held on some day of the twelve months before: a version holds until the next one does. One
    whose day is after that end has never held."""
    since = year_before(facts.effective)
    days = [one.effective for one in earlier]
    # The last one holds still, though the day of `facts` may be an old one.
    ends = [*days[1:], max([facts.effective, *days[-1:]])]
    held = zip(earlier, ends, strict=False)
    return [one for one, end in held if end > since and one.effective <= end]


def year_before(day: date) -> date:
    """The 28th of February for the 29th."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def _sold_or_shared(facts: Facts, library: Library) -> bool:
    if facts.sells_data is True:
        return True
    return shares_for_ads(facts, Catalogue(answered(facts), library))
