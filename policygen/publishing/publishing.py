"""From a shop's answers to a published version: compose, check, store, never touch again.

Files first, under names made from their content, and rows last: whoever is cut off leaves files that no row
knows (`manage.py verify` finds them), and never a row without its files.
"""

import datetime
import hashlib
import logging
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import brotli
from django.contrib.auth.models import AnonymousUser, User
from django.db import InternalError, OperationalError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from policygen.common.database import command_line
from policygen.common.latin_names import latin_name
from policygen.common.local_day import day_in, today_in
from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import facts_data
from policygen.engine.formats import public_formats
from policygen.engine.library.model import Library
from policygen.engine.policy.compose import compose
from policygen.engine.policy.document import Document
from policygen.engine.policy.gate import check
from policygen.publishing import mending, storage
from policygen.publishing.hosting import hosted_page
from policygen.publishing.in_force import Stood, has_begun, standing, stood_in
from policygen.publishing.models import Cancellation, Download, Page, Policy, Version, path_of
from policygen.releases.current import current_library
from policygen.releases.libraries import identity_of
from policygen.shops.as_facts import facts_of
from policygen.shops.models import Shop
from policygen.shops.review.earlier import earlier_facts

log = logging.getLogger(__name__)


class NotStored(Exception):
    """Disk or database took no more, or can't be written: nothing is published, and nothing is lost."""


@dataclass(frozen=True)
class MadeFile:
    """A download before it has a row."""

    language: str
    format: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def name(self) -> str:
        return path_of(self.sha256, self.format)


def publish(
    shop: Shop,
    user: User | AnonymousUser | None = None,
    on: datetime.date | None = None,
    slug: str = "",
) -> tuple[Version, bool]:
    """The version that shows the shop's present answers, and whether it was made now.

    Publishing again without a change gives the same version back, unless it is damaged and can't be made
    again. The policy applies from the day of publishing (`on`, today) unless the owner chose a later one;
    until that day the version before it stays in force.
    A version that was to come and has not begun is taken back: this one is in its place.

    Raises FactsError while answers are missing, Refused while the policy may not be published, and NotStored;
    nothing is published then.
    """
    try:
        return _publish(shop, user, on, slug)
    except (OSError, OperationalError, InternalError) as error:
        log.error(
            "Nothing was published, because it could not be stored: %s. Is the disk full, or may it only "
            "be read? Mend that, then the owner can publish again, and this looks after what is stored: %s",
            error,
            command_line("verify --repair"),
        )
        raise NotStored from error


def _publish(
    shop: Shop, user: User | AnonymousUser | None, on: datetime.date | None, slug: str
) -> tuple[Version, bool]:
    library = current_library()
    facts = facts_of(shop, library)
    latest = standing(Version.objects.filter(policy__shop=shop)).first()
    facts = _applying_from(facts, max(facts.effective, on or _today(facts, latest)))
    same = latest if latest and _says_the_same(latest, facts, library) else None
    if same and mending.mend(same):
        return same, False
    earlier = earlier_facts(shop, facts, library)
    documents = [compose(library, facts, language, earlier) for language in facts.languages]
    check(documents)
    # The slow part, outside the transaction: nobody waits for a lock meanwhile.
    files = list(_files(documents))
    _keep(files)
    version = _store(shop, facts, library, documents, files, user, slug, damaged=same)
    with suppress(OSError):
        # A shop that was deleted meanwhile took along what no other row needed yet.
        _keep(files)
    return version, True


def _keep(files: Iterable[MadeFile]) -> None:
    for file in files:
        storage.store(file.name, file.content)


def _today(facts: Facts, latest: Version | None) -> datetime.date:
    """Not before the latest version was made, whatever the clock says: it may have been set back. (By the day
    of that version's country, which may be behind the UTC.)"""
    today = today_in(facts.business.country)
    return max(today, _made_on(latest)) if latest else today


def _made_on(version: Version) -> datetime.date:
    return day_in(version.country, version.published)


def _applying_from(facts: Facts, day: datetime.date) -> Facts:
    return facts.model_copy(update={"effective": day})


def _says_the_same(version: Version, facts: Facts, library: Library) -> bool:
    def without_date(data: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in data.items() if key != "effective"}

    same = without_date(version.facts) == without_date(facts_data(facts))
    # What has not begun yet may get another day.
    same_day = version.effective == facts.effective or version.has_begun
    return same and same_day and version.library_release == library.release


def _files(documents: list[Document]) -> Iterator[MadeFile]:
    for document in documents:
        for form in public_formats():
            yield MadeFile(document.language, form.name, form.write(document))


@transaction.atomic
def _store(
    shop: Shop,
    facts: Facts,
    library: Library,
    documents: list[Document],
    files: list[MadeFile],
    user: User | AnonymousUser | None,
    slug: str,
    damaged: Version | None,
) -> Version:
    policy = _policy(shop, slug)
    before = stood_in(standing(policy.versions.all()), has_begun)
    latest = (before.coming or before.current) if before else None
    if latest and latest != damaged and _says_the_same(latest, facts, library):
        return latest  # The other of two clicks was quicker.
    last = policy.versions.order_by("-number").only("number", "published").first()
    version = Version.objects.create(
        policy=policy,
        number=last.number + 1 if last else 1,
        facts=facts_data(facts),
        library_release=documents[0].library_release,
        library_sha256=identity_of(documents[0].library_release),
        effective=facts.effective,
        formats=list(dict.fromkeys(file.format for file in files)),
        published=max(timezone.now(), last.published) if last else timezone.now(),
        published_by=user if isinstance(user, User) else None,
    )
    for document in documents:
        html = hosted_page(document, version, library)
        Page.objects.create(
            version=version,
            language=document.language,
            html=html,
            brotli=brotli.compress(html),
            sha256=hashlib.sha256(html).hexdigest(),
        )
    for file in files:
        Download.objects.create(
            version=version,
            language=file.language,
            format=file.format,
            file=file.name,
            sha256=file.sha256,
            size=len(file.content),
        )
    for waiting in _waiting(before):
        Cancellation.objects.create(version=waiting, replaced_by=version)
    return version


def _waiting(before: Stood[Version] | None) -> Iterator[Version]:
    """What has not begun: the version that comes, and a first one whose day has not come. One that began when
    it was made did begin, though the clock was set back since."""
    for version in before or ():
        if version and not version.has_begun and version.effective > _made_on(version):
            yield version


def _policy(shop: Shop, slug: str) -> Policy:
    """The shop's policy, locked for the rest of the transaction, so that numbers don't collide.

    Raises Shop.DoesNotExist where the shop was deleted while its files were made.
    """
    Shop.objects.select_for_update().only("pk").get(pk=shop.pk)
    Policy.objects.get_or_create(shop=shop, defaults={"slug": slug or _new_slug(shop)})
    return Policy.objects.select_for_update().get(shop=shop)


def _new_slug(shop: Shop) -> str:
    """The shop's name in Latin letters and a few random ones: nobody can take or guess another's."""
    name = latin_name(shop.name_in("en"), "shop")
    return f"{name}-{get_random_string(6, 'abcdefghijkmnpqrstuvwxyz23456789')}"
