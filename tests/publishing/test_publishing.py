import datetime
import hashlib
from collections.abc import Callable
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django.test import override_settings

from policygen.common.stored_once import PublishedIsFinal
from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import FactsError, facts_data
from policygen.engine.formats import public_formats
from policygen.engine.loading.load import shipped_library
from policygen.engine.policy.gate import Refused
from policygen.publishing import mending, publishing
from policygen.publishing.management.commands import load_examples
from policygen.publishing.models import Download, Page, Policy, Version
from policygen.publishing.publishing import publish
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Shop
from tests.paths import EXAMPLES

FORMATS = {form.name for form in public_formats()}


def test_it_works(version: Version, facts: Facts) -> None:
    assert (version.number, version.effective) == (1, facts.effective)
    assert version.library_release == shipped_library().release
    assert version.facts == facts_data(facts)
    assert {(p.language) for p in version.pages.all()} == {"uk", "en"}
    made = {(d.language, d.format) for d in version.downloads.all()}
    assert made == {(language, name) for language in ("uk", "en") for name in FORMATS}


def test_versions_do_not_go_back_in_time(version: Version, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock was ahead when the first one was made, or was set back since."""
    shop = version.policy.shop
    Shop.objects.filter(pk=shop.pk).update(phone="+380 44 123 45 67")
    behind = version.published - datetime.timedelta(days=400)
    monkeypatch.setattr("policygen.publishing.publishing.timezone.now", lambda: behind)
    later, made = publish(Shop.objects.get(pk=shop.pk))
    assert made and later.number == 2
    assert later.published == version.published
    assert later.effective >= version.published.date()


def test_a_release_meanwhile_changes_no_half_of_what_is_published(
    db: None, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents, pages and the number of the library are of one release, so that all can be made again."""
    newer = replace(shipped_library(), release=99, languages={"en": "E", "uk": "U"})
    libraries = chain([shipped_library()], repeat(newer))
    monkeypatch.setattr(publishing, "current_library", lambda: next(libraries))
    version, _made = publish(create_shop(facts))
    assert version.library_release == shipped_library().release
    for page in version.pages.all():
        assert mending.mend_page(spoilt(page))


def spoilt(page: Page) -> Page:
    """With both of its copies spoilt."""
    QuerySet.update(Page.objects.filter(pk=page.pk), html=b"", brotli=b"")
    return Page.objects.get(pk=page.pk)


def test_hashes_are_those_of_the_stored_bytes(version: Version) -> None:
    for page in version.pages.all():
        assert page.sha256 == hashlib.sha256(page.html).hexdigest()
        assert brotli.decompress(bytes(page.brotli)) == bytes(page.html)
    for download in version.downloads.all():
        with download.file.open() as file:
            content = file.read()
        assert (download.sha256, download.size) == (
            hashlib.sha256(content).hexdigest(),
            len(content),
        )


def test_publishing_again_without_a_change_gives_the_same_version(
    version: Version, shop: Shop
) -> None:
    later = version.effective + datetime.timedelta(days=30)
    assert publish(shop, on=later) == (version, False)
    assert Version.objects.count() == 1


def test_a_change_makes_a_new_version_and_leaves_the_old_one_alone(
    version: Version, shop: Shop
) -> None:
    before = [(p.language, p.sha256, bytes(p.html)) for p in version.pages.order_by("language")]
    shop.phone, shop.languages = "+380 32 111 11 11", ["uk"]
    shop.save()
    day = version.effective + datetime.timedelta(days=1)
    second, made = publish(shop, on=day)
    assert (made, second.number, second.effective) == (True, 2, day)
    assert "+380 32 111 11 11" in bytes(second.pages.get(language="uk").html).decode()
    version.refresh_from_db()
    after = [(p.language, p.sha256, bytes(p.html)) for p in version.pages.order_by("language")]
    assert after == before


def test_a_later_date_of_the_owner_stands(shop: Shop, facts: Facts) -> None:
    shop.phone, shop.languages = "+380 32 111 11 11", ["uk"]
    shop.effective = facts.effective + datetime.timedelta(days=1)
    shop.save()
    assert publish(shop, on=facts.effective)[0].effective == shop.effective


def test_what_is_published_never_changes(version: Version) -> None:
    page, download = version.pages.first(), version.downloads.first()
    assert page and download
    version.number = 7
    page.html = b"other"
    for row in (version, page, download):
        with pytest.raises(PublishedIsFinal):
            row.save()
    for rows in (Version.objects, Page.objects, Download.objects):
        with pytest.raises(PublishedIsFinal):
            rows.update(pk=1)
    with pytest.raises(PublishedIsFinal):
        Page.objects.bulk_update([page], ["html"])


def test_contradictory_answers_are_refused_with_the_reasons(facts: Facts, db: None) -> None:
    shop = create_shop(facts)
    shop.not_collected = ["email"]
    shop.save()
    with pytest.raises(Refused) as refusal:
        publish(shop)
    assert [f.id for f in refusal.value.errors] == ["collected-and-not"]
    assert refusal.value.unequal == ()
    assert not Policy.objects.filter(shop=shop).exists()


def test_an_unmet_requirement_is_refused(facts: Facts, db: None) -> None:
    shop = create_shop(facts)
    shop.address = {}
    shop.save()
    with pytest.raises(Refused) as refusal:
        publish(shop)
    unmet = {covered.requirement for covered in refusal.value.unmet}
    assert unmet == {"UA-12-who", "UA-ECOM-7"}


def test_missing_answers_are_refused(facts: Facts, db: None) -> None:
    shop = create_shop(facts)
    shop.email = ""
    shop.save()
    with pytest.raises(FactsError):
        publish(shop)
    assert not Policy.objects.filter(shop=shop).exists()


@pytest.fixture
def another(ukrainian: Facts, db: None) -> Shop:
    """Whose files no other policy shares."""
    shop = create_shop(ukrainian)
    shop.name = {"": "Срібна Верба & Co <b>"}
    shop.save()
    return shop


def test_slugs_are_made_from_the_name_and_not_guessable(another: Shop) -> None:
    slug = publish(another)[0].policy.slug
    assert slug.startswith("sribna-verba-co-b-") and len(slug) == len("sribna-verba-co-b-") + 6


def test_deleting_a_shop_takes_its_policy_and_files_along(
    another: Shop, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    before = [model.objects.count() for model in (Policy, Version, Page, Download)]
    names = [d.file.name for d in publish(another)[0].downloads.all()]
    assert all(default_storage.exists(name) for name in names) and len(names) == len(FORMATS)
    with django_capture_on_commit_callbacks(execute=True):
        another.delete()
    assert not any(default_storage.exists(name) for name in names)
    assert [model.objects.count() for model in (Policy, Version, Page, Download)] == before


def test_examples_that_can_not_be_stored_are_one_clear_line_and_leave_no_shop(
    version: Version, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version.policy.delete()
    shops = Shop.objects.count()
    folder = tmp_path / "examples"
    folder.mkdir()
    (folder / "klumandel.yaml").write_bytes((EXAMPLES / "klumandel.yaml").read_bytes())
    monkeypatch.setattr(load_examples, "EXAMPLES", folder)
    (tmp_path / "files").write_bytes(b"")
    with (
        override_settings(MEDIA_ROOT=tmp_path / "files"),
        pytest.raises(CommandError, match=r"klumandel could not be stored: .*load_examples"),
    ):
        call_command("load_examples")
    assert Shop.objects.count() == shops


def test_a_file_that_can_not_be_deleted_does_not_keep_its_shop(
    another: Shop, storage: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    stuck = storage / str(publish(another)[0].downloads.get(format="pdf").file.name)
    stuck.unlink()
    stuck.mkdir()
    (stuck / "inside").touch()  # Nobody deletes a folder with something in it, root neither.
    with django_capture_on_commit_callbacks(execute=True):
        another.delete()
    assert not Shop.objects.filter(pk=another.pk).exists()
    (stuck / "inside").unlink()
    stuck.rmdir()


def test_a_file_that_another_policy_shares_stays(
    version: Version,
    shop: Shop,
    facts: Facts,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    twin = publish(create_shop(facts), on=facts.effective)[0]
    names = {d.file.name for d in twin.downloads.all()}
    assert names == {d.file.name for d in version.downloads.all()}
    with django_capture_on_commit_callbacks(execute=True):
        shop.delete()
    assert all(default_storage.exists(name) for name in names)
