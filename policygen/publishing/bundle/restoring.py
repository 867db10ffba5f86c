"""A verified bundle into this installation: the same bytes under the same address, or nothing at all."""

import hashlib
from dataclasses import dataclass

import brotli
from django.contrib.auth.models import User
from django.db import transaction
from django.utils.crypto import get_random_string

from policygen.engine.facts.reading import FactsError, make_facts
from policygen.engine.formats import FORMATS
from policygen.publishing import models, storage
from policygen.publishing.bundle import form
from policygen.publishing.bundle.reading import Bundle, Refused
from policygen.publishing.bundle.writing import manifest_of
from policygen.releases.current import current_library
from policygen.releases.libraries import identity_of
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop

UNKNOWN = 0
"""The number of no release: of a version whose library this installation does not have."""
LINK = 32


@dataclass(frozen=True)
class Restored:
    """`new`: whether it was restored now; it may all be here already. `unknown`: the numbers of the versions
    whose clause library is not here: their bytes are, but could not be made again if they were damaged."""

    policy: models.Policy
    new: bool
    unknown: tuple[int, ...]


def restore(bundle: Bundle, owner: User | None = None) -> Restored:
    """Raises Refused, where the address is another policy's too, and OSError; nothing is restored then.

    Without an `owner` the shop has a private link (Shop.resume_key).
    """
    bundle.verify()
    manifest = bundle.manifest
    present = models.Policy.objects.filter(slug=manifest.address).first()
    if present is not None:
        return _present(present, manifest)
    _check_formats(manifest)
    facts = {version.number: bundle.facts(version.number) for version in manifest.versions[-1:]}
    _store_files(bundle)
    with transaction.atomic():
        shop = _shop(facts[manifest.versions[-1].number], owner)
        _apply_from(shop, manifest)
        policy = models.Policy.objects.create(shop=shop, slug=manifest.address)
        versions = {one.number: _version(bundle, policy, one) for one in manifest.versions}
        _cancel(versions, manifest)
        _withdraw(policy, manifest)
    unknown = tuple(v.number for v in versions.values() if v.library_release == UNKNOWN)
    return Restored(policy, True, unknown)


def _present(policy: models.Policy, manifest: form.Manifest) -> Restored:
    if not policy.versions.exists() or manifest_of(policy) != manifest:
        raise Refused(
            f"The address /p/{policy.slug}/ is taken here, by a policy that is not the same. Its pages "
            "name their address, so they can’t be put under another one. Nothing was restored."
        )
    return Restored(policy, False, ())


def _check_formats(manifest: form.Manifest) -> None:
    for version in manifest.versions:
        for file in version.files:
            known = FORMATS.get(file.format)
            if known is None or known.suffix != file.suffix:
                raise Refused(
                    f"Version {version.number} has files of a format that this policygen does not know: "
                    f"{file.format}. Restore it with the policygen that it comes from, or a newer one."
                )


def _store_files(bundle: Bundle) -> None:
    """Under names made from their content, so that they may be left behind where the rest fails."""
    for version in bundle.manifest.versions:
        for file in version.files:
            content = bundle.content(form.file_name(version.number, file))
            storage.store(models.path_of(file.sha256, file.format), content)


def _shop(facts: dict[str, object], owner: User | None) -> Shop:
    """With the answers of the newest version, as far as the library of today can read them."""
    key = "" if owner else get_random_string(40)
    try:
        shop = create_shop(make_facts(dict(facts), current_library()), owner, key)
    except FactsError:
        shop = Shop.objects.create(owner=owner, owner_key=key, languages=facts["languages"])
    if owner is None:
        shop.resume_key = get_random_string(LINK)
        shop.save()
    return shop


def _apply_from(shop: Shop, manifest: form.Manifest) -> None:
    """The day of a version that was taken back is no day of the shop's, as when it is taken back here."""
    days = [version.effective for version in manifest.versions if version.cancelled is None]
    if days:
        shop.effective = days[-1]
        shop.save(update_fields=["effective"])


def _version(bundle: Bundle, policy: models.Policy, told: form.Version) -> models.Version:
    here = identity_of(told.library.release)
    same = told.library.sha256 is not None and here == told.library.sha256
    version: models.Version = models.Version.objects.create(
        policy=policy,
        number=told.number,
        facts=bundle.facts(told.number),
        library_release=told.library.release if same else UNKNOWN,
        library_sha256=told.library.sha256 or "",
        effective=told.effective,
        formats=list(told.formats),
        published=told.published,
    )
    models.Origin.objects.create(
        version=version,
        published_by=told.published_by,
        library_release=told.library.release,
        library_sha256=told.library.sha256 or "",
    )
    for page in told.pages:
        _page(bundle, version, page)
    for file in told.files:
        _file(bundle, version, file)
    return version


def _page(bundle: Bundle, version: models.Version, page: form.Page) -> None:
    html = bundle.content(form.page_name(version.number, page))
    models.Page.objects.create(
        version=version,
        language=page.language,
        html=html,
        brotli=brotli.compress(html),
        sha256=hashlib.sha256(html).hexdigest(),
    )


def _file(bundle: Bundle, version: models.Version, file: form.File) -> None:
    models.Download.objects.create(
        version=version,
        language=file.language,
        format=file.format,
        file=models.path_of(file.sha256, file.format),
        sha256=file.sha256,
        size=len(bundle.content(form.file_name(version.number, file))),
    )


def _cancel(versions: dict[int, models.Version], manifest: form.Manifest) -> None:
    for told in manifest.versions:
        if told.cancelled:
            by = told.cancelled.replaced_by
            models.Cancellation.objects.create(
                version=versions[told.number],
                made=told.cancelled.at,
                replaced_by=versions[by] if by else None,
            )


def _withdraw(policy: models.Policy, manifest: form.Manifest) -> None:
    for row in manifest.withdrawn:
        models.Withdrawal.objects.create(
            policy=policy, made=row.at, undone=row.undone, reason=row.reason
        )
        if row.undone is None:
            policy.withdrawn = row.at
    policy.created = manifest.created  # which was set by itself
    policy.save()
