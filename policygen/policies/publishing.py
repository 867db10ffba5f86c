"""From a shop's answers to a published version: compose, check, store, never touch again."""

import datetime
import hashlib
from collections.abc import Iterator
from typing import Any

import brotli
from django.contrib.auth.models import AnonymousUser, User
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.text import slugify

from policygen.clauses.current import current_library
from policygen.engine.compose import compose
from policygen.engine.document import Document
from policygen.engine.facts import Facts
from policygen.engine.gate import check
from policygen.engine.library import Library
from policygen.engine.reading import facts_data
from policygen.engine.writers import WRITERS
from policygen.policies.hosting import hosted_page
from policygen.policies.models import Download, Page, Policy, Version
from policygen.shops.models import Shop

PUBLIC_FORMATS = ("html", "pdf", "markdown", "docx")
"""Not JSON: it holds findings and notes that are for the owner alone."""


def publish(
    shop: Shop,
    user: User | AnonymousUser | None = None,
    on: datetime.date | None = None,
    slug: str = "",
) -> tuple[Version, bool]:
    """The version that shows the shop's present answers, and whether it was made now.

    Publishing again without a change gives the same version back. The policy applies from the day of
    publishing (`on`, today) unless the owner chose a later one. Raises FactsError while answers are
    missing and Refused while the policy may not be published; nothing is stored then.
    """
    library = current_library()
    facts = shop.facts(library)
    facts = _applying_from(facts, max(facts.effective, on or timezone.now().date()))
    latest = Version.objects.filter(policy__shop=shop).first()
    if latest and _says_the_same(latest, facts, library):
        return latest, False
    documents = [compose(library, facts, language) for language in facts.languages]
    check(documents)
    # The slow part, outside the transaction: nobody waits for a lock meanwhile.
    files = list(_files(documents))
    return _store(shop, facts, documents, files, user, slug), True


def _applying_from(facts: Facts, day: datetime.date) -> Facts:
    return facts.model_copy(update={"effective": day})


def _says_the_same(version: Version, facts: Facts, library: Library) -> bool:
    def without_date(data: dict[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in data.items() if key != "effective"}

    same = without_date(version.facts) == without_date(facts_data(facts))
    return same and version.library_release == library.release


def _files(documents: list[Document]) -> Iterator[tuple[str, str, bytes]]:
    for document in documents:
        for name in PUBLIC_FORMATS:
            yield document.language, name, WRITERS[name](document)


@transaction.atomic
def _store(
    shop: Shop,
    facts: Facts,
    documents: list[Document],
    files: list[tuple[str, str, bytes]],
    user: User | AnonymousUser | None,
    slug: str,
) -> Version:
    policy = _policy(shop, slug)
    latest = policy.latest()
    if latest and _says_the_same(latest, facts, current_library()):
        return latest  # The other of two clicks was quicker.
    version = Version.objects.create(
        policy=policy,
        number=latest.number + 1 if latest else 1,
        facts=facts_data(facts),
        library_release=documents[0].library_release,
        effective=facts.effective,
        published_by=user if isinstance(user, User) else None,
    )
    for document in documents:
        html = hosted_page(document, version)
        Page.objects.create(
            version=version,
            language=document.language,
            html=html,
            brotli=brotli.compress(html),
            sha256=hashlib.sha256(html).hexdigest(),
        )
    for language, name, content in files:
        _store_download(version, language, name, content)
    return version


def _store_download(version: Version, language: str, name: str, content: bytes) -> None:
    download = Download(version=version, language=language, format=name, size=len(content))
    download.sha256 = hashlib.sha256(content).hexdigest()
    storage = download.file.storage
    path = download.file.field.generate_filename(download, "")
    if not storage.exists(path):
        path = storage.save(path, ContentFile(content))
    download.file.name = path
    download.save()


def _policy(shop: Shop, slug: str) -> Policy:
    """The shop's policy, locked for the rest of the transaction, so that numbers don't collide."""
    Policy.objects.get_or_create(shop=shop, defaults={"slug": slug or _new_slug(shop)})
    return Policy.objects.select_for_update().get(shop=shop)


def _new_slug(shop: Shop) -> str:
    """The shop's name in Latin letters and a few random ones: nobody can take or guess another's."""
    name = slugify(shop.name_in("en"))[:40].strip("-")
    return f"{name or 'shop'}-{get_random_string(6, 'abcdefghijkmnpqrstuvwxyz23456789')}"
