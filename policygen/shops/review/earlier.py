"""The answers of a shop's published versions, which the answers of today may contradict."""

from collections.abc import Iterator

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from policygen.common.local_day import today_in
from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import FactsError, make_facts
from policygen.engine.library.model import Library
from policygen.engine.policy.looking_back import QUESTION, year_before
from policygen.shops.models import Shop


def earlier_facts(shop: Shop, facts: Facts, library: Library) -> tuple[Facts, ...]:
    """The oldest first; none where `facts` say nothing of the past. Left out is what the library of today
    can't read any more, what was over a year ago (the day of `facts` may be an old one), and what has not
    begun: that says what the shop will do.
    """
    if facts.answers.get(QUESTION.removeprefix("answers.")) is not True:
        return ()
    found = [one for one in _read(shop, library) if one.effective <= today_in(one.business.country)]
    since = year_before(timezone.now().date())
    over = sum(1 for newer in found[1:] if newer.effective <= since)
    return tuple(found[over:])


def _read(shop: Shop, library: Library) -> Iterator[Facts]:
    try:
        # Of publishing/, which is above us; what was taken back before its day never held.
        versions = shop.policy.versions.filter(cancellation=None).order_by("number")
    except ObjectDoesNotExist:  # nothing was published
        return
    for stored in versions.values_list("facts", flat=True):
        try:
            yield make_facts(dict(stored), library)
        except FactsError:
            continue
