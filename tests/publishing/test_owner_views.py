"""Alice owns the shop; Bob is a stranger with an account; Charlie is a browser without one."""

import datetime
import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client, override_settings
from django.utils import timezone

from policygen.engine.facts.model import Facts
from policygen.engine.facts.reading import facts_data
from policygen.engine.formats import public_formats
from policygen.publishing import views as publishing_views
from policygen.publishing.models import Policy, Version
from policygen.shops.from_facts import create_shop
from policygen.shops.models import Market, Shop
from policygen.updates import views as update_views


@pytest.fixture
def alices(ukrainian: Facts, db: None) -> Shop:
    return create_shop(ukrainian, owner=User.objects.create_user("alice"))


@pytest.fixture
def alice(alices: Shop) -> Client:
    return signed_in("alice")


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(User.objects.get_or_create(username=name)[0])
    return client


def paths(shop: Shop) -> list[str]:
    base = f"/en/shops/{shop.public_id}"
    return [f"{base}/published/", f"{base}/draft/uk/markdown/", f"{base}/draft/uk/pdf/"]


def test_it_works(alice: Client, alices: Shop) -> None:
    response = alice.post(f"/en/shops/{alices.public_id}/publish/", follow=True)
    page = response.content.decode()
    slug = Policy.objects.get(shop=alices).slug
    assert "Version 1 is published." in page
    assert f"http://testserver/p/{slug}/uk/" in page
    line = f'<a rel="privacy-policy" href="http://testserver/p/{slug}/uk/" hreflang="uk" lang="uk">'
    assert line.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;") in page


def test_a_second_click_publishes_nothing_new(alice: Client, alices: Shop) -> None:
    for _click in range(2):
        response = alice.post(f"/en/shops/{alices.public_id}/publish/", follow=True)
    assert "Nothing has changed since version 1." in response.content.decode()
    assert Version.objects.filter(policy__shop=alices).count() == 1


def test_the_day_of_a_version_is_asked_for(alice: Client, alices: Shop) -> None:
    """Never silently the day of the version before: today, unless the owner chooses a later one."""
    today = timezone.now().date()
    page = alice.get(f"/en/shops/{alices.public_id}/review/").content.decode()
    assert f'name="effective" value="{today.isoformat()}" required' in page
    alice.post(f"/en/shops/{alices.public_id}/publish/", {"effective": today.isoformat()})
    later = today + datetime.timedelta(days=14)
    Shop.objects.filter(pk=alices.pk).update(phone="+380 32 111 11 11")
    alice.post(f"/en/shops/{alices.public_id}/publish/", {"effective": later.isoformat()})
    versions = Version.objects.filter(policy__shop=alices).order_by("number")
    assert [version.effective for version in versions] == [today, later]
    alices.refresh_from_db()
    assert alices.effective == later


@pytest.mark.parametrize("day", ["2026-11-22", "", "tomorrow", "3026-01-01"])
def test_a_day_that_can_not_be_publishes_nothing(alice: Client, alices: Shop, day: str) -> None:
    response = alice.post(f"/en/shops/{alices.public_id}/publish/", {"effective": day}, follow=True)
    assert response.redirect_chain == [(f"/en/shops/{alices.public_id}/review/", 302)]
    assert "The date was not accepted." in response.content.decode()
    assert not Version.objects.filter(policy__shop=alices).exists()


def test_what_a_law_asks_for_on_that_day_is_looked_at(alice: Client, alices: Shop) -> None:
    """California asks for more from 2027 on: nothing is published that does not say it."""
    page = alice.get(f"/en/shops/{alices.public_id}/review/").content.decode()
    assert "What changes next" not in page
    Market.objects.create(shop=alices, code="US-OK", position=9)
    page = alice.get(f"/en/shops/{alices.public_id}/review/").content.decode()
    assert "From 1 January 2027 on: See whether Oklahoma’s new privacy law covers you" in page


def test_a_draft_can_be_downloaded_and_is_not_kept(alice: Client, alices: Shop) -> None:
    response = alice.get(f"/en/shops/{alices.public_id}/draft/uk/markdown/")
    assert response["Content-Disposition"] == 'attachment; filename="privacy-policy.uk.md"'
    assert response["Cache-Control"] == "private, no-store"
    assert "Політика конфіденційності" in response.content.decode()


def test_a_draft_can_be_had_with_its_answers_for_the_records(alice: Client, alices: Shop) -> None:
    base = f"/en/shops/{alices.public_id}"
    page = alice.get(f"{base}/review/").content.decode()
    assert page.count("/archive/") == len(alices.languages)
    response = alice.get(f"{base}/draft/uk/archive/")
    assert response["Content-Disposition"] == 'attachment; filename="privacy-policy.uk.archive.pdf"'
    assert response["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("end", ["draft/uk/exe/", "draft/pl/pdf/"])
def test_other_formats_and_languages_are_not_found(alice: Client, alices: Shop, end: str) -> None:
    assert alice.get(f"/en/shops/{alices.public_id}/{end}").status_code == 404


def test_an_unready_policy_is_refused_and_the_reason_shown(alice: Client, alices: Shop) -> None:
    alices.not_collected = ["email"]
    alices.save()
    for response in (
        alice.post(f"/en/shops/{alices.public_id}/publish/", follow=True),
        alice.get(f"/en/shops/{alices.public_id}/draft/uk/pdf/", follow=True),
    ):
        assert response.redirect_chain == [(f"/en/shops/{alices.public_id}/review/", 302)]
        assert "You say that you do not collect this" in response.content.decode()
    assert not Policy.objects.filter(shop=alices).exists()


@pytest.mark.few(2)
@pytest.mark.parametrize("path", ["publish", "update"])
@pytest.mark.parametrize("change", [{"country": ""}, {"not_collected": ["email"]}])
def test_the_gate_has_the_last_word(
    alice: Client, alices: Shop, monkeypatch: pytest.MonkeyPatch, path: str, change: dict[str, Any]
) -> None:
    """What it sees can be other than what the review saw, as after midnight or a release: an error page once."""
    alice.post(f"/en/shops/{alices.public_id}/publish/")
    view: Any = {"publish": publishing_views, "update": update_views}[path]
    look = view.review

    def and_then(shop: Shop) -> object:
        seen = look(shop)
        for name, value in change.items():
            setattr(shop, name, value)
        return seen

    monkeypatch.setattr(view, "review", and_then)
    form = {"choice": "publish"} if path == "update" else {}
    response = alice.post(f"/en/shops/{alices.public_id}/{path}/", form, follow=True)
    assert response.redirect_chain[-1][0].endswith("/review/")
    assert "can’t be published yet" in response.content.decode()
    assert Version.objects.filter(policy__shop=alices).count() == 1


def test_before_anything_is_published_the_page_says_so(alice: Client, alices: Shop) -> None:
    page = alice.get(f"/en/shops/{alices.public_id}/published/").content.decode()
    assert "Nothing is published yet." in page


@contextmanager
def disk_full(tmp_path: Path) -> Iterator[None]:
    full = {"default": {"BACKEND": "tests.publishing.no_room.NoRoom"}}
    with override_settings(STORAGES={**settings.STORAGES, **full}, MEDIA_ROOT=tmp_path):
        yield


@contextmanager
def no_storage(tmp_path: Path) -> Iterator[None]:
    """As when it may only be read; the mode of a folder would not keep root from writing."""
    (tmp_path / "file").write_bytes(b"")
    with override_settings(MEDIA_ROOT=tmp_path / "file" / "files"):
        yield


@pytest.mark.few(2)
@pytest.mark.parametrize("fault", [disk_full, no_storage])
@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "so nothing was published"), ("uk", "тому нічого не опубліковано")],
)
def test_what_can_not_be_stored_is_not_published_and_nothing_is_lost(
    alice: Client,
    alices: Shop,
    fault: Callable[[Path], AbstractContextManager[None]],
    language: str,
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(logging.getLogger("policygen"), "propagate", True)
    path = f"/{language}/shops/{alices.public_id}"
    with fault(tmp_path):
        response = alice.post(f"{path}/publish/")
    assert (response.status_code, response["Location"]) == (302, f"{path}/review/")
    assert said in alice.get(f"{path}/review/").content.decode()
    assert "manage.py verify" in caplog.text
    assert not Policy.objects.filter(shop=alices).exists()
    assert alice.post(f"{path}/publish/")["Location"] == f"{path}/published/"
    assert Version.objects.get(policy__shop=alices).downloads.count() == len(public_formats())


@pytest.mark.parametrize("stranger", ["bob", "charlie"])
def test_strangers_find_nothing(alices: Shop, stranger: str) -> None:
    client = signed_in("bob") if stranger == "bob" else Client()
    for path in paths(alices):
        assert client.get(path).status_code == 404
    assert client.post(f"/en/shops/{alices.public_id}/publish/").status_code == 404
    assert not Policy.objects.filter(shop=alices).exists()


def test_publishing_needs_a_post(alice: Client, alices: Shop) -> None:
    assert alice.get(f"/en/shops/{alices.public_id}/publish/").status_code == 405
    for path in paths(alices):
        assert alice.post(path).status_code == 405


def test_the_pages_queries_do_not_grow_with_the_versions(
    alice: Client, alices: Shop, facts: Facts, django_assert_num_queries: object
) -> None:
    policy = Policy.objects.create(shop=alices, slug="alices")
    for number in (1, 2, 3):
        Version.objects.create(
            policy=policy,
            number=number,
            facts=facts_data(facts),
            library_release=1,
            effective=facts.effective,
        )
        with django_assert_num_queries(14):  # type: ignore[operator]
            page = alice.get(f"/en/shops/{alices.public_id}/published/").content.decode()
        assert page.count("Version ") == number
