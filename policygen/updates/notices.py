"""After a release: whose policy would read otherwise, what its owner is told, and what they choose.

Nothing is published here unless the owner chose so for that shop (Shop.automatic_updates).
"""

import logging
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from policygen.common.mail_headers import headers
from policygen.engine.compare.difference import Difference, difference
from policygen.engine.facts.reading import FactsError, facts_data, make_facts
from policygen.engine.policy.compose import ComposeError, compose
from policygen.engine.policy.gate import Refused
from policygen.publishing.models import Policy, Version
from policygen.publishing.publishing import NotStored, publish
from policygen.rehearsals import rehearsal
from policygen.rehearsals.models import Rehearsed
from policygen.releases.current import current_library
from policygen.releases.libraries import library_with
from policygen.releases.models import Release
from policygen.shops.as_facts import facts_of
from policygen.shops.models import Shop
from policygen.updates.models import Notice

log = logging.getLogger(__name__)

TOLD = (Notice.State.OPEN, Notice.State.PUBLISHED)
"""What owners get an e-mail about."""


# -- telling everybody, in slices --------------------------------------------------------------------


@dataclass(frozen=True)
class Progress:
    """`rehearsed`: whether all policies have been looked at; then notices are made, then e-mails sent."""

    rehearsed: bool
    made: int
    waiting: int
    mailed: int
    unmailed: int

    @property
    def done(self) -> int:
        return self.made + self.mailed

    @property
    def total(self) -> int:
        return self.done + self.waiting + self.unmailed

    @property
    def finished(self) -> bool:
        return self.rehearsed and not (self.waiting or self.unmailed)


def progress(release: Release) -> Progress:
    """Five queries at most."""
    held = rehearsal.of_release(release)
    notices = Notice.objects.filter(release=release.number)
    return Progress(
        rehearsal.finished(held),
        notices.count(),
        _waiting(release).count(),
        notices.filter(mailed__isnull=False).count(),
        _unmailed(release).count(),
    )


def go_on(release: Release, site: str, seconds: float = rehearsal.SLICE) -> Progress:
    """One slice. `site`: the address that e-mails lead to. Raises OSError where no e-mail can be sent."""
    until = time.monotonic() + seconds
    held = rehearsal.of_release(release)
    if not rehearsal.finished(held):
        rehearsal.go_on(held, seconds)
        return progress(release)
    while (policy := _waiting(release).first()) is not None:
        _notice(policy, release)
        if time.monotonic() >= until:
            return progress(release)
    while (notice := _unmailed(release).first()) is not None:
        _mail_owner(notice, site)
        if time.monotonic() >= until:
            break
    return progress(release)


def _waiting(release: Release) -> QuerySet[Policy]:
    """Policies that the release changes and that have no notice of it yet."""
    changed = Rehearsed.objects.filter(rehearsal=rehearsal.of_release(release), error="").exclude(
        clauses=[]
    )
    # An earlier release may bring back what a policy was published with.
    return (
        Policy.objects.filter(pk__in=changed.values("policy"))
        .exclude(notices__release__gte=release.number)
        .select_related("shop__owner")
        .order_by("pk")
    )


def _notice(policy: Policy, release: Release) -> None:
    notice, made = Notice.objects.get_or_create(policy=policy, release=release.number)
    if made and not _would_read_otherwise(policy):
        _settle(policy, Notice.State.GONE)
    elif made and policy.shop.automatic_updates:
        _publish_unasked(policy, notice)


def _would_read_otherwise(policy: Policy) -> bool:
    """Not where the release brought back what the policy was published with."""
    version = policy.latest()
    if version is None:
        return False
    try:
        old, new = library_with(version.library_release), current_library()
        before, after = make_facts(version.facts, old), make_facts(version.facts, new)
        found = [
            difference(compose(old, before, language), compose(new, after, language))
            for language in before.languages
        ]
    except (FactsError, ComposeError, Release.DoesNotExist):
        return True  # What can't be compared, its owner looks at.
    return any(one.changes for one in found)


def _publish_unasked(policy: Policy, notice: Notice) -> None:
    """As the owner chose; not with answers that they have changed and not published themselves."""
    shop, version = policy.shop, policy.latest()
    if version is None or policy.withdrawn or answers_differ(shop, version):
        return
    try:
        publish(shop, shop.owner)
    except (Refused, FactsError, ComposeError):
        log.info("%s stays as it is: the gate refuses the new version", policy.slug)
        return
    except NotStored:  # Logged there. The notice stays open, and the owner can publish.
        return
    _settle(policy, Notice.State.PUBLISHED)


def answers_differ(shop: Shop, version: Version) -> bool:
    """Whether the answers say something else than what is published, the date aside."""
    try:
        present = facts_data(facts_of(shop, current_library()))
    except FactsError:
        return True
    return {**present, "effective": ""} != {**version.facts, "effective": ""}


# -- e-mails -----------------------------------------------------------------------------------------


def _unmailed(release: Release) -> QuerySet[Notice]:
    """Notices whose owner wants an e-mail and has not had it."""
    return (
        Notice.objects.filter(
            release=release.number,
            state__in=TOLD,
            mailed=None,
            policy__shop__owner__library_mail__isnull=False,
            policy__shop__owner__is_active=True,
        )
        .exclude(policy__shop__owner__email="")
        .select_related("policy__shop__owner__library_mail")
        .order_by("pk")
    )


def _mail_owner(first: Notice, site: str) -> None:
    """One e-mail about all shops of an owner. Claimed before it is sent, so that none is sent twice."""
    owner = first.policy.shop.owner
    assert owner is not None  # noqa: S101 - asked for in the query
    theirs = Notice.objects.filter(
        release=first.release, state__in=TOLD, policy__shop__owner=owner, mailed=None
    ).select_related("policy__shop")
    notices = [
        n for n in theirs if Notice.objects.filter(pk=n.pk, mailed=None).update(mailed=_now())
    ]
    if not notices:
        return
    try:
        _message(owner, notices, site).send()
    except OSError:
        Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(mailed=None)
        raise


def _now() -> Any:
    return timezone.now()


def _message(owner: User, notices: list[Notice], site: str) -> EmailMessage:
    language = owner.library_mail.language
    with translation.override(language):
        context = {
            "asked": [_line(n, site) for n in notices if n.state == Notice.State.OPEN],
            "published": [_line(n, site) for n in notices if n.state == Notice.State.PUBLISHED],
            "account": site + reverse("account"),
        }
        subject = render_to_string("updates/email/library_subject.txt", context).strip()
        body = render_to_string("updates/email/library_message.txt", context)
    return EmailMessage(subject, body, to=[owner.email], headers=headers())


def _line(notice: Notice, site: str) -> tuple[str, str]:
    shop = notice.policy.shop
    name = "policies:published" if notice.state == Notice.State.PUBLISHED else "policies:update"
    return str(shop), site + reverse(name, args=[shop.public_id])


# -- what the owner sees and chooses -----------------------------------------------------------------


def open_notice(version: Version) -> Notice | None:
    """The newest one that waits for the owner. One query."""
    notices = Notice.objects.filter(policy=version.policy_id, state=Notice.State.OPEN)
    return notices.filter(release__gt=version.library_release).first()


def releases_waiting(policies: Iterable[int]) -> dict[int, int]:
    """Policy → the newest release that its owner has not decided about. One query."""
    notices = Notice.objects.filter(policy__in=policies, state=Notice.State.OPEN)
    return dict(notices.order_by("release").values_list("policy", "release"))


def taken_over(policy: Policy) -> None:
    """A new version was published: what the releases brought is in it."""
    _settle(policy, Notice.State.PUBLISHED)


def dismiss(policy: Policy) -> None:
    _settle(policy, Notice.State.DISMISSED)


def _settle(policy: Policy, state: str) -> None:
    policy.notices.filter(state=Notice.State.OPEN).update(state=state)


@dataclass(frozen=True)
class News:
    """What publishing now would change, in one language."""

    language: str
    name: str
    difference: Difference


def news(version: Version, shop: Shop) -> list[News]:
    """The published version against what would be published now, per language of both.

    Raises FactsError and ComposeError where the answers can't be composed at present, and
    Release.DoesNotExist where the library of the version is not kept here.
    """
    old, new = library_with(version.library_release), current_library()
    before, after = make_facts(version.facts, old), facts_of(shop, new)
    return [
        News(
            language,
            new.languages[language],
            difference(compose(old, before, language), compose(new, after, language)),
        )
        for language in after.languages
        if language in before.languages
    ]


def notes(version: Version, clauses: set[str], language: str) -> tuple[list[str], dict[str, str]]:
    """What the editors say of these clauses since the version: of the whole, and per clause."""
    whole: list[str] = []
    of_clause: dict[str, str] = defaultdict(str)
    later = Release.objects.filter(number__gt=version.library_release).order_by("number")
    for said in later.values_list("notes", flat=True):
        for key, texts in said.items():
            text = texts.get(language) or texts.get("en") or ""
            if text and not key:
                whole.append(text)
            elif text and key in clauses:
                of_clause[key] = text
    return whole, of_clause
